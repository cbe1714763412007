"""How fast Backstock is beside the same API in FastAPI, beside the floor, beside pgbench."""
