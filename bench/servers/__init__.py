"""Two servers for the same app: what a request costs, and how long the slowest wait.

`python -m bench.servers`. Needs `wrk`, and gunicorn beside what Backstock installs:
`uv pip install gunicorn`.
"""
