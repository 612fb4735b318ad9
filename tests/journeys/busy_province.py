"""The province of the cast at work: ``python -m tests.journeys.busy_province`` adds it to the data of BINHYEN_DATA_DIR.

May 2026 is approved and closed, with a correction that waits. In June one report waits for the desk, one was sent back and
one waits for its leader; in July one is being entered. One text is approved, one waits, one is on the desk. One review. The desk asked for October with an outline and for two figures in haste, keeps a layout of
another programme, made a key for a program; its leader handed her work over for a day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import django

from tests.conftest import NOW

if TYPE_CHECKING:
    from binhyen.directives.models import SourceText
    from binhyen.foundation.span import Span
    from tests.cast import Cast

REPORT = (
    "Hội nghị đánh giá công tác tháng 5\n\n"
    "Trong tháng 5 năm 2026, toàn tỉnh đã tổ chức {sessions} buổi tuyên truyền với trên 1.200 lượt người tham dự.\n"
)
CLASH = (
    "Tổng hợp mô hình\n\n"
    "Đến nay, toàn tỉnh duy trì 90 điểm mô hình, trong đó có 60 điểm do Công an chủ trì và 50 điểm do Mặt trận Tổ quốc "
    "chủ trì. Có 40 khu dân cư đăng ký.\n"
)


def main() -> None:
    """Tell all of it through the actions of the people."""
    django.setup()
    tell_reports(NOW)
    tell_texts(NOW)
    make_review(NOW)
    ask_and_hand_over(NOW)


def tell_reports(now: datetime) -> None:
    """Reports by form in every stage, one closed month, one correction."""
    from binhyen.collection.actions.attachments import attach
    from binhyen.collection.actions.papers import SignedAs, number_paper
    from binhyen.figures.actions import close_period, correct, present, send_back
    from binhyen.figures.models import Cell, Period
    from tests.cast import MONTHLY, approved, entered, month_cells, number, submitted
    from tests.cast import key as line

    cast = found_cast()
    may, june, july = (month(n) for n in (5, 6, 7))
    for unit in (cast.tan_an, cast.tan_binh, cast.tan_cuong):
        approved(cast, unit, may, month_cells(), now)
    period = Period.objects.get(starts_on=may.start, ends_on=may.last)
    close_period(form_code=MONTHLY, province=cast.province, period=period, actor=cast.minh, now=now)
    patrols = Cell.objects.get(unit=cast.tan_an, indicator__code="FRC05", period=period)
    correct(patrols, number(96), reason="Cộng sót một thôn.", document="12/BC-UBND", actor=cast.nam, now=now)
    sent = submitted(cast, cast.tan_an, june, month_cells(), now)
    attach(sent, line="FRC04", name="so-tuan-tra.pdf", content=b"%PDF-1.4 so", no_secrets=True, actor=cast.lan, now=now)
    signed = SignedAs("45", "BC-UBND", june.last, "Chủ tịch UBND xã")
    number_paper(sent, signed, file=None, actor=cast.lan, now=now)
    returned = submitted(cast, cast.tan_binh, june, month_cells(), now)
    send_back(returned, cells=[line("FRC04")], reason="Đối chiếu lại sổ.", actor=cast.minh, now=now)
    waiting = entered(cast, cast.tan_cuong, june, month_cells(), now)
    present(waiting, reasons={}, actor=cast.officers[cast.tan_cuong.pk], now=now)
    entered(cast, cast.tan_an, july, {**month_cells(), line("MED04"): number(40)}, now)


def tell_texts(now: datetime) -> None:
    """Two texts with a figure each, one of them approved; one text that contradicts itself, undecided."""
    from binhyen.figures.actions import accept_figure, submit
    from binhyen.figures.actions.readings import AcceptedFigure
    from binhyen.figures.queries.reports import findings_of
    from binhyen.figures.rules.cells import CellKey, CellValue, State
    from tests.cast import read_and_approve

    cast = found_cast()
    for sessions in (31, 32):
        source = take_in(REPORT.format(sessions=sessions), f"Tin hội nghị, {sessions} buổi", now)
        words = f"{sessions} buổi"
        start = source.text.index(words)
        told = accept_figure(
            source,
            AcceptedFigure(
                keys=[CellKey("COM04")], content=CellValue(State.REPORTED, sessions), is_percent=False,
                unit=cast.province, span=month(5), start=start, end=start + len(words),
            ),
            actor=cast.nam, now=now,
        )  # fmt: skip
        reasons = {finding.id: "Giữ như văn bản." for finding in findings_of(told, today=now.date())}
        submit(told, reasons=reasons, actor=cast.nam, now=now)
        if sessions == 31:
            read_and_approve(told, actor=cast.minh, now=now)
    take_in(CLASH, "Tổng hợp mô hình", now)


def make_review(now: datetime) -> None:
    """Hoa's interim review of May."""
    from binhyen.directives.queries import programme_by_code
    from binhyen.figures.actions import programme_reads
    from binhyen.reviews.actions import draft
    from binhyen.reviews.material import Kind

    cast, programme = found_cast(), programme_by_code("CTPH-09")
    programme_reads(programme=programme, indicators=["COM04", "COM05", "FRC04", "MED03", "MED04"], actor=None, now=now)
    draft(
        programme=programme, unit=cast.province, span=month(5), kind=Kind.INTERIM, actor=cast.hoa,
        now=now,
    )  # fmt: skip


