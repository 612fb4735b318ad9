"""What a refusal looks like in the browser: the one place that turns ``DomainError`` into a page or a fragment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from binhyen.foundation.arrival import unarrived
from binhyen.foundation.busy import RETRY_AFTER, busy
from binhyen.foundation.errors import Busy, DomainError, Invalid, http_status
from binhyen.foundation.texts import registered, say

LOCKED_OUT = "organisation.sign_in_locked"


def status_of(error: DomainError) -> int:
    """403 not allowed, 404 not there, 408 not arrived, 422 refused, 429 locked out, 503 busy, 409 what stands in the way."""
    return 429 if error.code == LOCKED_OUT else http_status(error)


def sentence(error: DomainError) -> str:
    """The refusal in Vietnamese."""
    return say(error)


def refusal(request: HttpRequest, error: DomainError) -> HttpResponse:
    """The refusal as a page, or as a fragment where htmx asked."""
    status = status_of(error)
    findings: list[Any] = error.findings if isinstance(error, Invalid) else []
    context = {
        "sentence": sentence(error),
        "findings": [registered().get(f.code, f.code).format(**f.params) for f in findings if hasattr(f, "code")],
        "status": status,
        "back": _back(request),
    }
    template = "web/refusal_fragment.html" if request.headers.get("HX-Request") else "web/refusal.html"
    return render(request, template, context, status=status)


def _back(request: HttpRequest) -> str:
    """The page the request came from, where it is one of ours."""
    referer = request.headers.get("Referer", "")
    return referer if url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}) else ""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read; one that brings too much is told how much may be brought."""
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return render(request, f"web/errors/{status}.html", status=status)


def _has_nul(request: HttpRequest) -> bool:
    """Whether the address or a field holds the character that no text has and PostgreSQL refuses to store or to look for."""
    fields = (value for form in (request.GET, request.POST) for _, values in form.lists() for value in values)
    return "\0" in request.path or any("\0" in str(value) for value in fields)


class RefusalMiddleware:
    """Answers a ``DomainError`` that a view did not handle itself, and input that no view should see."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        refused = unarrived(request.META)
        if refused:
            return _with_a_time(refusal(request, refused), refused)
        if _has_nul(request):
            return bad_request(request, SuspiciousOperation("a NUL character"))
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The refusal's own page, also where the record was busy; anything else stays an error."""
        error = exception if isinstance(exception, DomainError) else busy(exception)
        if error is None:
            return None
        return _with_a_time(refusal(request, error), error)


def _with_a_time(response: HttpResponse, error: DomainError) -> HttpResponse:
    """With the time after which it may be tried again, where that helps."""
    if isinstance(error, Busy):
        response["Retry-After"] = RETRY_AFTER
    return response
