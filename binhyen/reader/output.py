"""A reading as the JSON of the annotation: its words and keys and a few of our own, nothing that is for display only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from binhyen.reader.reading import Figure, Header, Period, Reading

_LAYERS: dict[str, tuple[str, ...]] = {
    "references": ("kind", "number", "symbol", "canonical", "date", "issuer", "title", "start", "end", "quote"),
    "figures": (),
    "tasks": ("lead", "coordinate", "action", "deadline", "recurrence", "start", "end", "quote"),
    "awards": ("form", "conferred_by", "collectives", "individuals", "start", "end", "quote"),
    "inconsistencies": ("kind", "figures", "note"),
}


def as_json(reading: Reading, seed: str) -> dict[str, Any]:
    """The reading as plain data, ready for ``json.dumps``; ``seed`` is the name of the file that was read."""
    layers = {layer: list(_items(reading, layer)) for layer in _LAYERS}
    return {"seed": seed, "document": _document(reading.document), **layers}


def json_pieces(reading: Reading, seed: str, *, indent: int | None = None) -> Iterator[str]:
    """The text of ``json.dumps(as_json(reading, seed), indent=indent)`` in pieces: the plain data of a long reading, held at
    once, takes more memory than the reading itself."""
    line = "\n" + " " * indent if indent else ""
    inner = line + " " * indent if indent else ""
    comma = "," if indent else ", "

    def dumped(value: Any, margin: str) -> str:
        return json.dumps(value, ensure_ascii=False, indent=indent).replace("\n", margin or "\n")

    yield f'{{{line}"seed": {dumped(seed, line)}{comma}{line}"document": {dumped(_document(reading.document), line)}'
    for layer in _LAYERS:
        yield f'{comma}{line}"{layer}": ['
        first = True
        for item in _items(reading, layer):
            yield (inner if first else comma + inner) + dumped(item, inner)
            first = False
        yield "]" if first else f"{line}]"
    yield "\n}" if indent else "}"


def _items(reading: Reading, layer: str) -> Iterator[dict[str, Any]]:
    if layer == "figures":
        yield from map(_figure, reading.figures)
        return
    for item in getattr(reading, layer):
        values = ((key, getattr(item, key)) for key in _LAYERS[layer])
        yield {key: list(value) if isinstance(value, tuple) else value for key, value in values}


def _figure(f: Figure) -> dict[str, Any]:
    return {
        "value": f.value, "value_max": f.value_max, "qualifier": f.qualifier, "is_percent": f.is_percent, "unit": f.unit,
        "measures": f.measures, "indicator": f.indicator, "period": _period(f.period), "place": f.place,
        "programme": f.programme, "part_of": f.part_of, "start": f.start, "end": f.end, "quote": f.quote,
        "total": f.total, "change": f.change, "base": f.base, "codes": list(f.codes), "confidence": f.confidence,
    }  # fmt: skip


def _document(about: Header) -> dict[str, Any]:
    period = _period(about.period)
    return {"kind": about.kind, "title": about.title, "place": about.place, "date": about.date, "period": period}


def _period(period: Period) -> dict[str, str | None]:
    return {"from": period.start, "to": period.end, "text": period.text}
