"""Refusals as problem documents (RFC 9457): a stable code, a Vietnamese sentence, and where the content is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja.errors import HttpError, ValidationError
from pydantic import BaseModel, ConfigDict, Field

from binhyen.api.texts import FAULT, FAULTS, SENTENCES, TITLES
from binhyen.figures.rules.cells import Finding
from binhyen.foundation.busy import RETRY_AFTER, busy
from binhyen.foundation.errors import DomainError, Invalid, Stale, http_status
from binhyen.foundation.texts import in_words, register, registered, say

register(SENTENCES)

MEDIA_TYPE = "application/problem+json"
READABLE = {"ensure_ascii": False}
# Codes of this door that are no ordinary refusal.
STATUS: Mapping[str, int] = {
    "api.unauthorised": 401,
    "api.locked": 429,
    "api.not_found": 404,
    "api.method_not_allowed": 405,
    "api.too_large": 413,
    "api.wrong_type": 415,
    "api.bad_request": 400,
    "api.bad_json": 400,
    "api.key_missing": 400,
    "api.failed": 500,
}
BY_STATUS = {401: "api.unauthorised", 404: "api.not_found", 405: "api.method_not_allowed", 500: "api.failed"}


class Wrong(BaseModel):
    """One thing that is wrong, or that takes a reason: the id of the rule, the cell or field, the sentence."""

    model_config = ConfigDict(extra="forbid")

    rule: str = Field(description="Id of the rule, the same on every door, or the code of a refusal.")
    id: str = Field(default="", description="Under this id a reason is given for a warning.")
    severity: str = Field(default="block", description="block: refused; warn: takes a reason.")
    cell: str = Field(
        default="", description='Line of the report, "COM04[host_org=ca]"; empty where it concerns no single line.'
    )
    field: str = Field(default="", description="Place in the request, where the request itself is wrong.")
    detail: str = Field(description="The sentence in Vietnamese.")
    arithmetic: str = ""
    reason: str = Field(default="", description="The reason that was given for a warning.")


class Problem(BaseModel):
    """A problem document. ``type`` is the stable code of the refusal."""

    model_config = ConfigDict(extra="forbid")

    type: str
    title: str
    status: int
    detail: str
    findings: list[Wrong] = []


def problem_of(error: DomainError) -> Problem:
    """The document of a refusal."""
    status = STATUS.get(error.code) or (409 if _is_stale(error) else http_status(error))
    return Problem(
        type=error.code, title=TITLES[status], status=status, detail=say(error), findings=_wrongs(error)
    )  # fmt: skip


def _is_stale(error: DomainError) -> bool:
    """Whether one of several refused cells was changed by somebody else meanwhile."""
    return isinstance(error, Invalid) and any(isinstance(found, Stale) for found in error.findings)


def _wrongs(error: DomainError) -> list[Wrong]:
    found: Sequence[Any] = error.findings if isinstance(error, Invalid) else ()
    if not found and "key" in error.params:
        found = [error]
    return [wrong_of(one) for one in found if isinstance(one, Finding | DomainError)]


def wrong_of(found: Finding | DomainError, reason: str = "") -> Wrong:
    """A finding of the rules, or the refusal of one cell, as programs read it."""
    if isinstance(found, DomainError):
        return Wrong(rule=found.code, cell=str(found.params.get("key", "")), detail=say(found))
    return Wrong(
        rule=found.rule, id=found.id, severity=found.severity.value, cell=str(found.key), reason=reason,
        detail=in_words(registered().get(found.code, found.code), found.params), arithmetic=found.arithmetic,
    )  # fmt: skip


def answer(problem: Problem) -> HttpResponse:
    """The document as an answer."""
    response = JsonResponse(
        problem.model_dump(), status=problem.status, content_type=MEDIA_TYPE, json_dumps_params=READABLE
    )
    if problem.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """A refusal of any room as an answer."""
    return answer(problem_of(error))


def failed(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """The database gave up: 503 with Retry-After where others kept it busy; any other fault stays one."""
    found = busy(error)
    if found is None:
        raise error
    response = refused(request, found)
    response["Retry-After"] = RETRY_AFTER
    return response


def misfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """A request that does not fit the description: every place with what is wrong there."""
    return answer(misfits([(".".join(map(str, one["loc"])), one["type"]) for one in error.errors]))


def misfits(places: Sequence[tuple[str, str]]) -> Problem:
    """The document for wrong fields: (place, the validator's word) each."""
    found = [Wrong(rule="api.schema", field=place, detail=FAULTS.get(word, FAULT)) for place, word in places]
    return problem_of(Invalid("api.schema", count=len(places))).model_copy(update={"findings": found})


def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    """What the framework itself refuses: no key, or a body that could not be read."""
    if isinstance(error.__cause__, DomainError):
        return refused(request, error.__cause__)
    return answer(of_status(error.status_code))


def unseen(request: HttpRequest, error: Http404) -> HttpResponse:
    """What is not there, or may not be seen: nobody learns which."""
    return answer(of_status(404))


def of_status(status: int) -> Problem:
    """The document for a bare status."""
    known = status if status in TITLES else 400
    return problem_of(DomainError(BY_STATUS.get(known, "api.bad_request"))).model_copy(
        update={"status": status, "title": TITLES[known]}
    )
