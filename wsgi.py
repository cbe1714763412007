"""The web app for a WSGI server: `python -m serve` serves `wsgi:app`."""

import os

from api import create_app, intake, unread
from config import settings_or_exit

os.umask(os.umask(0o077) | 0o007)  # a database, a copy or a draft is nothing for everybody's eyes
settings = settings_or_exit()
app = create_app(settings)
app.wsgi_app = unread.refused_as_ours(intake.whole_requests(app.wsgi_app, settings))
