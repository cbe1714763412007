"""The same API by other means, to compare with: FastAPI twice, the floor, and pgbench.

Each app answers six requests of Backstock's with the same JSON and does the same work for
each: authentication against the database, validation, rows written. `verify` says whether
they do. They read the tables that Backstock's migrations made.
"""
