"""What a server process runs: bodies arrive here, and a few lasting threads answer with Django."""

from __future__ import annotations

from django.conf import settings

from binhyen.api import LARGEST_MB, PREFIX
from binhyen.config.answering import Answering
from binhyen.config.arriving import Bounds
from binhyen.config.wsgi import application as django

PAGES = Bounds(settings.DATA_UPLOAD_MAX_MEMORY_SIZE, first_s=10, next_s=10, bytes_per_s=2 * 1024)
"""Phones on a weak line."""
PROGRAMS = Bounds(LARGEST_MB * 1024 * 1024, first_s=1, next_s=5, bytes_per_s=8 * 1024)
"""A program sends again by itself."""

application = Answering(
    django, lambda path: PROGRAMS if path.startswith(PREFIX) else PAGES, threads=settings.OPTIONS.threads
)
