"""What a request may hold: JSON without doubles, no fields and parameters that nobody asked for."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Annotated, Any, NoReturn

from django.http import HttpRequest, HttpResponse
from ninja.parser import Parser
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from binhyen.api.problems import answer, misfits
from binhyen.api.texts import JSON_FAULTS
from binhyen.foundation.errors import Invalid

DEEPEST = 12
MOST = 50_000  # values on one level; 2,000 cells have a fifth of it
LARGEST = 2**63 - 1
FIRST_YEAR, LAST_YEAR = 1900, 2099


class Strict(BaseModel):
    """The content of a request: unknown fields are refused, and no value is taken for one of another type."""

    model_config = ConfigDict(extra="forbid", strict=True)


def _iso_day(value: object) -> object:
    """Only "2026-06-05", from 1900 to 2099: no moments, no numbers of seconds."""
    if isinstance(value, str) and len(value) == len("2026-06-05") and value.isascii():
        try:
            found = date.fromisoformat(value)
        except ValueError:
            pass
        else:
            if FIRST_YEAR <= found.year <= LAST_YEAR:
                return found
    raise PydanticCustomError("date_iso", "a date as 2026-06-05")


_DAY = r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
Day = Annotated[
    date, BeforeValidator(_iso_day), WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{_DAY}$"})
]
Limit = Annotated[int, Field(ge=1, le=500)]
Offset = Annotated[int, Field(ge=0, le=1_000_000)]
Code = Annotated[str, Field(min_length=1, max_length=40)]
PERIOD = f"^{_DAY}_{_DAY}$"
Period = Annotated[str, Field(pattern=PERIOD, description="First and last day: 2026-05-01_2026-05-31.")]


Lines = Annotated[
    str, Field(min_length=1, max_length=8000, description="Lines, separated by commas: COM04,COM05[host_org=ca].")
]


class StrictParser(Parser):
    """Reads a body, and refuses what JSON readers differ about."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The content; ``Invalid("api.bad_json")`` with the reason otherwise."""
        try:
            found = json.loads(
                request.body.decode("utf-8"), object_pairs_hook=_once, parse_constant=_constant, parse_int=_whole,
                parse_float=_fraction,
            )  # fmt: skip
        except RecursionError as error:
            raise Invalid("api.bad_json", why=JSON_FAULTS["deep"]) from error
        except ValueError as error:
            raise Invalid("api.bad_json", why=JSON_FAULTS["syntax"]) from error
        _look_through(found)
        return found


def _refuse(fault: str) -> NoReturn:
    raise Invalid("api.bad_json", why=JSON_FAULTS[fault])


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        _refuse("twice")
    return found


def _constant(text: str) -> NoReturn:
    _refuse("constant")


def _fraction(text: str) -> int:
    """A whole number written with ".0" is one; anything else is not exact."""
    whole, _, rest = text.partition(".")
    if rest.strip("0") or not rest:
        _refuse("fraction")
    return _whole(whole)


def _whole(text: str) -> int:
    if len(text) > 20 or not -LARGEST - 1 <= int(text) <= LARGEST:
        _refuse("integer")
    return int(text)


def _look_through(found: Any) -> None:
    """Refuse what is nested too deep, and characters that no text has: NUL and halves of a pair."""
    level = [found]
    for _ in range(DEEPEST):
        if len(level) > MOST:
            _refuse("many")
        texts = [one for one in level if isinstance(one, str)]
        below = [one for one in level if isinstance(one, list)]
        for one in level:
            if isinstance(one, dict):
                texts += one
                below.append(list(one.values()))
        if any("\0" in text or (not text.isascii() and _is_broken(text)) for text in texts):
            _refuse("character")
        level = [one for part in below for one in part]
        if not level:
            return
    _refuse("deep")


def _is_broken(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def known_parameters(view: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse parameters that the view does not know, or one given twice: a misspelt ``dry_run`` would store."""
    known = set(inspect.signature(view).parameters) - {"request", "body"}

    @wraps(view)
    def strict(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        wrong = [(f"query.{name}", "unknown_parameter") for name in request.GET if name not in known]
        wrong += [(f"query.{name}", "repeated_parameter") for name, all_ in request.GET.lists() if len(all_) > 1]
        refused: HttpResponse | None = answer(misfits(wrong)) if wrong else None
        return refused or view(request, *args, **kwargs)

    return strict
