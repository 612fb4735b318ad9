"""The sentences of a review: lines of material in, official Vietnamese out, each number with its fact. Pure functions.

Flows and stocks are said in separate sentences, so that what ended can never stand "trong đó" what exists. Every figure
keeps its actor and, when published, its document; a stated rate is printed and never counted with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from binhyen.figures.rules.cells import Nature, State
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import short_date
from binhyen.reviews.material import Coverage, Document, Line, Material, Place
from binhyen.reviews.phrases import PHRASES, POLICE, TOGETHER
from binhyen.reviews.source_words import is_bare, own_noun
from binhyen.reviews.wording import (
    Sentence,
    between,
    capital,
    counted,
    coverage_pieces,
    join,
    lower_first,
    plain,
    quantity,
    sentence,
    short_name,
    until,
    whole_place,
)

_LEAD = re.compile(r"(?:^|; )((?:(?:đến|từ) ngày [^,]+, |đến nay, )?(?:toàn tỉnh|toàn thành phố|cả nước|Công an \w+) )")
_HOLE = re.compile(r"(\{(?:n|bare|label|0|1)\})")
_REGISTER_STOCKS = ("CTX",)


@dataclass(frozen=True)
class Voice:
    """Who says it and who did it: lines with one voice may share a sentence. ``span`` is set where it is not the review's."""

    document: Document | None
    actor: str
    span: Span | None


def is_stock(line: Line) -> bool:
    """Whether the figure is how many there are, not how many came in the period."""
    measure = line.measure
    if measure.nature is Nature.REGISTER:
        return measure.code.startswith(_REGISTER_STOCKS)
    return measure.nature is Nature.STOCK or measure.code == "MOD01"


def is_ratio(line: Line) -> bool:
    """Whether the figure is a rate or a mean."""
    return line.measure.nature is Nature.RATIO


def label_words(line: Line) -> str:
    """The name of a part after its number: " (Công an)", of recipients " cho cá nhân"."""
    if not line.label:
        return ""
    return f" cho {lower_first(line.label)}" if "recipient_kind=" in line.breakdown else f" ({line.label})"


def is_zero(line: Line) -> bool:
    """A confirmed zero: "không phát sinh" or an exact 0 (not a rate of 0%, not where a unit told of some without a number)."""
    return line.whole.exact == 0 and not is_ratio(line) and not line.whole.coverage.unnumbered


def has_number(line: Line) -> bool:
    """Whether there is a number to print in a sentence."""
    return line.whole.content.state is State.REPORTED and not is_zero(line)


def actor_of(line: Line, place: Place) -> str:
    """Who did it, where it is not the whole unit: named in the source, or the police for the totals that are theirs."""
    if line.actor or not line.measure.code.startswith(POLICE):
        return line.actor
    police = {"tỉnh": "Công an tỉnh", "thành phố": "Công an thành phố"}
    return police.get(place.type, "lực lượng Công an")


def voice_of(line: Line, material: Material, *, rate_of_stock: bool = False) -> Voice:
    """The voice of a line; of a stock only the day counts."""
    span = line.whole.span
    if is_stock(line) or rate_of_stock:
        span = Span(span.last, span.last)
    same = span in (material.span, Span(material.cut_off, material.cut_off))
    return Voice(line.document, actor_of(line, material.place), None if same else span)


def by_voice(lines: Iterable[Line], material: Material, *, stock: bool = False) -> list[tuple[Voice, list[Line]]]:
    """The lines grouped by voice, collected figures first, otherwise in the order of first appearance."""
    groups: dict[Voice, list[Line]] = {}
    for line in lines:
        groups.setdefault(voice_of(line, material, rate_of_stock=stock), []).append(line)
    return sorted(groups.items(), key=lambda group: group[0].document is not None)


def coverages(lines: Iterable[Line]) -> dict[Coverage, list[Line]]:
    """The collected lines by what they cover, the most common coverage first."""
    groups: dict[Coverage, list[Line]] = {}
    for line in lines:
        if line.whole.coverage.expected:
            groups.setdefault(_plain_coverage(line), []).append(line)
    return dict(sorted(groups.items(), key=lambda group: -len(group[1])))


def coverage_note(lines: Iterable[Line], material: Material) -> list[Sentence]:
    """ "Số liệu tổng hợp của 158/166 xã, phường; riêng tổ hòa giải của 150/166 xã, phường."; nothing of published figures."""
    parts = []
    for n, (covered, group) in enumerate(coverages(lines).items()):
        if n and covered.reported >= covered.expected:
            continue
        names = ", ".join(dict.fromkeys(short_name(line.measure.name) for line in group))
        what = f"riêng {names} của " if n else "số liệu tổng hợp của "
        parts.append(sentence(what, coverage_pieces(group[0], group[0].whole, material.place)))
    return [capital(sentence(join(parts, "; "), "."))] if parts else []


