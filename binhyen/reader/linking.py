"""From counts to indicators: by the words around each, by its column and row in a table, and by the counts it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from binhyen.reader.comparisons import Columns, Compared
from binhyen.reader.counting import Draft
from binhyen.reader.cues import IndicatorCue
from binhyen.reader.indicators import GROWTH, NARROW, RATIO, Linker, is_about, linker_for
from binhyen.reader.late import late
from binhyen.reader.nouns import CASE, MONEY, PEOPLE
from binhyen.reader.text import Paragraph, Text

_CLAUSE_END = late(r"[,;:()]|(?<=\D)\.(?!\d)|\d")
_NUMBER_ONLY = late(r"[\s\d.,)/*+-]*")
_LONGEST_HEADING = 160
_WIDE = 300


class Link(NamedTuple):
    """The proposed codes of a count with the label of the first, and whether its own words say so."""

    codes: tuple[str, ...] = ()
    label: str | None = None
    own: bool = False


def link(
    text: Text,
    paragraphs: list[Paragraph],
    drafts: list[Draft],
    wholes: Sequence[int | None],
    compared: Compared,
    columns: Columns,
    cues: tuple[IndicatorCue, ...],
) -> list[Link]:
    """For each count its indicators: by its own words first, then by the count of which it is a part or a share.

    An increase or decrease belongs to the indicator of what changed: ``Figure.change`` says that it is no value of it.
    """
    linker = linker_for(cues)
    passages = _Passages(text, paragraphs, columns)
    found: list[Link] = []
    levels = _levels(compared)
    for place, draft in enumerate(drafts):
        before = drafts[place - 1] if place and drafts[place - 1].sentence is draft.sentence else None
        after = drafts[place + 1] if place + 1 < len(drafts) and drafts[place + 1].sentence is draft.sentence else None
        own = _own(text, linker, passages, (before, draft, after), columns)
        whole = wholes[place]
        if draft.count.number.is_percent:
            if compared.changes[place] is None:
                own = _share(text.low, drafts, found, place, own, in_table=draft.paragraph in columns)
            else:
                own = _growth(found, levels.get(place), own)
        elif compared.changes[place] and (level := levels.get(place)) is not None and found[level].codes:
            own = found[level]
        elif whole is not None and whole < place and not own.own and _alike(drafts[whole], draft):
            own = found[whole] if found[whole].codes and not found[whole].codes[0].startswith(_GROUND) else own
        found.append(own)
    for each in compared.stated:
        _agree(found, each.level, each.base)
    return [
        Link(one.codes, linker.labels.get(one.codes[0]), one.own) if one.codes else one
        for one in found
    ]  # fmt: skip


def _levels(compared: Compared) -> dict[int, int]:
    """For each change the count that changed, else the amount of which it is the rate."""
    out: dict[int, int] = {}
    for each in compared.stated:
        level = each.level if each.level is not None else each.amount
        for place in (each.amount, each.rate):
            if place is not None and level is not None and level < place:
                out[place] = level
    return out


def _agree(found: list[Link], level: int | None, base: int | None) -> None:
    """A count and the same count of another period belong to the same indicator."""
    if level is None or base is None:
        return
    first, second = sorted((level, base))  # "số vụ trộm cắp giảm từ 15 vụ xuống còn 6 vụ"
    if found[first].codes and (found[first].own or not found[second].codes):
        found[second] = found[first]
    elif found[second].codes:
        found[first] = found[second]


def _own(
    text: Text,
    linker: Linker,
    passages: _Passages,
    run: tuple[Draft | None, Draft, Draft | None],
    columns: Columns,
) -> Link:
    before, draft, after = run
    unit = draft.count.unit
    head = text.low[unit.start : unit.end] if unit else ""
    if draft.paragraph in columns:
        near = _in_table(text, draft, columns[draft.paragraph])
    else:
        floor = before.count.end if before else draft.sentence.start
        ceiling = after.count.start if after else draft.sentence.end
        said = draft.count.end
        if after and _paired(text.low, draft, after):  # "4 vụ với 7 đối tượng trộm cắp": both are of the theft
            said, ceiling = after.count.end + text.low.startswith(")", after.count.end), draft.sentence.end
        near = _around(text, draft, floor, ceiling, said)
        if "chưa" in near[0] and _NOT_YET.search(near[0]):
            return Link((), None, True)
    if (average := _average(text, draft)) is not None:
        return average

    told: dict[str, bool] = {}

    def on_topic(topic: str) -> bool:
        if topic not in told:  # several cues ask for the same one
            told[topic] = is_about(topic, passages.around(draft), near[0])
        return told[topic]

    hit = linker.cue(head, near, on_topic, is_percent=draft.count.number.is_percent)
    return Link(hit[0].codes, None, hit[1] <= NARROW) if hit else Link()


_NOT_YET = late(r"(?<!\w)chưa(?! tới| đến| đầy| đủ tuổi)(?!\w)")
_THING = r"(?:ca|tổ|buổi|cuộc|suất|phần|đội|hộ|vụ|km|nhóm|đợt|lần|người|gia đình|mô hình|lớp|điểm|em|đêm)"
_EACH = late(
    rf"(?:bình quân|trung bình|mỗi {_THING}(?: đường)?)(?: (?:mỗi {_THING}|khoảng|gần|trên|hơn|trên dưới|là|đạt|thu hút))* ?$"
)
_PER_TIME = late(r" ?/ ?(?:ngày|đêm|tuần|tháng|quý|năm)")
_PER = late(r" ?/ ?(?:[^\W\d_]|1[0.]{1,8} (?:dân|người))")  # "4,84 vụ/10.000 dân"
_SESSION = late(r" ?/ ?(?:buổi|cuộc)|.*mỗi (?:buổi|cuộc)")
_TEAM = late(r"tổ bảo vệ an ninh|tổ bảo vệ antt|tự quản")


def _average(text: Text, draft: Draft) -> Link | None:
    """Means ("bình quân 60 lượt/cuộc", "mỗi ca 5 người") are no counts of their kind; two have an indicator of their own."""
    count, low = draft.count, text.low
    lead = low[max(draft.sentence.start, count.number.start - 40) : count.number.start]
    slash = low.startswith(("/", " /"), count.end)
    a_time = slash and _PER_TIME.match(low, count.end, draft.sentence.end)
    if count.number.is_percent or (a_time and (count.unit is None or count.unit.kind != MONEY)):
        return None
    each = "bình" in lead or "mỗi" in lead
    if not (slash and _PER.match(low, count.end, draft.sentence.end)) and not (each and _EACH.search(lead)):
        return None
    people = count.unit is not None and count.unit.kind == PEOPLE
    if people and (_SESSION.match(low[count.end : count.end + 8]) or _SESSION.match(lead)):
        return Link(("COM18",), None, True)
    team = " tổ" in lead[-12:] or low.startswith(("/tổ", "/ tổ"), count.end)
    if people and team and _TEAM.search(low, draft.sentence.start, count.start):
        return Link(("FRC03",), None, True)
    return Link((), None, True)


def _share(low: str, drafts: list[Draft], found: list[Link], place: int, own: Link, *, in_table: bool) -> Link:
    """A share that follows its count, or stands in its row, is the ratio of that count; without one, only its own words tell."""
    draft = drafts[place]
    follows = in_table or draft.count.how == "inherited"
    if in_table and own.own:
        return own
    for earlier in range(place - 1, max(-1, place - 1 - _FARTHEST), -1):
        other = drafts[earlier]
        if not (other.paragraph == draft.paragraph if in_table else other.sentence is draft.sentence) or not follows:
            break
        ratio = next((RATIO[code] for code in found[earlier].codes if code in RATIO), None)
        if ratio and not other.count.number.is_percent and ";" not in low[other.count.end : draft.count.start]:
            return Link((ratio,), None, True)
        if not in_table and (other.count.number.is_percent or other.count.unit is None or place - earlier > 1):
            break
    stated = place > 0 and drafts[place - 1].count.total is not None  # "8.471/9.032 xã (93,8%)"
    return own if own.own or not follows or in_table or stated else Link()


_GROUND = "CTX"  # "129 xã, trong đó 126 xã có …": of what there is, a part is another thing
_RATES = frozenset(RATIO.values())


def _growth(found: list[Link], level: int | None, own: Link) -> Link:
    """The rate of a change: crime and traffic have an indicator of their own for it, others belong to what changed.

    The change of a rate has none.
    """
    codes = found[level].codes if level is not None else ()
    if (codes or own.codes)[:1] and (codes or own.codes)[0] in _RATES:
        return Link((), None, True)
    rates = tuple(dict.fromkeys(GROWTH[code] for code in codes if code in GROWTH))
    return Link((*rates, *codes), None, True) if codes else own


def _alike(whole: Draft, part: Draft) -> bool:
    one, other = whole.count.unit, part.count.unit
    if part.count.number.is_percent or one is None or other is None:
        return False
    return one.head == other.head or (one.kind is not None and one.kind == other.kind)


_WITH = late(r",? với |, | \(")


def _paired(low: str, draft: Draft, after: Draft) -> bool:
    """Whether cases are told with their persons right behind them."""
    one, other = draft.count.unit, after.count.unit
    if one is None or other is None or (one.kind, other.kind) != (CASE, PEOPLE):
        return False
    return _WITH.fullmatch(low, draft.count.end, after.count.start) is not None


def _around(text: Text, draft: Draft, floor: int, ceiling: int, said: int) -> tuple[str, str, str]:
    """The words around the count, told up to ``said``: its own stretch between commas, all since the count before, its clause."""
    count, sentence, low = draft.count, draft.sentence, text.low
    stop = _CLAUSE_END.search(low, said, min(sentence.end, said + 120))
    last = max(said, min(stop.start() if stop else said + 120, ceiling))
    first = max(floor, count.start - 120)
    first = max(first, low.rfind(";", first, count.start) + 1)
    own = max(first, low.rfind(", ", first, count.start), low.rfind("; ", first, count.start))
    left = max(sentence.start, count.start - _WIDE)
    begin = low.rfind(";", left, count.start) + 1 or left
    end = low.find(";", count.end, min(sentence.end, count.end + 160))
    return low[own:last], low[first:last], low[begin : end if end > 0 else min(sentence.end, count.end + 160)]


def _in_table(text: Text, draft: Draft, cells: Sequence[tuple[int, int, str]]) -> tuple[str, ...]:
    """The head of the column, and the head with the words of the row."""
    at = draft.count.number.start
    head = next((words.strip()[:_WIDE] for a, b, words in cells if a <= at < b), "")
    label = " ".join(
        text.low[a : min(b, a + _WIDE)].strip()
        for a, b, _ in cells[:3]
        if b <= at and not _NUMBER_ONLY.fullmatch(text.low, a, b)
    )
    return head, f"{label} {head}", " ".join([label, *(words.strip()[:_WIDE] for _, _, words in cells)])


class _Passages:
    """What the words before a count are about: its sentence, its paragraph, the heading above, the first line of the text."""

    def __init__(self, text: Text, paragraphs: list[Paragraph], columns: Columns) -> None:
        self._low = text.low
        self._paragraphs = paragraphs
        self._columns = columns
        self._headings: dict[int, str] = {}
        self._above = [-1]  # for each paragraph the nearest heading before it, else the first of the text
        for row in range(len(paragraphs) - 1):
            self._above.append(row if row == 0 or self._is_heading(row) else self._above[row])
        self._first: str | None = None

    def around(self, draft: Draft) -> tuple[str, ...]:
        count, sentence, paragraph = draft.count, draft.sentence, self._paragraphs[draft.paragraph]
        return (
            self._low[max(sentence.start, count.start - _WIDE) : count.end],
            self._low[max(paragraph.start, sentence.start - _WIDE) : sentence.start],
            self._low[
                max(self._paragraphs[max(0, draft.paragraph - 2)].start, paragraph.start - _WIDE) : paragraph.start
            ],
            self._heading(draft.paragraph),
            self._opening(),
        )

    def _opening(self) -> str:
        """The lines above the first long paragraph: the headline, or the head of an official paper."""
        if self._first is None:
            lines = (
                list(takewhile(lambda p: p.end - p.start < _LONGEST_HEADING, self._paragraphs[:_FARTHEST]))
                or self._paragraphs[:1]
            )
            end = min(lines[-1].end, lines[0].start + _FARTHEST * _LONGEST_HEADING)  # one line may be the whole text
            self._first = self._low[lines[0].start : end]
        return self._first

    def _heading(self, row: int) -> str:
        if row not in self._headings:
            above = self._above[row] if row in self._columns else max(self._above[row], row - _FARTHEST - 1)
            found = self._paragraphs[above] if above >= 0 else None
            self._headings[row] = self._low[found.start : min(found.end, found.start + _WIDE)] if found else ""
        return self._headings[row]

    def _is_heading(self, row: int) -> bool:
        paragraph = self._paragraphs[row]
        if row in self._columns or paragraph.end - paragraph.start > _LONGEST_HEADING:
            return False
        words = self._low[paragraph.start : paragraph.end]
        return words[-1:] not in ".:;,!?|" and "\t" not in words and not words.startswith(("-", "+", "*", "|"))


_FARTHEST = 12  # paragraphs between a heading and what stands under it
