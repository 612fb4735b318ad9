"""From counts to figures: unit, period, programme, parts of a whole and the indicator each may belong to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from sys import intern

from binhyen.reader.comparisons import Compared
from binhyen.reader.confidence import confidence_of
from binhyen.reader.counting import Draft, counts_in
from binhyen.reader.late import late
from binhyen.reader.linking import Link, link
from binhyen.reader.names import without_names
from binhyen.reader.nouns import Unit
from binhyen.reader.parts import parts_of
from binhyen.reader.periods import TimePhrase, meaning, phrases
from binhyen.reader.reading import Change, Figure, Header, Period
from binhyen.reader.references import Mention
from binhyen.reader.sections import governing
from binhyen.reader.settling import Count
from binhyen.reader.tables import Tables
from binhyen.reader.text import Paragraph, Span, Stretches, Text
from binhyen.reader.vocabulary import Vocabulary

_LONGEST_NAME = 14  # blanks in the longest quoted name
_LONGEST_SLOGAN = 3  # and in the longest one after a colon: "04 mô hình: “3 không”, “Bến đò an toàn”"
_SPEAKER = late(
    r", (?:ông|bà|anh|chị|cụ|bác|đồng chí|trưởng|chủ) [^.;:\"]{0,60}(?:nói|kể|cười|cho biết|chia sẻ|bảo|tâm sự)"
)
_QUOTED = late(r'"[^"]{1,80}"')
_REVIEWED = late(
    r"(?:thực hiện|triển khai|sơ kết|tổng kết|kết|năm|theo|thi hành|với|có hiệu quả|tốt|và|,) *(?:có hiệu quả |tốt |các )*$"
)
_MEASURED_END = late(
    r"[,;.:()\n]| (?:và|với|cho|trong đó|được|đã|tại|ở|nhằm|qua đó|góp phần|để|thu hút|đạt|có giá trị)(?!\w)|\d"
)
_NAMED = late(r' ?"[^"]{1,90}"')
_LINKING = late(
    r"[ :|\t=(+-]*(?:(?:đạt|là|còn|chiếm|bằng|tăng|giảm|lên|xuống|tới|đến|từ|trên|hơn|gần|khoảng|dưới|được|có)[ :|\t=(+-]*)*$"
)


def find_counts(
    text: Text, paragraphs: list[Paragraph], mentions: list[Mention], tables: Tables, outside: list[Span]
) -> list[Draft]:
    """All counts of the body in text order, without those ``outside`` the product's scope."""
    drafts: list[Draft] = []
    unread = Stretches((span.start, span.end) for span in outside)
    skips = [(m.start, m.end) for m in mentions]
    at = 0
    for row, paragraph in enumerate(paragraphs):
        quoted = deque(
            m.span() for m in _QUOTED.finditer(text.norm, paragraph.start, paragraph.end) if not _is_speech(text, m)
        )
        for sentence in paragraph.sentences:
            skip: list[tuple[int, int]] = []
            while at < len(skips) and skips[at][0] < sentence.end:
                skip.append(skips[at])
                at += 1
            while quoted and quoted[0][0] < sentence.end:
                skip.append(quoted.popleft())
            counts = counts_in(text.low, sentence, skip, tables.rows.get(row, ()))
            drafts += [Draft(c, sentence, row) for c in counts if not (outside and unread.touches(c.start, c.end))]
    return drafts