def flows(lines: Sequence[Line], material: Material) -> list[Sentence]:
    """What was done in the period, one sentence for each voice: "Trong kỳ, toàn tỉnh tổ chức 1.600 buổi …; …."."""
    return [each for voice, group in by_voice(lines, material) for each in _told(voice, group, material, stock=False)]


def stocks(lines: Sequence[Line], material: Material) -> list[Sentence]:
    """What there is at the end: "Đến nay, toàn tỉnh có 503 tổ bảo vệ an ninh, trật tự …."."""
    return [
        each
        for voice, group in by_voice(lines, material, stock=True)
        for each in _told(voice, group, material, stock=True)
    ]


def ratios(lines: Sequence[Line], material: Material) -> list[Sentence]:
    """ "Theo …, tỷ lệ điều tra, khám phá của Công an tỉnh đạt trên 75%." Rates are printed, never added or averaged."""
    said = []
    for voice, group in by_voice(lines, material):
        clauses = []
        for line in group:
            name = short_name(line.measure.name) + label_words(line)
            verb = " đạt " if name.startswith("tỷ lệ") and line.measure.code != "RIN07" else ": "
            amount = quantity(line, line.whole, material.place)
            clauses.append(sentence(name, verb, amount, aside(line, material)))
        owner = f"kết quả của {voice.actor}: " if voice.actor else ""
        said.append(capital(sentence(by(voice), _when(voice), owner, join(clauses, "; "), ".")))
    return said


def items(lines: Sequence[Line], material: Material) -> list[Sentence]:
    """Figures that have no phrase, as list lines: "- Chiếc loa phát thanh: 12 chiếc."."""
    said = []
    for line in lines:
        voice = voice_of(line, material)
        source = "; ".join(
            part for part in (f"theo {voice.document.name}" if voice.document else "", voice.actor) if part
        )
        name = line.measure.name + (f" ({line.label})" if line.label else "")
        amount = quantity(line, line.whole, material.place)
        beside = aside(line, material)
        said.append(sentence(f"- {name}: ", amount, beside, f" ({source})" if source else "", "."))
    return said


def zeros(lines: Sequence[Line]) -> list[Sentence]:
    """ "Trong kỳ không phát sinh: vụ cháy; vụ nổ."."""
    names = "; ".join(dict.fromkeys(lower_first(line.measure.name) for line in lines))
    return [(f"Trong kỳ không phát sinh: {names}.",)] if names else []


def without_number(lines: Sequence[Line], material: Material) -> list[Sentence]:
    """ "Theo …, có nêu nhưng không có số liệu cụ thể: tập thể được khen thưởng."."""
    said = []
    for voice, group in by_voice(lines, material):
        names = "; ".join(dict.fromkeys(lower_first(line.measure.name) for line in group))
        start = by(voice) or "báo cáo của đơn vị "
        said.append(capital((f"{start}có nêu nhưng không có số liệu cụ thể: {names}.",)))
    return said


def of_one_document(sentences: Iterable[Sentence], lines: Iterable[Line]) -> list[Sentence]:
    """Sentences of one document that follow each other as one: "Theo báo cáo …, toàn tỉnh …; đến ngày …, toàn tỉnh có …."."""
    starts = {f"Theo {line.document.name}, " for line in lines if line.document}
    told: list[Sentence] = []
    before = lead = ""
    for each in sentences:
        first = each[0] if isinstance(each[0], str) else ""
        start = next((start for start in starts if first.startswith(start)), "")
        rest = first.removeprefix(start)
        if start and start == before:
            told[-1] = sentence(_open_ended(told[-1]), "; ", rest.removeprefix(lead) if lead else rest, each[1:])
        else:
            told.append(each)
        leads = _LEAD.findall(plain((rest, *each[1:])))
        before, lead = start, leads[-1] if leads else ""
    return told


def _open_ended(said: Sentence) -> Sentence:
    last = said[-1]
    return sentence(said[:-1], last.removesuffix(".")) if isinstance(last, str) else said


def _told(voice: Voice, lines: Sequence[Line], material: Material, *, stock: bool) -> list[Sentence]:
    """One sentence for the unit's or actor's own doings and one for clauses that have a subject of their own."""
    clauses = _clauses(lines, material)
    told = []
    for own in (False, True):
        chosen = [clause for clause, has_subject in clauses if has_subject is not own]
        if not chosen:
            continue
        start = stock_lead(voice, lines[0], material) + "có " if stock else flow_lead(voice, material, subject=own)
        told.append(capital(sentence(start, join(chosen, "; "), ".")))
    return told


def by(voice: Voice) -> str:
    """ "theo báo cáo …, " for a published figure."""
    return f"theo {voice.document.name}, " if voice.document else ""


def _when(voice: Voice) -> str:
    if voice.span is None:
        return ""
    if voice.span.start == voice.span.end:
        return f"đến ngày {short_date(voice.span.start)}, "
    return f"{between(voice.span)}, "


