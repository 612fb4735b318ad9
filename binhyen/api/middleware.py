"""What stands before every address of the interface: size, kind of content, no cookies; and no page of HTML as an answer."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from binhyen.api import LARGEST_MB, PREFIX
from binhyen.api.problems import MEDIA_TYPE, answer, of_status, problem_of
from binhyen.foundation.arrival import unarrived
from binhyen.foundation.busy import RETRY_AFTER
from binhyen.foundation.errors import Busy, Invalid

_BODIES = frozenset({"POST", "PUT", "PATCH"})


class ApiMiddleware:
    """Refuses a body by its announced size and kind before anything of it is read, and answers in problem documents only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, unless it is none of the interface's."""
        if not request.path.startswith(PREFIX):
            return self._get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        refused = unarrived(request.META) or _refusal(request)
        response = answer(problem_of(refused)) if refused else self._get_response(request)
        if isinstance(refused, Busy):
            response["Retry-After"] = RETRY_AFTER
        if response.status_code >= 400 and response.get("Content-Type", "") != MEDIA_TYPE:
            problem = answer(of_status(response.status_code))
            if "Allow" in response:
                problem["Allow"] = response["Allow"]
            response = problem
        response["Cache-Control"] = "no-store"
        return response


def _refusal(request: HttpRequest) -> Invalid | None:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LARGEST_MB * 1024 * 1024:
        return Invalid("api.too_large", limit=LARGEST_MB)
    kind = request.META.get("CONTENT_TYPE", "").replace(" ", "").casefold()
    bare = length == "0" and kind in ("", "text/plain")
    if request.method in _BODIES and kind not in ("application/json", "application/json;charset=utf-8") and not bare:
        return Invalid("api.wrong_type")
    return None
