"""The web app for a WSGI server: `python -m serve` serves `wsgi:app`."""

from api import create_app, intake, unread
from config import settings_or_exit

settings = settings_or_exit()
app = create_app(settings)
app.wsgi_app = unread.refused_as_ours(intake.whole_requests(app.wsgi_app, settings))