def _is_speech(text: Text, quoted: re.Match[str]) -> bool:
    """Whether a quoted stretch is what somebody said, where numbers count, and not a name or a slogan."""
    words = quoted.group().strip('" ')
    blanks = words.count(" ")
    return (
        words.endswith((".", "!", "?", "…", ","))
        or "%" in words
        or (blanks > _LONGEST_SLOGAN and text.norm.endswith((": ", ":"), max(0, quoted.start() - 2), quoted.start()))
        or blanks > _LONGEST_NAME
        or _SPEAKER.match(text.low, quoted.end()) is not None
    )


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
    compared: Compared,
    tables: Tables,
) -> tuple[Figure, ...]:
    """The figures of the text, each with what the text says about it."""
    reviewed = [m for m in mentions if _is_reviewed(text, m)]
    reviewed_at = [m.start for m in reviewed]  # a figure's programme is the one named last before it, else the first
    wholes = parts_of(text, drafts, paragraphs)
    row = -1
    times: list[TimePhrase] = []
    ends: list[int] = []
    said: dict[int, Period] = {}  # by where its phrase begins
    sections = governing(text, paragraphs)
    links = link(text, paragraphs, drafts, wholes, compared, tables.columns, vocabulary.indicators)
    out = []
    for place, draft in enumerate(drafts):
        if draft.paragraph != row:
            row = draft.paragraph
            times = phrases(text.low, paragraphs[row].start, paragraphs[row].end)
            ends = [phrase.end for phrase in times]
        phrase = (_phrase(draft, times, ends) if times else None) or sections[row]
        if phrase and phrase.start not in said:
            said[phrase.start] = _said(text, phrase, header)
        period = said[phrase.start] if phrase else header.period
        programme = reviewed[max(0, bisect_right(reviewed_at, draft.count.start) - 1)].canonical if reviewed else None
        out.append(
            _figure(
                text,
                draft,
                period,
                programme,
                wholes[place],
                header.place,
                links[place],
                compared.changes[place],
                compared.bases.get(place),
            )
        )
    return tuple(out)


def _figure(
    text: Text,
    draft: Draft,
    period: Period,
    programme: str | None,
    whole: int | None,
    place: str | None,
    linked: Link,
    change: Change | None,
    base: int | None,
) -> Figure:
    count = draft.count
    unit = intern(_shown(text, count.unit)) if count.unit else None
    measures = without_names(_measures(text, draft) or "") or None
    measures = intern(measures) if measures else None  # one string for all: there may be a hundred thousand figures
    span = text.span(count.start, count.end)
    return Figure(
        value=count.number.value,
        value_max=count.number.value_max,
        qualifier=qualifier_of(count),
        is_percent=count.number.is_percent,
        unit=unit,
        measures=measures,
        indicator=linked.label,
        codes=linked.codes,
        period=period,
        place=place,
        programme=programme,
        part_of=whole,
        start=span.start,
        end=span.end,
        quote=intern(text.original[span.start : span.end]),
        confidence=confidence_of(count),
        total=count.total,
        change=change,
        base=base,
    )


def _shown(text: Text, unit: Unit) -> str:
    """The unit as it is written; a noun that scanning cut is shown whole."""
    words = text.copy(unit.start, unit.end)
    if unit.kind is None or text.low[unit.start : unit.end] == unit.head:
        return words
    bare, cut = unit.head.replace(" ", ""), " ".join(text.low[unit.start : unit.end].split())
    return unit.head if cut != unit.head and cut.replace(" ", "") == bare else words


def _measures(text: Text, draft: Draft) -> str | None:
    """What is measured, in the text's words: the unit and what describes it."""
    count = draft.count
    if count.unit is None:
        return None
    if count.how == "column":  # the head of its column
        return text.copy(count.unit.start, count.unit.end)
    if count.how == "before":
        words = text.low[count.unit.end : count.number.start]
        return text.copy(count.unit.start, count.unit.end + len(_LINKING.sub("", words)))
    limit = min(draft.sentence.end, count.unit.end + 90)
    named = _NAMED.match(text.norm, count.unit.end, draft.sentence.end)
    stop = _MEASURED_END.search(text.low, named.end() if named else count.unit.end, limit)
    end = stop.start() if stop else limit
    while not stop and end < draft.sentence.end and end > count.unit.end and text.norm[end - 1] != " ":
        end -= 1
    return text.copy(count.unit.start, end).strip(" -")


def _phrase(draft: Draft, times: list[TimePhrase], ends: list[int]) -> TimePhrase | None:
    """The phrase that governs: the last one before the figure in its sentence, one after it there, else the nearest earlier."""
    after = bisect_right(ends, draft.count.start)
    before = times[after - 1] if after else None
    next_one = times[after] if after < len(times) and times[after].start < draft.sentence.end else None
    return before if before and (before.start >= draft.sentence.start or next_one is None) else next_one


def _said(text: Text, phrase: TimePhrase, header: Header) -> Period:
    shown = text.copy(phrase.start, phrase.end)
    return meaning(text.norm[phrase.start : phrase.end], shown, header.period, header.date)


def _is_reviewed(text: Text, mention: Mention) -> bool:
    return bool(_REVIEWED.search(text.low[max(0, mention.start - 40) : mention.start]))
