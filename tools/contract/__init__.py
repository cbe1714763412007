"""What keeps the contract: run as `python -m tools.contract`."""
