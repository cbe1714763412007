"""The web app for a WSGI server: `gunicorn wsgi:app`."""

from api import create_app
from config import UnusableConfiguration

try:
    app = create_app()
except UnusableConfiguration as problem:
    raise SystemExit(f"Backstock cannot start. {problem}") from None
