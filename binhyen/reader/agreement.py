"""The same thing stated twice: in the text and in a table, in the headline and in the text, in a document and in figures known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from re import Pattern

from binhyen.reader.arithmetic import amount
from binhyen.reader.comparisons import Columns
from binhyen.reader.counting import Draft
from binhyen.reader.late import late
from binhyen.reader.nouns import CLASS
from binhyen.reader.reading import Figure, Inconsistency, Period
from binhyen.reader.spans import span_of
from binhyen.reader.text import Text
from binhyen.reader.vocabulary import KnownFigure

_TOTAL = late(
    r"(?:\d+[.)]? *)?(?:tổng cộng|tổng số|tổng|cộng|toàn tỉnh|toàn huyện|toàn xã|toàn thành phố)(?: chung| cộng)?"
)
_NOW = late(r"(?:số )?(?:kỳ này|kỳ báo cáo|năm nay|kết quả|số lượng|thực hiện|kết quả thực hiện|đạt được|số liệu)")
_HEAD_NOISE = late(r"\([^()]*\)|(?<!\w)(?:tổng số|số lượng|số)(?!\w)")
_OTHER_TIME = late(r"\d|cùng kỳ|trước|tăng|giảm|so sánh|tỷ lệ|%|kế hoạch|chỉ tiêu")
_ENDS_NOUN = late(
    r" *(?:$|[,;.:()\n\t|=/\"]|(?:và|với|cho|được|đã|tại|ở|trên|trong|do|của|có|tham gia|tham dự|dự|nghe|đang|hiện|bằng|so|tăng|giảm|theo|đều|hoạt động|góp phần|để|từ|đến|thu hút|gồm|bao gồm|là|về|phục vụ|các loại)(?!\w))"
)
# a place, a kind or a time of its own: the count is of something narrower than the table's total
_NARROWER = late(
    r"(?<!\w)(?:trong đó|riêng|mới|thêm|cấp xã|cấp huyện|cấp tỉnh|cùng kỳ|so với|mỗi|bình quân|trung bình|chỉ tiêu|phấn đấu|kế hoạch|mục tiêu|tháng \d|quý|còn lại|còn|thôn|dự kiến)(?!\w)"
)
# one of several spells, but not the one that the whole report is about
_SPELL = late(r"(?<!\w)đợt(?!\w)")
_THIS_SPELL = late(r"(?<!\w)đợt(?! (?:cao điểm|này)(?!\w))(?!\w)")
_ALL = late(
    r"(?<!\w)(?:tổng số|tổng cộng|tổng|toàn (?:tỉnh|huyện|xã|phường|quận|thành phố)|hiện có|hiện nay|đến nay|cả (?:tỉnh|huyện|xã))(?!\w)"
)
_IN_WORDS = late(r"[^\W\d_]{2}")
_WORD = late(r"\w+")
_TOP = 400  # a headline begins no later
_NEAR = 20  # paragraphs between a table and the words about it
_WINDOW = 120
_LONGEST_KEY = 60
_SHARED = 0.9  # of the longer of two periods


def text_and_tables(
    text: Text, drafts: list[Draft], figures: tuple[Figure, ...], columns: Columns, title: str | None
) -> Iterator[Inconsistency]:
    """Each count that the running text, told once, gives otherwise than a total or a row of a table, or than the headline."""
    if columns:
        rows = [p for p, draft in enumerate(drafts) if draft.paragraph in columns]
        keys = {cell: _key_of_cell(text, drafts[cell], columns[drafts[cell].paragraph]) for cell in rows}
        spell = _THIS_SPELL if _SPELL.search((title or "").lower()) else _SPELL
        words = {_first_word(key) for key in keys.values()}
        said = _said_by_noun(text, drafts, figures, columns, words, spell)
        about: dict[str, list[int]] = {}
        for cell, key in keys.items():
            if key and key not in about:
                about[key] = [p for p in said.get(_first_word(key), ()) if _is_about(text, drafts[p], key)]
            if key and figures[cell].qualifier == "exact" and not figures[cell].is_percent:
                yield from _told_once(text, drafts, figures, cell, about[key])
    if title:
        yield from _headline(text, drafts, figures)


def _said_by_noun(
    text: Text,
    drafts: list[Draft],
    figures: tuple[Figure, ...],
    columns: Columns,
    words: set[str],
    spell: Pattern[str] = _SPELL,
) -> dict[str, list[int]]:
    """The counts of everything outside the tables whose noun begins with one of ``words``, by this word."""
    found: dict[str, list[int]] = {}
    for place, draft in enumerate(drafts):
        unit = draft.count.unit
        word = _first_word(text.low, unit.start) if unit and draft.paragraph not in columns else ""
        if word in words and unit and _plain(text, drafts, figures, place, spell):
            found.setdefault(word, []).append(place)
    return found


def _first_word(words: str, start: int = 0) -> str:
    match = _WORD.match(words, start)
    return match.group() if match else ""


def _told_once(
    text: Text, drafts: list[Draft], figures: tuple[Figure, ...], first: int, others: list[int]
) -> Iterator[Inconsistency]:
    """The contradiction between a count and the only other place that states it."""
    if len(others) != 1:
        return
    other = others[0]
    a, b = figures[first], figures[other]
    if a.place and b.place and a.place != b.place:
        return
    near = abs(drafts[first].paragraph - drafts[other].paragraph) <= _NEAR
    if a.value != b.value and b.value_max is None and (near or _same_period(a.period, b.period)):
        yield Inconsistency("text_and_table_differ", (first, other), f"{amount(a.value)} ≠ {amount(b.value)}")


def _same_period(one: Period, other: Period) -> bool:
    return one.start is None or other.start is None or (one.start, one.end) == (other.start, other.end)


def _plain(
    text: Text, drafts: list[Draft], figures: tuple[Figure, ...], place: int, spell: Pattern[str] = _SPELL
) -> bool:
    """An exact count of everything: no part, no change, no share, nothing narrower named before it in its clause."""
    figure, draft = figures[place], drafts[place]
    if figure.qualifier != "exact" or figure.is_percent or figure.part_of is not None or figure.change or figure.total:
        return False
    begin = max(draft.sentence.start, draft.count.start - _WINDOW)
    clause = text.low[max(begin, text.low.rfind(";", begin, draft.count.start)) : draft.count.start]
    after = text.low[draft.count.end : min(draft.sentence.end, draft.count.end + 50)]
    behind = after.split(",")[0].split(".")[0]
    return not any(narrower.search(words) for narrower in (_NARROWER, spell) for words in (clause, behind))


def _key_of_cell(text: Text, draft: Draft, cells: Sequence[tuple[int, int, str]]) -> str:
    """What a cell of a row of totals, or of a row that names what it counts, is a count of; empty where that is not sure."""
    at, unit = draft.count.number.start, draft.count.unit
    first = next((text.low[a:b].strip() for a, b, _ in cells if b <= at and _IN_WORDS.search(text.low, a, b)), "")
    if unit is None or not first:
        return ""
    head = next((words.strip() for a, b, words in cells if a <= at < b), "")
    if _TOTAL.fullmatch(first):
        return _cleaned(head) if unit.head in head else ""
    label = _cleaned(first)
    if _NOW.fullmatch(head):
        return label if unit.head in label else f"{unit.head} {label}"
    column = _cleaned(head)
    return (
        f"{label} {column}"
        if label in CLASS and column and column not in CLASS and not _OTHER_TIME.search(head)
        else ""
    )


@lru_cache(maxsize=512)
def _cleaned(words: str) -> str:
    return " ".join(_HEAD_NOISE.sub(" ", words).split())[:_LONGEST_KEY]


def _is_about(text: Text, draft: Draft, key: str) -> bool:
    """Whether the words from the noun of a count on are those of the key, and the phrase ends there.

    A bare noun ("vụ") says too little: then the sentence must say that it counts all of them ("toàn tỉnh hiện có …").
    """
    unit = draft.count.unit
    if unit is None:
        return False
    head, _, rest = key.partition(" ")
    if rest and unit.head == head and text.low.endswith(rest + " ", 0, draft.count.start):
        return True  # "bị thương 71 người"
    if not text.low.startswith(key, unit.start):
        return False
    if key == unit.head and not (" " in key and _ALL.search(text.low, draft.sentence.start, draft.count.start)):
        return False
    return bool(_ENDS_NOUN.match(text.low, unit.start + len(key), draft.sentence.end))


def _headline(text: Text, drafts: list[Draft], figures: tuple[Figure, ...]) -> Iterator[Inconsistency]:
    """A count of the first line against the text below it."""
    first = drafts[0].paragraph if drafts else 0
    if first != 0 or not drafts or drafts[0].sentence.start > _TOP:
        return
    for place, draft in enumerate(drafts):
        if (
            draft.paragraph != 0
            or draft.count.unit is None
            or figures[place].qualifier != "exact"
            or figures[place].is_percent
        ):
            continue
        key = _phrase(text, draft)
        below = [p for p, d in enumerate(drafts) if d.paragraph != 0 and _is_about(text, d, key)]
        if any(figures[p].value == figures[place].value for p in below):
            continue
        told = [p for p in below if _plain(text, drafts, figures, p)]
        if len(below) == len(told):
            yield from _told_once(text, drafts, figures, place, told)


def _phrase(text: Text, draft: Draft) -> str:
    """The noun of a count with the words up to the next break."""
    unit = draft.count.unit
    assert unit is not None
    words = text.low[unit.start : min(draft.sentence.end, unit.start + _LONGEST_KEY)]
    end = unit.end - unit.start
    while end < len(words) and not _ENDS_NOUN.match(words, end):
        following = words.find(" ", end + 1)
        end = following if following > 0 else len(words)
    return words[:end].strip()


def against_known(figures: tuple[Figure, ...], known: Sequence[KnownFigure]) -> Iterator[Inconsistency]:
    """Each exact figure that a known one of the same indicator, place and period contradicts."""
    by_code: dict[str, list[KnownFigure]] = {}
    for fact in known:
        by_code.setdefault(fact.code, []).append(fact)
    if not by_code:
        return
    bases = {figure.base for figure in figures}  # of another period, whose words may not say which
    for place, figure in enumerate(figures):
        if len(figure.codes) != 1 or figure.part_of is not None or figure.change or figure.place is None:
            continue
        if place in bases:
            continue
        if figure.qualifier not in ("exact", "percent_of"):
            continue
        for fact in by_code.get(figure.codes[0], ()):
            if fact.place == figure.place and fact.value != figure.value and _covers(figure.period, fact):
                note = f"{amount(figure.value)} ≠ {amount(fact.value)} ({fact.source})"
                yield Inconsistency("known_differs", (place,), note)
                break


def _covers(period: Period, fact: KnownFigure) -> bool:
    """Whether the period of a figure and that of a known one are the same but for some days at their ends."""
    span = span_of(period)
    if span is None:
        return False
    first, last = date.fromisoformat(fact.start), date.fromisoformat(fact.end)
    shared = (min(span.last, last) - max(span.start, first)) / timedelta(days=1) + 1
    longer = max((b - a) / timedelta(days=1) + 1 for a, b in ((span.start, span.last), (first, last)))
    return shared >= _SHARED * longer
