"""What holds for the reading of every text, however odd: the rules that the fuzz run and the property tests check."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from xml.etree import ElementTree

from binhyen.reader.akn import as_akn
from binhyen.reader.output import as_json
from binhyen.reader.reading import Award, Figure, Marked, Reading, Task
from binhyen.reader.structure import Node, outline
from tests.reader.spans import every_span


def broken(text: str, reading: Reading) -> list[str]:
    """The rules that this reading of ``text`` breaks, in words; none for a sound reading."""
    return [*_spans(text, reading), *_figures(reading), *_findings(reading), *_data(reading)]


def _spans(text: str, reading: Reading) -> Iterator[str]:
    for start, end, quote in every_span(reading):
        if not 0 <= start < end <= len(text):
            yield f"span {start}:{end} lies outside the text of {len(text)} characters"
        elif text[start:end] != quote:
            yield f"quote {quote!r} is not the text at {start}:{end}"
        elif not quote.strip():
            yield f"the quote at {start}:{end} is blank"
    yield from _marks(text, reading)
    for layer in (reading.references, reading.figures, reading.tasks):
        starts = [item.start for item in layer]
        if starts != sorted(starts):
            yield "the order of a layer is not that of the text"


def _marks(text: str, reading: Reading) -> Iterator[str]:
    for mark in (*reading.ignored, *reading.outside):
        if not 0 <= mark.start < mark.end <= len(text):
            yield f"mark {mark.start}:{mark.end} lies outside the text of {len(text)} characters"
    for start, end, quote in every_span(reading):
        if _touches(reading.ignored, start, end):
            yield f"{quote!r} was read in furniture"
    proposed: list[Figure | Task | Award] = [*reading.figures, *reading.tasks, *reading.awards]
    for item in proposed:  # a paper may be named anywhere
        if _touches(reading.outside, item.start, item.end):
            yield f"{item.quote!r} was read outside the scope"


def _touches(marks: tuple[Marked, ...], start: int, end: int) -> bool:
    return any(mark.start < end and start < mark.end for mark in marks)


def _figures(reading: Reading) -> Iterator[str]:
    for place, figure in enumerate(reading.figures):
        numbers = [n for n in (figure.value, figure.value_max, figure.total) if n is not None]
        if not all(math.isfinite(n) and n >= 0 for n in numbers):
            yield f"{figure.quote!r} was read as {numbers}"
        if figure.value_max is not None and figure.value_max < figure.value:
            yield f"the range {figure.quote!r} ends below its beginning"
        if not 0 <= figure.confidence <= 1:
            yield f"the confidence of {figure.quote!r} is {figure.confidence}"
        if _goes_round(reading.figures, place):
            yield f"the wholes of {figure.quote!r} lead nowhere or back to it"


def _goes_round(figures: tuple[Figure, ...], place: int) -> bool:
    seen = {place}
    whole = figures[place].part_of
    while whole is not None:
        if whole in seen or not 0 <= whole < len(figures):
            return True
        seen.add(whole)
        whole = figures[whole].part_of
    return False


def _findings(reading: Reading) -> Iterator[str]:
    for finding in reading.inconsistencies:
        if not finding.figures or len(set(finding.figures)) != len(finding.figures):
            yield f"the contradiction {finding.note!r} names {finding.figures}"
        if not all(0 <= place < len(reading.figures) for place in finding.figures):
            yield f"the contradiction {finding.note!r} names figures that are not there: {finding.figures}"


def _data(reading: Reading) -> Iterator[str]:
    try:
        data = json.dumps(as_json(reading, "x.txt"), allow_nan=False)
    except (TypeError, ValueError) as error:
        yield f"the reading is no JSON: {error}"
    else:
        if json.loads(data) != as_json(reading, "x.txt"):
            yield "the JSON does not say what the reading says"


def broken_paper(text: str, reading: Reading) -> list[str]:
    """The rules that the structure of ``text`` and its Akoma Ntoso break: nested in order, each id once, sound XML."""
    shape = outline(text)
    nodes = list(_below(shape.nodes, 0, len(text)))
    found = [fault for _, fault in nodes if fault]
    ids = [node.id for node, _ in nodes]
    if len(set(ids)) != len(ids):
        found.append("two parts of the structure have one id")
    try:
        root = ElementTree.fromstring(as_akn(text, reading, shape))
    except ElementTree.ParseError as error:
        return [*found, f"the Akoma Ntoso is no XML: {error}"]
    named = [element.get("eId") for element in root.iter() if element.get("eId")]
    if len(set(named)) != len(named):
        found.append("two elements of the Akoma Ntoso have one eId")
    return found


def _below(nodes: tuple[Node, ...], start: int, end: int) -> Iterator[tuple[Node, str]]:
    for node in nodes:
        fault = (
            "" if start <= node.start <= node.end <= end else f"{node.id} {node.start}:{node.end} leaves {start}:{end}"
        )
        yield node, fault
        yield from _below(node.children, node.start, node.end)
        start = node.end


def names_given_away(reading: Reading, name: str) -> list[str]:
    """Where a word of a person's name stands outside the quotes of the text: in titles, bodies, units, measures, notes.

    Quotes are the user's own text at its own place; everything else is what the reader says by itself.
    """
    data = as_json(reading, "x.txt")
    for layer in ("references", "figures", "tasks", "awards"):
        for item in data[layer]:
            item.pop("quote")
            item.pop("action", None)
    return [
        f"{layer}: {line}"
        for layer, held in data.items()
        for line in json.dumps(held, ensure_ascii=False, indent=0).splitlines()
        if name.casefold() in line.casefold()
    ]
