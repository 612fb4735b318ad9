"""What a server process runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binhyen.config.settings")

application = get_wsgi_application()
