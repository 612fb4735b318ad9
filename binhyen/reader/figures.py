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
_AMONG = re.compile(r"(?<!\w)(?:trong đó|trong số đó|trong số này|(?:bao )?gồm(?: có)?|cụ thể)(?!\w)")
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
        out.append(_figure(text, draft, period, programme, wholes[place], header, vocabulary))
    return tuple(out)


def _figure(
    text: Text, draft: Draft, period: Period, programme: str | None, whole: int | None, header: Header, vocabulary: Vocabulary
) -> Figure:
    count = draft.count
    unit = text.copy(count.unit.start, count.unit.end) if count.unit else None
    span = text.span(count.start, count.end)
    near = text.low[max(draft.sentence.start, count.start - 60) : min(draft.sentence.end, count.end + 60)]
    wide = text.low[max(draft.sentence.start, count.start - 240) : min(draft.sentence.end, count.end + 160)]
    head = text.low[count.unit.start : count.unit.end] if count.unit else ""
    cue = linked(vocabulary.indicators, head, near, wide, count.number.is_percent)
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
        marker = _marker_before(text, draft, drafts, place)
        if marker is None or _CHANGE.search(text.low[max(draft.sentence.start, draft.count.start - 16) : draft.count.start]):
            continue
        wholes[place] = _whole(drafts, place, marker)
    return wholes


def _marker_before(text: Text, draft: Draft, drafts: list[Draft], place: int) -> int | None:
    """Where the last "trong đó" before the count stands, unless ";" closed its list."""
    base = draft.sentence.start
    found = None
    for match in _AMONG.finditer(text.low, base, draft.count.start):
        found = match.start()
    if found is None:
        return None
    between = text.low[found : draft.count.start]
    if ";" in between and not _AMONG.match(text.low, found + between.rfind(";")):
        first = between.find(":")
        if first < 0 or first > 20:
            return None
    return found


_SAME_KIND = 120


def _whole(drafts: list[Draft], place: int, marker: int) -> int | None:
    """The nearest count before the marker, of the same noun if there is one in that sentence, else the one before it."""
    here = drafts[place]
    nearest = same = None
    for earlier in range(place - 1, -1, -1):
        other = drafts[earlier]
        if other.count.start >= marker:
            continue
        if other.paragraph != here.paragraph or (other.sentence != here.sentence and marker - here.sentence.start > 4):
            break
        if other.sentence != here.sentence and drafts[place - 1].sentence != other.sentence and earlier < place - 6:
            break
        if other.count.number.is_percent:
            continue
        nearest = earlier if nearest is None else nearest
        if other.count.unit and here.count.unit and other.count.unit.head == here.count.unit.head:
            same = earlier
            break
        if marker - other.count.end > _SAME_KIND:
            break
    return same if same is not None else nearest
