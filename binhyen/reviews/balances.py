"""Sentences about what begins, comes, goes and remains: model points and mediation. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from binhyen.reviews.material import Line, Material
from binhyen.reviews.sentences import (
    Voice,
    aside,
    by_voice,
    flow_lead,
    has_number,
    stock_lead,
)
from binhyen.reviews.source_words import is_bare, own_noun
from binhyen.reviews.wording import Printed, Sentence, capital, fact_of, formula, join, percent, quantity, sentence

_MODEL_FLOWS = {"MOD05": "ra mắt mới", "MOD06": "nhân rộng", "MOD09": "thanh loại", "MOD10": "giảm do sáp nhập"}
_MODEL_STOCKS = ("MOD01", "MOD02")
_MEDIATION = {"MED03": "tiếp nhận", "MED04": "hòa giải thành", "MED05": "không thành", "MED06": "đang hòa giải"}


def models(lines: Sequence[Line], material: Material) -> tuple[list[Sentence], list[Line]]:
    """Model points: what came and went, then what there is; and the lines that these sentences do not use.

    "Trong kỳ, toàn tỉnh ra mắt mới 120 điểm, nhân rộng 28 điểm, thanh loại 22 điểm; đến nay, toàn tỉnh duy trì 38 loại mô
    hình với 3.412 điểm (đầu kỳ 3.286 điểm)." Points that ended are never a part of those in operation.
    """
    mine = [line for line in lines if _total(line, (*_MODEL_FLOWS, *_MODEL_STOCKS))]
    rest = [line for line in lines if line not in mine]
    moves = by_voice([line for line in mine if line.measure.code in _MODEL_FLOWS], material)
    stocks = by_voice([line for line in mine if line.measure.code in _MODEL_STOCKS], material)
    said = []
    for voice, group in moves:
        first = sentence(flow_lead(voice, material, subject=True), _moves(group, material))
        standing = next((each for each in stocks if _same_source(each[0], voice)), None)
        if standing is None:
            first = sentence(first, " mô hình" if len(group) == 1 and not _says_models(group[0]) else "")
        else:
            stocks.remove(standing)
            unsourced = Voice(None, standing[0].actor, standing[0].span)
            first = sentence(
                first, "; ", stock_lead(unsourced, standing[1][0], material), _standing(standing[1], material)
            )
        said.append(capital(sentence(first, ".")))
    for voice, group in stocks:
        said.append(capital(sentence(stock_lead(voice, group[0], material), _standing(group, material), ".")))
    return said, rest


def mediation(lines: Sequence[Line], material: Material) -> tuple[list[Sentence], list[Line]]:
    """ "Tiếp nhận 1.563 vụ, việc; hòa giải thành 1.285 (82,2%), không thành 214, đang hòa giải 64."; and the lines left.

    The rate is the computed one of the same source, or worked out where both numbers are exact over the same units.
    """
    mine = [line for line in lines if _total(line, (*_MEDIATION, "MED07"))]
    said, used = [], []
    for voice, group in by_voice([line for line in mine if line.measure.code != "MED07"], material):
        rate = next((line for line in mine if line.measure.code == "MED07" and _same_source_line(line, group[0])), None)
        used += [*group, *([rate] if rate else [])]
        said.append(
            capital(
                sentence(
                    flow_lead(voice, material, subject=True),
                    _mediated(group, rate, material),
                    ".",
                )
            )
        )
    return said, [line for line in lines if line not in used]


def _total(line: Line, codes: tuple[str, ...]) -> bool:
    """Whether the line can stand in such a sentence: not a part, not one that its document tells in words of its own."""
    own = is_bare(own_noun(line, line.whole)) and not line.part_of
    return line.measure.code in codes and has_number(line) and not line.label and own


def _same_source(one: Voice, other: Voice) -> bool:
    return (one.document, one.actor) == (other.document, other.actor)


def _same_source_line(one: Line, other: Line) -> bool:
    return (one.document, one.actor, one.whole.coverage) == (other.document, other.actor, other.whole.coverage)


def _moves(lines: Sequence[Line], material: Material) -> Sentence:
    return join(
        [
            sentence(
                _MODEL_FLOWS[line.measure.code],
                " ",
                quantity(line, line.whole, material.place),
                aside(line, material),
            )
            for line in sorted(lines, key=lambda line: line.measure.code)
        ],
        ", ",
    )


def _says_models(line: Line) -> bool:
    return "mô hình" in own_noun(line, line.whole)


def _standing(lines: Sequence[Line], material: Material) -> Sentence:
    kinds = next((line for line in lines if line.measure.code == "MOD01"), None)
    points = next((line for line in lines if line.measure.code == "MOD02"), None)
    said = sentence("duy trì ")
    if kinds is not None:
        said = sentence(said, quantity(kinds, kinds.whole, material.place), "" if _says_models(kinds) else " mô hình")
        said = sentence(said, " với " if points else "")
    if points is not None:
        said = sentence(
            said, quantity(points, points.whole, material.place), "" if kinds or _says_models(points) else " mô hình"
        )
        if points.opening is not None and points.opening.exact is not None:
            said = sentence(said, " (đầu kỳ ", quantity(points, points.opening, material.place), ")")
        said = sentence(said, aside(points, material))
    return said


def _mediated(lines: Sequence[Line], rate: Line | None, material: Material) -> Sentence:
    by_code = {line.measure.code: line for line in lines}
    clauses: list[Sentence] = []
    for code, verb in _MEDIATION.items():
        line = by_code.get(code)
        if line is None:
            continue
        clause = sentence(verb, " ", quantity(line, line.whole, material.place, unit=not clauses))
        if code == "MED04":
            clause = sentence(clause, _rate(line, by_code.get("MED03"), rate, material))
        clauses.append(sentence(clause, aside(line, material)))
    accepted, rest = clauses[:1], clauses[1:]
    return join([*accepted, join(rest, ", ")] if rest else accepted, "; " if "MED03" in by_code else ", ")


def _rate(done: Line, accepted: Line | None, rate: Line | None, material: Material) -> Sentence:
    if rate is not None:
        return sentence(" (", quantity(rate, rate.whole, material.place), ")")
    if accepted is None or accepted.whole.coverage != done.whole.coverage:
        return ()
    part, whole = done.whole.exact, accepted.whole.exact
    if part is None or not whole:
        return ()
    shown = percent(part, whole)
    arithmetic = f"{part} : {whole} × 100 = {shown}"
    value = str((Decimal(100) * part / whole).quantize(Decimal("0.1")))
    fact = formula(arithmetic, value, "Tỷ lệ hòa giải thành", "%", material.place, str(material.span))
    inputs = (fact_of(done, done.whole, material.place), fact_of(accepted, accepted.whole, material.place))
    return sentence(" (", Printed(shown, fact, inputs), "%)")
