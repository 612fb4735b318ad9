"""The sentences of pages, reminders and letters about deadlines, in the words of the offices. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from binhyen.collection.rules.lateness import Court, CourtSpan, Lateness, Standing
from binhyen.foundation.vietnamese import padded, short_date
from binhyen.organisation.texts import TYPES

_GRASSROOTS = ("xa", "phuong", "thi-tran", "dac-khu")
ANY_UNIT = "đơn vị"


def kinds(types: Iterable[str]) -> str:
    """The kinds of unit as the list really is: "xã, phường", "xã, phường, đặc khu"; "đơn vị" where others are among them."""
    present = set(types)
    if not present or present - set(_GRASSROOTS):
        return ANY_UNIT
    return ", ".join(TYPES[kind] for kind in _GRASSROOTS if kind in present)


def moment(at: datetime) -> str:
    """ "17 giờ 00 ngày 17/6/2026" (local)."""
    return f"{at.hour:02d} giờ {at.minute:02d} ngày {short_date(at.date())}"


def working_days(days: int) -> str:
    """ "03 ngày làm việc"; what is no whole one yet is "chưa đến 01 ngày làm việc"."""
    return f"{padded(days)} ngày làm việc" if days else "chưa đến 01 ngày làm việc"


def range_of_days(days: Sequence[int]) -> str:
    """Several at once: "03 ngày làm việc", or "từ 01 đến 03 ngày làm việc"."""
    low, high = min(days), max(days)
    if low == high or not high:
        return working_days(high)
    return f"từ {padded(low)} đến {padded(high)} ngày làm việc" if low else f"đến {padded(high)} ngày làm việc"


def standing_words(found: Lateness) -> str:
    """How a report stands to its deadline: "quá hạn 03 ngày làm việc", "đúng hạn", "còn 02 ngày làm việc"."""
    match found.standing:
        case Standing.OPEN:
            return "chưa quy định thời hạn"
        case Standing.ON_TIME:
            return "đúng hạn"
        case Standing.LATE:
            return f"chậm {working_days(found.days)}"
        case Standing.OVERDUE:
            return f"quá hạn {working_days(found.days)}"
        case Standing.DUE_TODAY:
            assert found.due is not None
            return f"đến hạn {found.due.hour:02d} giờ {found.due.minute:02d} hôm nay"
        case Standing.CLOSED:
            return "đã chốt số liệu"
        case Standing.NOT_DUE:
            return f"còn {padded(found.days_left)} ngày làm việc"


def now_at(found: Lateness, *, unit: str, upper: str) -> str:
    """Who has the report: "Tỉnh đang thẩm định, ngày thứ 4". ``unit`` and ``upper`` are the kinds: "xã", "tỉnh"."""
    court = found.court
    if court is None:
        return "Báo cáo đã được phê duyệt"
    if found.standing is Standing.CLOSED:
        return "Kỳ đã chốt số liệu, báo cáo không gửi được nữa"
    said = {
        Court.ENTERING: f"{unit.capitalize()} đang nhập",
        Court.SIGNING: f"Lãnh đạo {unit} đang xem xét, ký",
        Court.EXAMINING: f"{upper.capitalize()} đang thẩm định",
        Court.CORRECTING: f"{unit.capitalize()} đang chỉnh lý",
    }[court]
    days = found.spans[-1].days
    return f"{said}, ngày thứ {days}" if days else said


def court_words(span: CourtSpan, *, unit: str, upper: str) -> str:
    """What a side did in its days: "Xã nhập", "Tỉnh thẩm định"."""
    return {
        Court.ENTERING: f"{unit.capitalize()} nhập",
        Court.SIGNING: f"Lãnh đạo {unit} xem xét, ký",
        Court.EXAMINING: f"{upper.capitalize()} thẩm định",
        Court.CORRECTING: f"{unit.capitalize()} chỉnh lý",
    }[span.court]


def fair(*, unit: str, upper: str) -> str:
    """The rule that stands below every count of days."""
    return f"Thời gian {upper} thẩm định không tính vào thời gian chậm của {unit}."


def given_words(given: int, owed: int, kind: str, what: str = "") -> str:
    """ "158/166 xã, phường đã báo cáo Biểu 02."; a report that is called one was sent: "đã gửi Báo cáo tháng"."""
    verb = "đã gửi" if what.startswith("Báo cáo") else "đã báo cáo"
    return f"{padded(given)}/{padded(owed)} {kind} {verb} {what}".rstrip() + "."


def owing_words(count: int, kind: str, what: str, days: Sequence[int], *, again: bool = False) -> str:
    """ "08 xã, phường chưa gửi Biểu 02, quá hạn 03 ngày làm việc."; ``days`` of those that are overdue; "" for nobody.

    ``again``: it was sent and came back ("chưa gửi lại").
    """
    if not count:
        return ""
    said = f"{padded(count)} {kind} chưa gửi {'lại ' if again else ''}{what}"
    if not days:
        return f"{said}, chưa đến hạn."
    if len(days) < count:
        return f"{said}, trong đó {padded(len(days))} {kind} quá hạn {range_of_days(days)}."
    return f"{said}, quá hạn {range_of_days(days)}."
