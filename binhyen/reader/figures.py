"""From counts to figures: unit, period, programme, parts of a whole and the indicator each may belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from binhyen.reader.counting import Count, counts_in
from binhyen.reader.indicators import linked
from binhyen.reader.periods import TimePhrase, meaning, phrases
from binhyen.reader.reading import Figure, Header, Period
from binhyen.reader.references import Mention
from binhyen.reader.scope import outside_spans
from binhyen.reader.text import Paragraph, Span, Text
from binhyen.reader.vocabulary import Vocabulary

_QUOTED = re.compile(r'"[^"]{1,80}"')
_AMONG = re.compile(r"(?<!\w)(?:trong đó|trong số đó|trong số này|(?P<loose>(?:bao )?gồm(?: có)?|cụ thể(?= ?:)|chia ra))(?!\w)")
_CHANGE = re.compile(r"(?:tăng|giảm|so với(?: cùng kỳ)?|nhiều hơn|ít hơn|thêm|cùng kỳ|\([+-]?|[+-])\s*$")
_REVIEWED = re.compile(r"(?:thực hiện|triển khai|sơ kết|tổng kết|kết|năm|theo|thi hành|với|có hiệu quả|tốt|và|,) *(?:có hiệu quả |tốt |các )*$")
_MEASURED_END = re.compile(r"[,;.:()\n]| (?:và|với|cho|trong đó|được|đã|tại|ở|nhằm|qua đó|góp phần|để) |\d")


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure before its place in the list is known: its count, sentence and paragraph."""

    count: Count
    sentence: Span
    paragraph: int


def find_counts(text: Text, paragraphs: list[Paragraph], mentions: list[Mention]) -> list[Draft]:
    """All counts of the body in text order, without those in passages outside the product's scope."""
    drafts: list[Draft] = []
    place = 0
    for row, paragraph in enumerate(paragraphs):
        skip: list[tuple[int, int]] = []
        while place < len(mentions) and mentions[place].start < paragraph.end:
            skip.append((mentions[place].start, mentions[place].end))
            place += 1
        quoted = [m.span() for m in _QUOTED.finditer(text.norm, paragraph.start, paragraph.end)]
        for sentence in paragraph.sentences:
            counts = counts_in(text.low, sentence, skip, quoted)
            if not counts:
                continue
            outside = outside_spans(text, sentence)
            drafts += [Draft(c, sentence, row) for c in counts if not any(o.holds(c.number.start) for o in outside)]
    return drafts


def qualifier_of(count: Count) -> str:
    """The word of the annotation for the count's hedge."""
    if count.number.vague:
        return count.number.vague
    if count.number.value_max is not None:
        return "range"
    if count.hedge:
        return count.hedge
    return "percent_of" if count.number.is_percent else "exact"


def build(
    text: Text,
    paragraphs: list[Paragraph],
    drafts: list[Draft],
    mentions: list[Mention],
    header: Header,
    vocabulary: Vocabulary,
) -> tuple[Figure, ...]:
    """The figures of the text, each with what the text says about it."""
    reviewed = [m for m in mentions if _is_reviewed(text, m)]
    wholes = parts_of(text, drafts)
    times: dict[int, list[TimePhrase]] = {}
    out = []
    for place, draft in enumerate(drafts):
        if draft.paragraph not in times:
            whole = paragraphs[draft.paragraph]
            times[draft.paragraph] = phrases(text.low, whole.start, whole.end)
        period = _period(text, draft, times[draft.paragraph], header)
        programme = _programme(reviewed, draft.count.start)
        floor = drafts[place - 1].count.end if place and drafts[place - 1].sentence == draft.sentence else draft.sentence.start
        out.append(_figure(text, draft, floor, period, programme, wholes[place], header, vocabulary))
    return tuple(out)


def _figure(
    text: Text, draft: Draft, floor: int, period: Period, programme: str | None, whole: int | None, header: Header, vocabulary: Vocabulary
) -> Figure:
    count = draft.count
    unit = text.copy(count.unit.start, count.unit.end) if count.unit else None
    span = text.span(count.start, count.end)
    head = text.low[count.unit.start : count.unit.end] if count.unit else ""
    cue = linked(vocabulary.indicators, head, *_around(text, draft, floor), count.number.is_percent)
    return Figure(
        value=count.number.value,
        value_max=count.number.value_max,
        qualifier=qualifier_of(count),
        is_percent=count.number.is_percent,
        unit=unit,
        measures=_measures(text, draft),
        indicator=cue.label if cue else None,
        codes=cue.codes if cue else (),
        period=period,
        place=header.place,
        programme=programme,
        part_of=whole,
        start=span.start,
        end=span.end,
        quote=text.original[span.start : span.end],
        confidence=_confidence(count),
        total=count.total,
    )


_CLAUSE_END = re.compile(r"[,;:()]|(?<=\D)\.(?!\d)|\d")


