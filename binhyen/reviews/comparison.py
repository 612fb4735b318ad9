"""So với cùng kỳ: sentences and table cells of the comparison with the same period a year before. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import number, scaled, show
from binhyen.reviews.facts import Fact, Source
from binhyen.reviews.material import Compared, Line, Material, Place
from binhyen.reviews.sentences import is_ratio
from binhyen.reviews.wording import (
    NBSP,
    Printed,
    Sentence,
    between,
    capital,
    change,
    digits,
    fact_of,
    formula,
    join,
    one_decimal,
    raw,
    sentence,
    short_name,
    unit_word,
)

_MEASURED = ("triệu đồng", "phút", "kg", "km")


def comparable(line: Line) -> Compared | None:
    """The comparison of a line where both sides are exact numbers over the same units, else None."""
    both = line.same_period
    if both is None or both.now.exact is None or both.then.exact is None:
        return None
    return both


def compared(lines: Sequence[Line], material: Material, most: int = 3) -> list[Sentence]:
    """ "So với cùng kỳ (tính trên cùng 158 xã, phường): giảm 49 vụ, việc (3,0%); …." for at most ``most`` lines a sentence."""
    windows: dict[Span, dict[int, list[tuple[Line, Compared]]]] = {}
    for line in lines:
        both = comparable(line)
        if both is not None:
            windows.setdefault(both.window, {}).setdefault(both.units, []).append((line, both))
    said = []
    for window, by_units in windows.items():
        start = "so với cùng kỳ" if window == material.span else f"riêng {between(window)}, so với cùng kỳ"
        parts = []
        for n, (units, group) in enumerate(by_units.items()):
            over = _over(units, group[0][1], material.place)
            if n == 0:
                over = sentence(start, " (" if over else "", over, ")" if over else "")
            clauses = join([_clause(line, both, material.place) for line, both in group[:most]], "; ")
            parts.append(sentence(over, ": " if over else "", clauses))
        said.append(capital(sentence(join(parts, "; "), ".")))
    return said


def difference(line: Line, both: Compared, place: Place, *, pad: bool = True) -> Printed | None:
    """The absolute difference as a bound number, None where there is none."""
    now, then = both.now.exact or 0, both.then.exact or 0
    word, by, _ = change(now, then, line.measure)
    if by == 0:
        return None
    arithmetic = (
        f"{show(now, line.measure.decimals)} − {show(then, line.measure.decimals)} = {_signed(line, now - then)}"
    )
    fact = formula(arithmetic, raw(now - then, line.measure.decimals), f"{line.measure.name}: {word} so với cùng kỳ",
                   line.measure.unit_of_count, place, str(both.now.span))  # fmt: skip
    text = one_decimal(by, line.measure) if is_ratio(line) else digits(by, line.measure.decimals, pad=pad)
    return Printed(text, fact, _inputs(line, both, place))


def share(line: Line, both: Compared, place: Place) -> Printed | None:
    """The change in per cent as a bound number; None for rates (their change is in điểm phần trăm) and from zero."""
    now, then = both.now.exact or 0, both.then.exact or 0
    word, by, shown = change(now, then, line.measure)
    if by == 0 or not shown or is_ratio(line):
        return None
    arithmetic = f"{show(by, line.measure.decimals)} : {show(then, line.measure.decimals)} × 100 = {shown}"
    fact = formula(arithmetic, shown.replace(".", "").replace(",", "."), f"{line.measure.name}: {word} so với cùng kỳ", "%",
                   place, str(both.now.span))  # fmt: skip
    return Printed(shown, fact, _inputs(line, both, place))


def _clause(line: Line, both: Compared, place: Place) -> Sentence:
    word, _, _ = change(both.now.exact or 0, both.then.exact or 0, line.measure)
    name = _subject(line)
    shown = difference(line, both, place)
    if shown is None:
        return (f"{name} bằng cùng kỳ",)
    if is_ratio(line):
        after = " điểm phần trăm" if line.measure.unit_of_count == "%" else NBSP + unit_word(line.measure)
        return sentence(f"{name} {word} ", shown, after)
    part = share(line, both, place)
    return sentence(f"{name} {word} ", shown, NBSP + unit_word(line.measure), *((" (", part, "%)") if part else ()))


def _subject(line: Line) -> str:
    name = short_name(line.measure.name) + (f" ({line.label})" if line.label else "")
    if is_ratio(line) or name.startswith("số ") or line.measure.unit_of_count in _MEASURED:
        return name
    return f"số {name}"


def _over(units: int, both: Compared, place: Place) -> Sentence:
    """ "tính trên cùng 158 xã, phường"; nothing for a single unit."""
    if units <= 1:
        return ()
    source = Source("formula", "Các đơn vị có số liệu đã duyệt ở cả hai kỳ")
    fact = Fact("", "Đơn vị cùng có số liệu hai kỳ", place.unit_words, str(both.now.span), place.full, str(units),
                sources=(source, *both.now.sources))  # fmt: skip
    return sentence("tính trên cùng ", Printed(digits(units, 0, pad=True), fact), f" {place.unit_words}")


def _inputs(line: Line, both: Compared, place: Place) -> tuple[Fact, ...]:
    return fact_of(line, both.now, place), fact_of(line, both.then, place)


def _signed(line: Line, by: int) -> str:
    return number(scaled(by, line.measure.decimals), line.measure.decimals)
