"""Changes that the compared counts contradict: "giảm từ 17 xuống 5 (giảm 10 vụ)", "giảm 12 vụ (-10%)"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from binhyen.reader.arithmetic import agrees, amount, computed
from binhyen.reader.comparisons import Comparison
from binhyen.reader.counting import Draft
from binhyen.reader.reading import Figure, Inconsistency
from binhyen.reader.text import Text

_FULL = 100
_REACH = 12  # counts before the level of a change that may be its true level


def wrong_changes(
    text: Text, drafts: list[Draft], figures: tuple[Figure, ...], comparisons: Iterable[Comparison]
) -> Iterator[Inconsistency]:
    """Each comparison whose difference or rate does not follow from its counts; hedged ones stay silent."""
    for each in comparisons:
        places = [p for p in (each.level, each.base, each.amount, each.rate, each.pair) if p is not None]
        if any(figures[p].qualifier not in ("exact", "percent_of") for p in places):
            continue
        now, then, used = _now_and_then(figures, each)
        found = _difference(figures, each, now, then, used)
        if (
            found is None
            and each.rate is not None
            and (then is not None or not _level_unsure(text, drafts, figures, each))
        ):
            found = _rate(text, drafts, figures, each, now, then, used)
        if found is not None:
            yield found


def _now_and_then(figures: tuple[Figure, ...], each: Comparison) -> tuple[float | None, float | None, tuple[int, ...]]:
    """The count now, the count then, and the places that say so. In "58/45" either may come first."""
    now = figures[each.level].value if each.level is not None else None
    if each.base is not None:
        return now, figures[each.base].value, tuple(p for p in (each.level, each.base) if p is not None)
    if each.pair is not None:
        first, second = figures[each.pair].value, figures[each.pair].total or 0
        if now is None or now == first:
            return first, second, (each.pair,) if each.level is None else (each.level, each.pair)
        if now == second and each.level is not None:
            return second, first, (each.level, each.pair)
    return now, None, (each.level,) if each.level is not None else ()


def _level_unsure(text: Text, drafts: list[Draft], figures: tuple[Figure, ...], each: Comparison) -> bool:
    """Whether a change by so many and so many percent may speak of another level than the one right before it.

    "618 mô hình, chia ra 496 mô hình ở xã, 122 mô hình ở phường; tăng 27 mô hình (4,6%)": the 618, not the 122.
    """
    if each.level is None or each.amount is None or each.rate is None:
        return False
    draft, number, gap = drafts[each.level], drafts[each.rate].count.number, figures[each.amount].value
    if figures[each.level].part_of is not None and ";" in text.low[draft.count.end : drafts[each.amount].count.start]:
        return True
    for place in range(max(0, each.level - _REACH), each.level):
        other = drafts[place]
        if other.paragraph != draft.paragraph or figures[place].change or figures[place].is_percent:
            continue
        if other.count.unit is None or draft.count.unit is None or other.count.unit.head != draft.count.unit.head:
            continue
        base = figures[place].value + (gap if each.change == "decrease" else -gap)
        if base > 0 and agrees(gap / base * _FULL, number.value, text.low[number.start : number.end]):
            return True
    return False


def _difference(
    figures: tuple[Figure, ...], each: Comparison, now: float | None, then: float | None, used: tuple[int, ...]
) -> Inconsistency | None:
    if each.amount is None or now is None or then is None:
        return None
    stated = figures[each.amount].value
    high, low = max(now, then), min(now, then)
    gap = round(high - low, 6)
    if gap != stated and not (figures[each.amount].is_percent and now and then):
        note = f"{amount(high)} − {amount(low)} = {amount(gap)} ≠ {amount(stated)}"
        return Inconsistency("difference_wrong", (*used, each.amount), note)
    grew = now > then
    if each.base is not None and gap and each.change and grew != (each.change == "increase"):
        verb = "tăng, không phải giảm" if grew else "giảm, không phải tăng"
        return Inconsistency("difference_wrong", (*used, each.amount), f"{amount(then)} → {amount(now)}: {verb}")
    return None


def _rate(
    text: Text,
    drafts: list[Draft],
    figures: tuple[Figure, ...],
    each: Comparison,
    now: float | None,
    then: float | None,
    used: tuple[int, ...],
) -> Inconsistency | None:
    if each.rate is None or now is None or any(figures[p].is_percent for p in used):
        return None
    if then is not None:
        gap: float = abs(now - then)
        base = then
    elif each.amount is not None:
        gap = figures[each.amount].value
        base = now + gap if each.change == "decrease" else now - gap
        used = (*used, each.amount)
    else:
        return None
    number = drafts[each.rate].count.number
    written = text.low[number.start : number.end]
    if base <= 0 or agrees(gap / base * _FULL, number.value, written):
        return None
    if then and now < then and agrees(now / then * _FULL, number.value, written) and each.change == "increase":
        return None  # "nhiều hơn năm trước 5 vụ (năm 2021: 120 vụ; tăng 4,17%)": what stands as the level is the difference
    if then and each.change is None and agrees(now / then * _FULL, number.value, written):
        return None  # a column "So sánh (%)" may say 236/214 = 110,3%
    note = f"{amount(gap)}/{amount(base)} = {computed(gap / base * _FULL)} ≠ {amount(number.value)}%"
    return Inconsistency("rate_wrong", (*used, each.rate), note)
