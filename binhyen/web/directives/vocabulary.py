"""What the reader is told of the register: provinces of the text's day, known documents and figures, the catalogue."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from threading import Lock

from binhyen.directives.models import Directive, SourceText
from binhyen.directives.texts import KINDS
from binhyen.figures.models import Indicator
from binhyen.figures.queries.known import KnownCell
from binhyen.organisation.models import UnitVersion, in_force
from binhyen.organisation.rules import REGISTER_BEGINS, Level
from binhyen.reader import read
from binhyen.reader.reading import Reading
from binhyen.reader.vocabulary import DocumentName, KnownFigure, Place, Vocabulary, built_in

REMEMBERED = 4_000_000  # characters of texts whose readings the process holds, the latest ones


def vocabulary_on(on: date | None, known: tuple[KnownFigure, ...] = ()) -> Vocabulary:
    """The register as it stood on ``on``; every province there ever was where the day is unknown or before the register."""
    rows = UnitVersion.objects.filter(level=Level.PROVINCE)
    if on is not None and on >= REGISTER_BEGINS[Level.PROVINCE]:
        rows = rows.filter(in_force(on))
    spellings = {place.name: place.spellings for place in built_in().places}
    names = dict(rows.order_by("name", "code").values_list("name", "code"))
    codes = set(Indicator.objects.values_list("code", flat=True))
    return Vocabulary(
        places=tuple(Place(name, spellings.get(name, ()), code) for name, code in names.items()),
        indicators=tuple(cue for cue in built_in().indicators if codes.issuperset(cue.codes)),
        documents=tuple(
            DocumentName(
                canonical=d.canonical,
                aliases=(d.symbol, *d.aliases) if d.symbol else tuple(d.aliases),
                kind=KINDS[d.kind],
                number=d.number,
                issuer=d.issuer,
                issued=d.issued_on.isoformat() if d.issued_on else "",
            )
            for d in Directive.objects.only("canonical", "symbol", "aliases", "kind", "number", "issuer", "issued_on")
        ),
        on=on,
        known=known,
    )


def as_known(cells: Sequence[KnownCell], place: str, counted_in: Mapping[str, str]) -> tuple[KnownFigure, ...]:
    """Approved numbers of the unit called ``place`` as the reader compares a text with them: money in đồng.

    ``counted_in`` is the unit of count of each indicator.
    """
    return tuple(
        KnownFigure(
            c.code,
            place,
            c.span.start.isoformat(),
            c.span.last.isoformat(),
            _plain(c.value * (1_000_000 if counted_in.get(c.code) == "triệu đồng" else 1)),
            known_as(c.cell_id),
        )
        for c in cells
    )


def known_as(cell_id: int) -> str:
    """How an approved number is named in the arithmetic of a contradiction."""
    return f"số liệu {cell_id}"


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def reading_of(source: SourceText, known: tuple[KnownFigure, ...] = ()) -> Reading:
    """What the reader proposes for a text kept in full; never stored, at most remembered by the process."""
    return read_remembered(source.text, vocabulary_on(source.published_on, known))


class _Remembered:
    """The latest readings, by text and vocabulary, as long as their texts together are no longer than ``REMEMBERED``."""

    def __init__(self) -> None:
        self._readings: OrderedDict[tuple[str, Vocabulary], Reading] = OrderedDict()
        self._lock = Lock()

    def get(self, text: str, vocabulary: Vocabulary) -> Reading:
        """The reading, read again only where it is not remembered."""
        key = (text, vocabulary)
        with self._lock:
            if key in self._readings:
                self._readings.move_to_end(key)
                return self._readings[key]
        reading = read(text, vocabulary)
        with self._lock:
            self._readings[key] = reading
            while len(self._readings) > 1 and sum(len(t) for t, _ in self._readings) > REMEMBERED:
                self._readings.popitem(last=False)
        return reading


read_remembered = _Remembered().get
