"""Django's handler of requests, which lets go of each once it is answered."""

from __future__ import annotations

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest


class Request(WSGIRequest):
    """A request that keeps nothing when it is closed.

    It hangs in circles with its user and its messages, and the collector looks for circles rarely here (``wsgi.py``): files of
    20 MB stood in memory long after they were answered.
    """

    def close(self) -> None:
        """The server calls this when the answer is sent."""
        super().close()
        vars(self).clear()


class Handler(WSGIHandler):
    """Makes such requests."""

    request_class = Request