def _around(text: Text, draft: Draft, floor: int) -> tuple[str, str]:
    """The words that belong to the figure alone (back to the figure before, on to the next stop), and its whole clause."""
    count, sentence = draft.count, draft.sentence
    stop = _CLAUSE_END.search(text.low, count.end, min(sentence.end, count.end + 120))
    near = text.low[max(floor, count.start - 120) : stop.start() if stop else min(sentence.end, count.end + 120)]
    left = max(sentence.start, count.start - 300)
    begin = text.low.rfind(";", left, count.start) + 1 or left
    end = text.low.find(";", count.end, min(sentence.end, count.end + 160))
    return near, text.low[begin : end if end > 0 else min(sentence.end, count.end + 160)]


def _measures(text: Text, draft: Draft) -> str | None:
    unit = draft.count.unit
    if unit is None:
        return None
    limit = min(draft.sentence.end, unit.end + 90)
    stop = _MEASURED_END.search(text.low, unit.end, limit)
    end = stop.start() if stop else limit
    while not stop and end < draft.sentence.end and end > unit.end and text.norm[end - 1] != " ":
        end -= 1
    return text.copy(unit.start, end).strip(" \"'“”-")


def _confidence(count: Count) -> float:
    sure = 0.97 if count.unit and count.unit.kind else 0.78 if count.unit else 0.7
    if count.how == "inherited":
        sure -= 0.12
    elif count.how == "before":
        sure -= 0.04
    if count.number.in_words and not count.number.vague:
        sure -= 0.08
    return round(sure, 2)


def _period(text: Text, draft: Draft, times: list[TimePhrase], header: Header) -> Period:
    """The phrase that governs: the last one before the figure in its sentence, one after it there, else the nearest earlier."""
    start = draft.count.start
    chosen = None
    for phrase in times:
        if phrase.end <= start:
            chosen = phrase
        elif phrase.start < draft.sentence.end and (chosen is None or chosen.start < draft.sentence.start):
            chosen = phrase
            break
        else:
            break
    if chosen is None:
        return Period()
    return meaning(text.norm[chosen.start : chosen.end], text.copy(chosen.start, chosen.end), header.period, header.date)


def _is_reviewed(text: Text, mention: Mention) -> bool:
    return bool(_REVIEWED.search(text.low[max(0, mention.start - 40) : mention.start]))


def _programme(reviewed: list[Mention], at: int) -> str | None:
    chosen = None
    for mention in reviewed:
        if mention.start > at and chosen:
            break
        chosen = mention
    return chosen.canonical if chosen else None


def parts_of(text: Text, drafts: list[Draft]) -> list[int | None]:
    """For each count the place of its whole, where "trong đó" or "gồm" says that it is a part."""
    wholes: list[int | None] = [None] * len(drafts)
    for place, draft in enumerate(drafts):
        marker = _marker_before(text, draft)
        if marker is None or _CHANGE.search(text.low[max(draft.sentence.start, draft.count.start - 16) : draft.count.start]):
            continue
        wholes[place] = _whole(text.low, drafts, place, *marker)
    return wholes


def _marker_before(text: Text, draft: Draft) -> tuple[int, bool] | None:
    """Where the last "trong đó" before the count stands, unless ";" closed its list; and whether it is only a "gồm"."""
    markers = list(_AMONG.finditer(text.low, draft.sentence.start, draft.count.start))
    if not markers:
        return None
    match = markers[-1]
    between = text.low[match.start() : draft.count.start]
    if ";" in between and not 0 <= between.find(":") <= 20:
        return None
    return match.start(), match.group("loose") is not None


_FAR = 120


def _whole(low: str, drafts: list[Draft], place: int, marker: int, loose: bool) -> int | None:
    """The nearest count before the marker with the same noun, else of the same class, else (after "trong đó") the last one."""
    here = drafts[place]
    found: dict[str, int] = {}
    for earlier in range(place - 1, -1, -1):
        other = drafts[earlier]
        if other.count.start >= marker or other.count.number.is_percent:
            continue
        opens = marker - here.sentence.start <= 4
        if other.paragraph != here.paragraph or (other.sentence != here.sentence and not opens):
            break
        if found and (marker - other.count.end > _FAR or other.sentence != drafts[found["last"]].sentence):
            break
        found.setdefault("last", earlier)
        if other.count.unit and here.count.unit and other.count.unit.kind and other.count.unit.kind == here.count.unit.kind:
            found.setdefault("class", earlier)
        if other.count.unit and here.count.unit and other.count.unit.head == here.count.unit.head:
            found.setdefault("noun", earlier)
            break
    best = found.get("noun", found.get("class") if not loose else None)
    if best is None and not loose:
        best = found.get("last")
        if best is not None and ";" in low[drafts[best].count.end : marker].rstrip(" ;"):
            return None
    return best
