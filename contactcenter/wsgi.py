"""WSGI: the web pages and the API, for gunicorn; live hints have `contactcenter.asgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contactcenter.settings")

application = get_wsgi_application()
