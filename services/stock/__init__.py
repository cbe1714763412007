"""What lies where, what is promised, and the ledger that says why."""
