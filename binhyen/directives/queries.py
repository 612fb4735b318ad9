"""Reads of documents and programmes."""

from __future__ import annotations

from binhyen.directives.models import Directive, Programme
from binhyen.foundation.errors import NotFound
from binhyen.foundation.vietnamese import nfc


def programme_by_code(code: str) -> Programme:
    """The programme of that code; ``NotFound("directives.programme_unknown")`` lists the codes there are."""
    found = Programme.objects.filter(code__iexact=code.strip()).first()
    if found is None:
        known = ", ".join(Programme.objects.values_list("code", flat=True))
        raise NotFound("directives.programme_unknown", code=code.strip(), candidates=known)
    return found


def document_of(canonical: str) -> Directive | None:
    """The document that a reader's canonical symbol or any of its aliases names; None where none or several do.

    Marks stay: T.Ư is the centre and T.U the province.
    """
    wanted = _symbol(canonical)
    hits = [
        d
        for d in Directive.objects.all()
        if wanted in {_symbol(d.canonical), _symbol(d.symbol), *(_symbol(alias) for alias in d.aliases)}
    ]
    return hits[0] if len(hits) == 1 else None


def _symbol(text: str) -> str:
    return "".join(nfc(text).casefold().split())
