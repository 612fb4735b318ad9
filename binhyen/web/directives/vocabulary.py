"""What the reader is told of the register: provinces of the text's day, known documents, indicators of the catalogue."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from binhyen.directives.models import Directive, SourceText
from binhyen.figures.models import Indicator
from binhyen.organisation.models import UnitVersion, in_force
from binhyen.organisation.rules import REGISTER_BEGINS, Level
from binhyen.reader import read
from binhyen.reader.reading import Reading
from binhyen.reader.vocabulary import DocumentName, Place, Vocabulary, built_in


def vocabulary_on(on: date | None) -> Vocabulary:
    """The register as it stood on ``on``; every province there ever was where the day is unknown or before the register."""
    rows = UnitVersion.objects.filter(level=Level.PROVINCE)
    if on is not None and on >= REGISTER_BEGINS[Level.PROVINCE]:
        rows = rows.filter(in_force(on))
    spellings = {place.name: place.spellings for place in built_in().places}
    names = dict(rows.order_by("name", "code").values_list("name", "code"))
    known = set(Indicator.objects.values_list("code", flat=True))
    return Vocabulary(
        places=tuple(Place(name, spellings.get(name, ()), code) for name, code in names.items()),
        indicators=tuple(cue for cue in built_in().indicators if known.issuperset(cue.codes)),
        documents=tuple(
            DocumentName(canonical, (symbol, *aliases) if symbol else tuple(aliases))
            for canonical, symbol, aliases in Directive.objects.values_list("canonical", "symbol", "aliases")
        ),
        on=on,
    )


def reading_of(source: SourceText) -> Reading:
    """What the reader proposes for a text kept in full; never stored, at most remembered by the process."""
    vocabulary = vocabulary_on(source.published_on)
    if len(source.text) > REMEMBERED:
        return read(source.text, vocabulary)
    return _read(source.text, vocabulary)


REMEMBERED = 500_000  # characters; longer texts are read again each time, to bound what the process holds


@lru_cache(maxsize=4)
def _read(text: str, vocabulary: Vocabulary) -> Reading:
    return read(text, vocabulary)
