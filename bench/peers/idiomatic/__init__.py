"""FastAPI as its documentation and good tutorials write it."""