def ask_and_hand_over(now: datetime) -> None:
    """Minh asks twice, keeps a layout, makes a key; Hoa hands her work over for a day; an activity of Tân An is in the book."""
    from binhyen.collection.actions import Asked, Haste, Section, ask_quickly, make_request
    from binhyen.collection.actions.activities import add_activity
    from binhyen.collection.actions.workbooks import keep_layout
    from binhyen.collection.rules.activities import Entry
    from binhyen.foundation.span import Span
    from binhyen.organisation.actions import delegate
    from binhyen.organisation.actions.tokens import make_token
    from tests.cast import MONTHLY

    cast, due = found_cast(), datetime(2026, 12, 10, 10, tzinfo=UTC)
    outline = (Section("Kết quả nổi bật"), Section("Tồn tại, hạn chế"))
    asked = Asked("Báo cáo tháng 10", ((MONTHLY, month(10)),), due, sections=outline)
    make_request(asked, actor=cast.minh, now=now)
    days = Span(date(2026, 11, 1), date(2026, 11, 20))
    ask_quickly(Haste("Số liệu tuyên truyền", ("COM04", "FRC04"), days, due), actor=cast.minh, now=now)
    keep_layout(name="Biểu của ngành", content=other_layout(), owner=cast.province, actor=cast.minh, now=now)
    make_token(
        post=cast.minh.post, label="Kho số liệu", read_only=True, expires_on=due.date(), actor=cast.minh, now=now
    )
    delegate(
        cast.hoa.post, to=cast.minh.user, starts_on=now.date(), ends_on=now.date(), reason="đi công tác", actor=cast.hoa,
        now=now,
    )  # fmt: skip
    entry = Entry(date(2026, 6, 4), "tuan_tra", "", 30, 90, "toàn xã")
    add_activity(entry, unit=cast.tan_an, actor=cast.lan, now=now)


def other_layout() -> bytes:
    """A workbook of another programme with the name of one of our figures in a cell."""
    from openpyxl import Workbook

    book, out = Workbook(), BytesIO()
    sheet = book.active
    sheet["A1"], sheet["B1"] = "Số buổi", "{{COM04}}"
    book.save(out)
    return out.getvalue()


def month(number: int) -> Span:
    """A month of 2026."""
    from binhyen.figures.rules.periods import shift_months
    from binhyen.foundation.span import Span

    start = date(2026, number, 1)
    return Span(start, shift_months(start, 1) - timedelta(days=1))


def take_in(text: str, title: str, now: datetime) -> SourceText:
    """Nam takes a text of the province in."""
    from binhyen.directives.actions import accept_text

    cast = found_cast()
    return accept_text(
        text=text,
        title=title,
        published_on=date(2026, 6, 5),
        unit=cast.province,
        no_secrets=True,
        actor=cast.nam,
        now=now,
    )


def found_cast() -> Cast:
    """The people and places of ``tests/cast.py``, as they are in the present database."""
    from binhyen.organisation.models import Unit, User
    from binhyen.organisation.queries import actor_for
    from tests.cast import Cast

    units = Unit.objects.in_bulk(
        field_name="uid", id_list=["thu", "khac", "thu-tan-an", "thu-tan-binh", "thu-tan-cuong"]
    )
    people = {user.username: actor_for(user, NOW.date()) for user in User.objects.all()}
    tan_an, tan_binh, tan_cuong = (units[f"thu-tan-{name}"] for name in ("an", "binh", "cuong"))
    names = {tan_an: ("lan", "binh")}
    seats = {
        unit.pk: names.get(unit, (f"canbo.{unit.uid}", f"lanhdao.{unit.uid}")) for unit in (tan_an, tan_binh, tan_cuong)
    }
    return Cast(
        province=units["thu"], elsewhere=units["khac"], tan_an=tan_an, tan_binh=tan_binh, tan_cuong=tan_cuong,
        officers={pk: people[officer] for pk, (officer, _) in seats.items()},
        leaders={pk: people[leader] for pk, (_, leader) in seats.items()},
        admin=people["quantri"], **{name: people[name] for name in ("lan", "binh", "minh", "nam", "hoa", "quan", "tuan")},
    )  # fmt: skip


if __name__ == "__main__":
    main()
