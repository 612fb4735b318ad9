"""Which documents of the register a mention can mean: the one that it names, else candidates for a person to choose from."""

from __future__ import annotations

from collections.abc import Iterable

from binhyen.reader.issuers import is_central_party
from binhyen.reader.references import Mention
from binhyen.reader.symbols import symbol_at
from binhyen.reader.vocabulary import DocumentName

_MOST = 5
_ENOUGH = 2


class Register:
    """The documents of a vocabulary by their names, numbers and days."""

    def __init__(self, documents: Iterable[DocumentName]) -> None:
        """Order ``documents`` once, so that a mention asks only those with its number or day."""
        self._named: dict[str, list[str]] = {}
        self._near: dict[str, list[DocumentName]] = {}
        for document in documents:
            for name in (document.canonical, *document.aliases):
                self._named.setdefault(name, []).append(document.canonical)
            for key in {_number(document), document.issued} - {""}:
                self._near.setdefault(key, []).append(document)

    def named(self, mention: Mention) -> tuple[str, ...]:
        """The documents that bear the mention's canonical form or "kind number" as a name."""
        names = (mention.canonical, f"{mention.kind} {mention.number}")
        return tuple(dict.fromkeys(c for name in names for c in self._named.get(name, ())))

    def candidates(self, mention: Mention) -> tuple[str, ...]:
        """Documents that agree with the mention in at least two of kind, number, issuer and day, the likeliest first.

        Number or day is one of the two. What the provincial committee issued is no candidate for what the centre did.
        """
        keys = {(mention.number or "").lstrip("0"), mention.date or ""} - {""}
        near = {d.canonical: d for key in keys for d in self._near.get(key, ())}
        scored = [(_agreement(mention, d), d.canonical) for d in near.values() if not _contradicts(mention, d)]
        likely = sorted((s for s in scored if s[0] >= _ENOUGH), key=lambda s: (-s[0], s[1]))
        return tuple(canonical for _, canonical in likely[:_MOST])


def _number(document: DocumentName) -> str:
    symbol = symbol_at(document.canonical, 0)
    return (document.number or (symbol.number if symbol else "")).lstrip("0")


def _kind(document: DocumentName) -> str:
    symbol = symbol_at(document.canonical, 0)
    return document.kind or (symbol.kind or "" if symbol else "")


def _agreement(mention: Mention, document: DocumentName) -> int:
    number = _number(document)
    return sum(
        (
            bool(mention.number) and (mention.number or "").lstrip("0") == number,
            mention.kind.lower() == _kind(document).lower(),
            bool(mention.date) and mention.date == document.issued,
            bool(mention.issuer and document.issuer) and _same_body(mention.issuer or "", document.issuer),
        )
    )


def _contradicts(mention: Mention, document: DocumentName) -> bool:
    """Whether the mention says something that this document is not: another level of the Party, another day and number."""
    centre = _of_centre(mention.symbol_canonical or "", mention.issuer or "")
    other = _of_centre(document.canonical, document.issuer)
    if centre is not None and other is not None and centre != other:
        return True
    both_days = bool(mention.date and document.issued) and mention.date != document.issued
    same_number = (mention.number or "").lstrip("0") == _number(document)
    return both_days and not same_number


def _of_centre(symbol: str, issuer: str) -> bool | None:
    if "/TW" in symbol or "TW" in symbol.rpartition("-")[2]:
        return True
    if symbol.endswith(("/TU", "/HU", "/ĐU", "/QU")):
        return False
    if not issuer:
        return None
    return is_central_party(issuer) or "trung ương" in issuer.lower()


def _same_body(one: str, other: str) -> bool:
    first, second = (" ".join(name.lower().replace("bộ trưởng ", "").split()) for name in (one, other))
    return first in second or second in first
