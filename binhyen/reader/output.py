"""A reading as the JSON of the annotation: its words and keys and a few of our own, nothing that is for display only."""

from __future__ import annotations

from typing import Any

from binhyen.reader.reading import Period, Reading


def as_json(reading: Reading, seed: str) -> dict[str, Any]:
    """The reading as plain data, ready for ``json.dumps``; ``seed`` is the name of the file that was read."""
    about = reading.document
    return {
        "seed": seed,
        "document": {"kind": about.kind, "title": about.title, "place": about.place, "date": about.date, "period": _period(about.period)},
        "references": [
            {key: getattr(r, key) for key in ("kind", "number", "symbol", "canonical", "date", "issuer", "title", "start", "end", "quote")}
            for r in reading.references
        ],
        "figures": [
            {
                "value": f.value, "value_max": f.value_max, "qualifier": f.qualifier, "is_percent": f.is_percent, "unit": f.unit,
                "measures": f.measures, "indicator": f.indicator, "period": _period(f.period), "place": f.place,
                "programme": f.programme, "part_of": f.part_of, "start": f.start, "end": f.end, "quote": f.quote,
                "total": f.total, "change": f.change, "base": f.base, "codes": list(f.codes), "confidence": f.confidence,
            }
            for f in reading.figures
        ],
        "tasks": [
            {
                "lead": t.lead, "coordinate": list(t.coordinate), "action": t.action, "deadline": t.deadline,
                "recurrence": t.recurrence, "start": t.start, "end": t.end, "quote": t.quote,
            }
            for t in reading.tasks
        ],
        "awards": [
            {key: getattr(a, key) for key in ("form", "conferred_by", "collectives", "individuals", "start", "end", "quote")}
            for a in reading.awards
        ],
        "inconsistencies": [{"kind": i.kind, "figures": list(i.figures), "note": i.note} for i in reading.inconsistencies],
    }  # fmt: skip


def _period(period: Period) -> dict[str, str | None]:
    return {"from": period.start, "to": period.end, "text": period.text}