def flow_lead(voice: Voice, material: Material, *, subject: bool) -> str:
    """ "trong kỳ, toàn tỉnh " or "theo báo cáo …, Công an tỉnh "."""
    when = _when(voice) or ("" if voice.document else "trong kỳ, ")
    who = (voice.actor or whole_place(material.place)) + " " if subject else ""
    return by(voice) + when + who


def stock_lead(voice: Voice, line: Line, material: Material) -> str:
    """ "đến nay, toàn tỉnh ", with the document of a published figure before it."""
    who = voice.actor or whole_place(material.place)
    published = line.document is not None
    return f"{by(voice)}{until(line.whole.span.last, material, published=published)}, {who} "


def _clauses(lines: Sequence[Line], material: Material) -> list[tuple[Sentence, bool]]:
    """A clause for each line or pair, with whether it has a subject of its own."""
    left = {id(line): line for line in lines}
    said: list[tuple[Sentence, bool]] = []
    for line in lines:
        if id(line) not in left:
            continue
        pair = _pair(line, list(left.values()))
        if pair is not None:
            template, both = pair
            for each in both:
                left.pop(id(each))
            parts = [sentence(quantity(each, each.whole, material.place)) for each in both]
            said.append((sentence(_fill(template, parts, ""), aside(line, material)), False))
            continue
        left.pop(id(line))
        said.append(clause_of(line, material))
    return said


def clause_of(line: Line, material: Material) -> tuple[Sentence, bool]:
    """What a sentence says of one line, and whether that has a subject of its own."""
    phrase = PHRASES.get(line.measure.code, f"{{n}} ({short_name(line.measure.name)})")
    clause = _clause(line, phrase.removeprefix("^"), material)
    return sentence(clause, _opening(line, material), aside(line, material)), phrase.startswith("^")


def _clause(line: Line, phrase: str, material: Material) -> Sentence:
    """The phrase with its number; a document's own words end it: "triệt xóa 590 tụ điểm, điểm ma túy"."""
    amount = quantity(line, line.whole, material.place)
    noun = own_noun(line, line.whole)
    verb, _, rest = phrase.partition("{n}")
    if noun and not is_bare(noun):
        return sentence(verb or ("" if is_stock(line) else "có "), amount)
    if noun and rest.startswith(f" {noun}"):
        phrase = verb + "{n}" + rest.removeprefix(f" {noun}")
    bare = quantity(line, line.whole, material.place, unit=False)
    clause = _fill(phrase, [amount, bare], line.label or "các tổ chức")
    return clause if "{label}" in phrase else sentence(clause, label_words(line))


def paired_rates(lines: Sequence[Line], material: Material) -> list[Line]:
    """The rates that a stock's clause takes in: "4.027 khu dân cư (92,3%) được công nhận"."""
    pairs = {first: second for (first, second), _ in TOGETHER}
    heads = [line for line in lines if line.measure.code in pairs and not line.label]
    return [
        line
        for line in lines
        if is_ratio(line) and not line.label and any(_stand_together(head, line, pairs, material) for head in heads)
    ]


def _stand_together(head: Line, rate: Line, pairs: Mapping[str, str], material: Material) -> bool:
    same = (head.document, actor_of(head, material.place), _plain_coverage(head), head.whole.span.last)
    other = (rate.document, actor_of(rate, material.place), _plain_coverage(rate), rate.whole.span.last)
    return pairs[head.measure.code] == rate.measure.code and same == other


def _pair(line: Line, lines: Sequence[Line]) -> tuple[str, tuple[Line, Line]] | None:
    for (first, second), template in TOGETHER:
        if first != line.measure.code or line.label:
            continue
        for other in lines:
            told_alike = other.measure.code == second and not other.label and is_bare(own_noun(line, line.whole))
            if told_alike and _plain_coverage(other) == _plain_coverage(line):
                return template, (line, other)
    return None


def _fill(template: str, parts: Sequence[Sentence], label: str) -> Sentence:
    holes = {"{n}": 0, "{bare}": 1, "{0}": 0, "{1}": 1}
    filled: list[Sentence] = []
    for piece in _HOLE.split(template):
        filled.append(parts[holes[piece]] if piece in holes else (label if piece == "{label}" else piece,))
    return sentence(*filled)


def _opening(line: Line, material: Material) -> Sentence:
    if line.opening is None or line.opening.exact is None or not is_stock(line):
        return ()
    return sentence(" (đầu kỳ ", quantity(line, line.opening, material.place), ")")


def aside(line: Line, material: Material) -> Sentence:
    """Beside a number: how many units named the matter without a number."""
    if not line.whole.coverage.unnumbered:
        return ()
    count = counted("Đơn vị nêu, không có số", line.whole.coverage.unnumbered, line, line.whole, material.place)
    return sentence(" (ngoài ra ", count, " đơn vị có nêu, không có số liệu cụ thể)")


def _plain_coverage(line: Line) -> Coverage:
    coverage = line.whole.coverage
    return Coverage(coverage.reported, coverage.expected, coverage.periods)
