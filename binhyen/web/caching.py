"""What a browser or a proxy may keep: nothing that was shown to a signed-in user."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NoStoreMiddleware:
    """Marks every answer to a signed-in user ``no-store``, so that "back" after signing out on a shared machine shows nothing.

    Static files are answered further out, before anybody is asked who they are, and stay cached.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and mark the answer."""
        response = self._get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store"
        return response
