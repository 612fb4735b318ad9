"""Numbers, dates, cells, icons and small drawings, the way officers write them. Load with ``{% load binhyen %}``."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from binhyen.figures.rules.cells import CellValue, Qualifier, State, SumClass, Weight
from binhyen.foundation import vietnamese

register = template.Library()

NBSP = "\u00a0"
NO_DATA = "chưa có số liệu"
WITHOUT_NUMBER = "có nêu, không có số"
WORDS: dict[State, str] = {
    State.NOT_REPORTED: NO_DATA,
    State.NOTHING_AROSE: "-",
    State.NOT_APPLICABLE: "không áp dụng",
    State.STATED_WITHOUT_NUMBER: WITHOUT_NUMBER,
}
HEDGES: dict[SumClass, str] = {
    SumClass.EXACT: "",
    SumClass.ABOVE: "≥" + NBSP,
    SumClass.BELOW: "≤" + NBSP,
    SumClass.ABOUT: "≈" + NBSP,
}
CHIPS: dict[str, tuple[str, str]] = {
    "ok": ("st-ok", "ok"),
    "warn": ("st-warn", "warn"),
    "err": ("st-err", "err"),
    "returned": ("st-err", "ret"),
    "waiting": ("st-cham", "wait"),
    "draft": ("st-cham", "draft"),
    "locked": ("st-off", "lock"),
    "off": ("st-off", "clock"),
}


@register.filter
def vn_number(value: int | Decimal | None, decimals: int = 0) -> str:
    """1474 gives "1.474"; a true minus; "" for None."""
    return "" if value is None else vietnamese.number(value, decimals)


@register.filter
def padded(value: int) -> str:
    """A count as official texts print it: 8 gives "08"."""
    return vietnamese.padded(value)


@register.filter
def percent(value: int | Decimal | None, decimals: int = 1) -> str:
    """A percentage: 86.14 gives "86,1%", 100 gives "100%"; halves go up; "" for None."""
    if value is None:
        return ""
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return vietnamese.show(int(rounded.scaleb(decimals)), decimals) + "%"


@register.filter
def percent_of(part: int, whole: int) -> str:
    """143 of 166 gives "86,1%"; "không tính được" where the whole is 0."""
    return percent(Decimal(part) * 100 / whole) if whole else "không tính được"


@register.filter
def signed(value: int | Decimal | None, decimals: int = 0) -> str:
    """A difference: 126 gives "+126", -7 gives "−7", 0 gives "0"; "" for None."""
    if value is None:
        return ""
    return ("+" if value > 0 else "") + vietnamese.number(value, decimals)


@register.filter
def vn_date(day: date | None) -> str:
    """A day as papers write it: "17/6/2026", "05/02/2026"; the local day of a moment; "" for None."""
    if isinstance(day, datetime):
        day = _local(day).date()
    return "" if day is None else vietnamese.short_date(day)


@register.filter
def vn_datetime(moment: datetime | None) -> str:
    """A moment in the server's time zone: "14:05, 22/6/2026"; "" for None."""
    if moment is None:
        return ""
    return f"{_local(moment):%H:%M}, {vietnamese.short_date(_local(moment).date())}"


@register.filter
def with_unit(text: str, unit: str) -> str:
    """A number and its unit of count on one line: "1.474" and "vụ" give "1.474 vụ" with a no-break space."""
    return f"{text}{NBSP}{unit}" if unit else text


@register.filter
def cell(value: CellValue | None, decimals: int = 0) -> str:
    """One cell on the screen: "1.474", "≥ 1.200", "15–20", "-" where nothing arose, words where there is no number.

    ``decimals`` is that of the indicator; None is a cell nobody has filled.
    """
    if value is None or value.value is None:
        return WORDS[State.NOT_REPORTED if value is None else value.state]
    shown = vietnamese.show(value.value, decimals)
    if value.qualifier is Qualifier.RANGE and value.value_max is not None:
        return f"{shown}–{vietnamese.show(value.value_max, decimals)}"
    return HEDGES[value.sum_class] + shown


@register.filter
def total(weight: Weight, decimals: int = 0) -> str:
    """A sum on the screen: "3.418", "≥ 412.600", "chưa có số liệu" where no unit reported."""
    if not weight.has_number:
        return WITHOUT_NUMBER if weight.stated else NO_DATA
    return HEDGES[weight.sum_class] + vietnamese.show(weight.value, decimals)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite ``web/icons.svg``; with ``label`` it speaks, without it is decoration."""
    source = f"{static('web/icons.svg')}#i-{name}"
    if label:
        return format_html('<svg class="i" role="img" aria-label="{}"><use href="{}"/></svg>', label, source)
    return format_html('<svg class="i" aria-hidden="true"><use href="{}"/></svg>', source)


@register.simple_tag
def meter(part: int, whole: int) -> SafeString:
    """A thin bar, ``part`` of ``whole`` filled. Decoration: print the two numbers beside it."""
    filled = round(100 * min(part, whole) / whole, 1) if whole else 0
    return format_html(
        '<svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="t" width="100" height="8"/><rect class="v" width="{}" height="8"/></svg>',
        str(filled),
    )


@register.inclusion_tag("web/partials/state.html")
def state(kind: str, text: str) -> dict[str, str]:
    """A state chip: shape, word and colour. ``kind`` is a key of ``CHIPS``."""
    css, symbol = CHIPS[kind]
    return {"css": css, "symbol": symbol, "text": text}


@register.simple_tag
def sum_bars(stated: int, parts: list[tuple[str, int]], title: str = "Tổng ghi trong văn bản") -> SafeString:
    """The stated total above its ``parts`` (label, value) laid end to end, so that the difference is seen."""
    added = sum(value for _, value in parts)
    scale = 500 / max(stated, added, 1)
    shown_total, shown_sum = vietnamese.number(stated), vietnamese.number(added)
    boxes, left = [], 0.0
    for _, value in parts:
        width = value * scale
        boxes.append((f"{left:.1f}", f"{max(width - 2, 1):.1f}"))
        left += width
    edge = stated * scale
    return format_html(
        '<svg class="ch" viewBox="0 0 600 112" role="img" aria-label="{title} {total}; các phần cộng lại {sum}">'
        '<text x="0" y="16">{title}</text><rect class="bar-v" x="0" y="24" width="{edge}" height="22"/>'
        '<text class="lab" x="{edge_label}" y="41">{total}</text>'
        '<text x="0" y="72">Các phần cộng lại</text>{boxes}{over}<path class="brk" d="M{edge} 18v90"/>'
        '<text class="lab" x="{sum_label}" y="97">{sum}</text></svg>',
        title=title, total=shown_total, sum=shown_sum, edge=f"{edge:.1f}", edge_label=f"{edge + 10:.1f}",
        boxes=format_html_join("", '<rect class="bar-r" x="{}" y="80" width="{}" height="22"/>', boxes),
        over=_overhang(edge, left), sum_label=f"{max(left, edge) + 10:.1f}",
    )  # fmt: skip


def _overhang(edge: float, left: float) -> SafeString:
    if left <= edge:
        return SafeString("")
    return format_html(
        '<rect class="bar-x" x="{}" y="80" width="{}" height="22"/>', f"{edge:.1f}", f"{left - edge:.1f}"
    )


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment
