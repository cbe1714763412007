"""The web app for a WSGI server: `python -m serve` serves `wsgi:app`."""

import os

from api import create_app
from api.intake import whole_requests
from api.proxies import behind_proxies
from api.unread import refused_as_ours
from config import settings_or_exit

os.umask(os.umask(0o077) | 0o007)  # a database, a copy or a draft is nothing for everybody's eyes
settings = settings_or_exit()
app = create_app(settings)
within = refused_as_ours(whole_requests(app.wsgi_app, settings))
app.wsgi_app = behind_proxies(within, settings)
