"""The addresses of the interface, and its description."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import Http404
from django.urls import URLPattern, path
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from binhyen.api import asked, catalogue, moves, totals
from binhyen.api.access import Bearer
from binhyen.api.problems import MEDIA_TYPE, failed, http_error, misfit, refused, unseen
from binhyen.api.strict import StrictParser, known_parameters
from binhyen.foundation.errors import DomainError

ROOT = "/api/v1/"
KEY_PATTERN = "^[A-Za-z0-9._:-]{8,80}$"


class _Renderer(JSONRenderer):
    """Vietnamese as it is written."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="Bình Yên", version="1", auth=Bearer(), parser=StrictParser(), renderer=_Renderer(), docs_url=None, openapi_url=None,
    urls_namespace="api",
    description="Requests, forms, obligations and reports of the movement “Toàn dân bảo vệ an ninh Tổ quốc”, for programs "
    "that act in a post. Counts and units, never people. Refusals are problem documents (RFC 9457).",
)  # fmt: skip
api.add_decorator(known_parameters)
for router in (catalogue.router, asked.router, moves.router, totals.router):
    api.add_router("", router)
HANDLERS: dict[type[Exception], Any] = {
    DomainError: refused, ValidationError: misfit, HttpError: http_error, Http404: unseen,
    OperationalError: failed,
}  # fmt: skip
for kind, handler in HANDLERS.items():
    api.add_exception_handler(kind, handler)


def _open(found: Any) -> URLPattern:
    """The address without the sign-in of the pages: here the key is asked for."""
    pattern: URLPattern = path(str(found.pattern), login_not_required(found.callback), name=found.name)
    return pattern


urlpatterns = [_open(found) for found in api.urls[0]]


def description() -> dict[str, Any]:
    """The OpenAPI document: docs/reference/openapi.json."""
    found = dict(api.get_openapi_schema(path_prefix=ROOT))
    for operations in found["paths"].values():
        for operation in operations.values():
            for parameter in operation["parameters"]:
                if parameter["name"] == "Idempotency-Key":
                    parameter["required"] = True
                    parameter["schema"] = {"type": "string", "pattern": KEY_PATTERN}
            for status, said in operation["responses"].items():
                if int(status) >= 400:
                    said["content"] = {MEDIA_TYPE: said["content"].pop("application/json")}
    return found
