"""Wholes with their parts as a document tells them: "83 mô hình, trong đó 08 mô hình …, 06 mô hình …". Pure."""

from __future__ import annotations

from collections.abc import Sequence

from binhyen.reviews.material import Line, Material
from binhyen.reviews.sentences import by_voice, clause_of, flow_lead, has_number, is_ratio, is_stock, stock_lead
from binhyen.reviews.wording import Sentence, capital, in_full, join, quantity, sentence


def families(lines: Sequence[Line], material: Material) -> tuple[list[Sentence], list[Line]]:
    """A sentence for each published whole that names its parts, whole first; and the lines that these do not use.

    A passage that two indicators read is told once.
    """
    said: list[Sentence] = []
    used: list[Line] = []
    for whole in lines:
        parts = [line for line in lines if _is_part(line, whole)]
        if not parts or whole.part_of or not has_number(whole) or is_ratio(whole):
            continue
        told = {line.whole.quote: line for line in reversed(parts)}
        order = sorted(told.values(), key=lambda line: -(line.whole.known or 0))
        inside = join([in_full(line, line.whole, material.place) for line in order], ", ")
        said.append(capital(sentence(_whole(whole, material), ", trong đó ", inside, ".")))
        used += [whole, *parts]
    return said, [line for line in lines if all(line is not each for each in used)]


def _is_part(line: Line, whole: Line) -> bool:
    named = bool(line.part_of) and line.part_of == whole.whole.quote
    same = (line.document, line.actor, line.whole.span) == (whole.document, whole.actor, whole.whole.span)
    return named and same and has_number(line) and not is_ratio(line)


def _whole(whole: Line, material: Material) -> Sentence:
    voice, _ = by_voice([whole], material, stock=is_stock(whole))[0]
    if is_stock(whole):
        return sentence(stock_lead(voice, whole, material), "có ", quantity(whole, whole.whole, material.place))
    clause, has_subject = clause_of(whole, material)
    return sentence(flow_lead(voice, material, subject=not has_subject), clause)
