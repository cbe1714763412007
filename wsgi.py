"""The web app for a WSGI server: `gunicorn wsgi:app`."""

from api import create_app
from config import settings_or_exit

app = create_app(settings_or_exit())
