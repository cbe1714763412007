"""Replay a real retailer's year of sales through HTTP, as a sales channel would send it.

`python -m bench.replay` against a running server. What it proves is about units, not money:
the file has several prices for one code over the year, a variant has one at a time.
"""
