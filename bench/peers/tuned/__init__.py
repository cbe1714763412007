"""FastAPI by somebody who wants it to win."""
