"""Which noun a count has that none follows: one that stands before it, that of a neighbour, or what its table states."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from binhyen.reader.late import late
from binhyen.reader.nouns import MEASURE, MONEY, Unit, unit_before
from binhyen.reader.numbers import Number, Value, plain
from binhyen.reader.percentages import is_share_of_previous, says_nothing, what_changed
from binhyen.reader.tables import Stated
from binhyen.reader.text import Span


class Count(NamedTuple):
    """A number that counts: its number, hedge, unit and how the unit was found."""

    number: Number
    start: int
    end: int
    hedge: str | None
    unit: Unit | None
    how: str  # "after", "before", "inherited", "column", "none"
    total: Value | None = None


_LEADS = late(
    r"(?:đạt|là|còn|chiếm|bằng|tăng|giảm|lên|xuống|tới|đến|:|được|có|khoảng|=|\(|[+-]|với|gồm|trên|dưới|hơn|gần|tỷ lệ|thêm|trong đó|từ|;|,|và|/|thứ|quá|đó|[|\t])\s*$"
)
_ACTS = frozenset({"vi phạm", "hoạt động"})  # "8,8% vi phạm tốc độ": of the accidents before, not of violations
_AIM = late(r"(?:đạt|vượt|so với|hơn) chỉ tiêu$|khám phá$")  # "khám phá đạt chỉ tiêu đề ra (năm 2016 đạt 70%)"
_GAP = 140  # how far before a number its noun is sought
_NEAR = 60  # how far the noun of a neighbour reaches
_JOINED = late(r"(?:[,;/(]|và|hoặc)\s*$")


def settle(low: str, sentence: Span, counts: list[Count], columns: Sequence[Stated]) -> list[Count]:
    """Give the counts without a noun after them one that stands before, or that of a neighbour; else drop them."""
    out: list[Count] = []
    for place, count in enumerate(counts):
        stated = None if count.unit or count.how == "column" else stated_at(columns, count.number.start)
        if stated:
            count = count._replace(unit=stated.unit, how="column", number=_scaled(count.number, stated))
        if count.how == "column":
            out.append(count)
            continue
        if count.unit and count.number.is_percent and count.unit.head in _ACTS:
            count = count._replace(unit=None, end=count.number.end)
        settled = count if count.unit else _settled(low, sentence, count, counts, place, out[-1] if out else None)
        if settled:
            out.append(settled)
    return out


def fills(low: str, number: Number, stated: Stated) -> bool:
    """Whether a cell holds a number in digits and nothing else; years are left to closer reading."""
    year_like = 1900 <= number.value < 2100 and number.end - number.start == 4
    if number.in_words or number.scaled or (year_like and stated.unit is None):
        return False
    return not low[stated.start : number.start].strip() and not low[number.end : stated.end].strip()


def cell_count(number: Number, stated: Stated) -> Count:
    """The count of a cell that holds one number: its noun, share and scale are those of its column or row."""
    if stated.is_percent or stated.factor != 1:
        number = _scaled(number, stated)
    return Count(number, number.start, number.end, None, stated.unit, "column")


def _scaled(number: Number, stated: Stated) -> Number:
    percent = number.is_percent or stated.is_percent
    upper = None if number.value_max is None else plain(number.value_max * stated.factor)
    return number._replace(value=plain(number.value * stated.factor), value_max=upper, is_percent=percent)


def stated_at(columns: Sequence[Stated], at: int) -> Stated | None:
    """What the table says of the cell in which ``at`` lies."""
    after = bisect_right(columns, at, key=lambda cell: cell.start)
    return columns[after - 1] if after and at < columns[after - 1].end else None


def _settled(
    low: str, sentence: Span, count: Count, counts: list[Count], place: int, previous: Count | None
) -> Count | None:
    share = count.number.is_percent
    if low.startswith("gấp", count.number.start):  # twice as many have no noun
        return count
    following = None if share else _next_unit(low, counts, place)
    if following and _OUT_OF.match(low, count.end):
        return count._replace(unit=following, how="inherited")
    floor = max(previous.end if previous else sentence.start, count.start - _GAP)
    if share:
        return _share(low, floor, count, previous)
    joined = previous is not None and _JOINED.search(low[max(floor, count.start - 6) : count.start])
    leads = count.start == floor or bool(_LEADS.search(low[max(floor, count.start - 10) : count.start]))
    if leads and not joined and not _same(low, floor, count, previous):
        before = unit_before(low, floor, count.start)
        if before:
            return count._replace(unit=before, how="before", start=_stated_start(low, floor, before.start))
    if _is_money(low, count):
        return count._replace(unit=following, how="inherited") if following and following.kind == MONEY else count
    if previous and previous.unit and (leads or count.start - floor < _NEAR):
        return count._replace(unit=previous.unit, how="inherited")
    if following:
        return count._replace(unit=following, how="inherited")
    return count if count.number.vague else None


def _share(low: str, floor: int, count: Count, previous: Count | None) -> Count:
    """A percentage with what it is a share of: what grew, the count before it, or the noun before it; none for money and points."""
    if "điểm" in low[count.number.start : count.number.end]:
        return count
    of_previous = _same(low, floor, count, previous)
    before = what_changed(low, floor, count.start, previous is not None)
    if before is None and not of_previous:
        if says_nothing(low, floor, count.start):
            return count
        before = unit_before(low, floor, count.start)
    if before and _AIM.search(low, max(floor, before.start - 10), before.end):
        return count
    if before:
        return count._replace(unit=before, how="before", start=_stated_start(low, floor, before.start))
    if previous is None or previous.unit is None or previous.unit.kind in (MONEY, MEASURE):
        return count
    return count._replace(unit=previous.unit, how="inherited")


def _same(low: str, floor: int, count: Count, previous: Count | None) -> bool:
    """Whether the count speaks of the one before it, so that its noun is that one's."""
    if previous is None or previous.unit is None:
        return False
    return is_share_of_previous(low, floor, count.start, count.number.is_percent, previous.number.is_percent)


