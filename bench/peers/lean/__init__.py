"""What the tuned FastAPI and the floor have in common: SQL text, and rows to JSON."""