LIKELY_MONEY = 10**6
_PAID = late(r"(?<!\w)(?:góp|ủng hộ|phạt|đóng|thưởng|vay|mượn|trả|biếu|giá|tiền|tặng) $")
_MONEY_SCALE = late(r"(?:triệu|tỷ|tỉ|tr)(?: rưỡi)?$")


def _is_money(low: str, count: Count) -> bool:
    """ "trên 700 triệu", "mười lăm triệu rưỡi": millions without a noun are money."""
    number = count.number
    words = low[number.start : number.end]
    if number.value >= LIKELY_MONEY:
        return bool(_MONEY_SCALE.search(words))
    return words.endswith((" nghìn", " ngàn")) and bool(_PAID.search(low[max(0, count.start - 16) : count.start]))


_OUT_OF = late(r" (?:trong|trên) (?:tổng )?số(?!\w)")
_TO_NEXT = late(
    r"(?:.* )?(?:lên|xuống|đến|còn|lên đến|lên tới|tăng lên|giảm xuống|giảm còn)|,|và|/|(?:trong|trên) (?:tổng )?số",
    re.DOTALL,
)


def _next_unit(low: str, counts: list[Count], place: int) -> Unit | None:
    """ "từ 17 xuống 5 vụ", "7 trong số 12 chỉ tiêu": the first number takes the noun of the second."""
    if place + 1 == len(counts):
        return None
    between = low[counts[place].end : counts[place + 1].start]
    return counts[place + 1].unit if len(between) < _NEAR and _TO_NEXT.fullmatch(between.strip()) else None


_STATED_BEFORE = late(r"(?:số lượng|tổng số|số|tỷ lệ|tỉ lệ)(?: các)? $")


def _stated_start(low: str, floor: int, start: int) -> int:
    match = _STATED_BEFORE.search(low[max(floor, start - 14) : start])
    return max(floor, start - 14) + match.start() if match else start
