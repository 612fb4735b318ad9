"""What the province asks for and what comes with the figures: a request with its outline, one in haste, words, a signed paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone

from binhyen.cli.story.days import Days, moment, working_day
from binhyen.cli.story.numbers import Cells, chance, number
from binhyen.cli.story.places import Places
from binhyen.cli.story.reports import MONTHLY, Teller, endorse
from binhyen.collection.actions.activities import add_activity
from binhyen.collection.actions.papers import SignedAs, number_paper, offices_of
from binhyen.collection.actions.requests import Asked, Haste, Section, ask_quickly, make_request
from binhyen.collection.actions.words import Typed, save_words
from binhyen.collection.models import ReportRequest
from binhyen.collection.rules.activities import Entry
from binhyen.figures.models import Submission
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.span import Span

OUTLINE = (
    Section("Kết quả nổi bật", "Việc làm được trong kỳ, cách làm hay."),
    Section("Tồn tại, hạn chế"),
    Section("Nguyên nhân"),
    Section("Kiến nghị, đề xuất"),
)
WORDS = {
    "dong-ngan": (
        "Duy trì đều các buổi tuyên truyền ở khu dân cư; mô hình Cổng trường an toàn được nhân thêm ở trường trung học cơ sở.",
        "Một số tổ chưa ghi sổ tuần tra đầy đủ.",
        "Tổ mới kiện toàn, chưa quen cách ghi sổ.",
        "Đề nghị tỉnh tập huấn cách ghi sổ cho tổ bảo vệ an ninh, trật tự.",
    ),
    "kim-son": (
        "Công tác hòa giải ở cơ sở được quan tâm, các vụ, việc tiếp nhận trong tháng đều được giải quyết.",
        "Tuyên truyền trên hệ thống truyền thanh chưa thường xuyên.",
        "Cụm loa ở hai khu dân cư đang sửa chữa.",
        "",
    ),
    "tran-phu": (
        "Phong trào được lồng ghép trong sinh hoạt của các chi hội.",
        "",
        "",
        "Đề nghị cấp mẫu sổ theo dõi mới.",
    ),
}
# Kind, host, times, attendances, place
BOOK = (
    ("tuyen_truyen", "ca", 1, 62, "khu dân cư Đông Lộc"),
    ("tuan_tra", "", 2, 11, ""),
    ("tuyen_truyen", "mttq_ctxh", 1, 48, "khu dân cư Yên Trung"),
    ("hoi_nghi", "", 1, None, ""),
    ("tuan_tra", "", 3, 17, ""),
    ("tuyen_truyen", "cqdnth", 1, 210, ""),
)


# Who has not answered the request in haste
LATE = ("an-loc", "binh-giang", "nam-ninh-moi")
HASTY = ("COM04", "COM05", "FRC04", "FRC05", "MED03")


def tell_asking(teller: Teller) -> None:
    """The request for the open month with words of three communes and a signed paper; one in haste, and An Lộc's book."""
    days, minh = teller.days, teller.people.actors["minh"]
    month = days.open_month
    asked_on = working_day(month.last - timedelta(days=12), 0)
    request = make_request(
        Asked(
            subject=f"Báo cáo kết quả phong trào toàn dân bảo vệ an ninh Tổ quốc {periods.name(month)}",
            forms=((MONTHLY, month),), symbol="112/CV-BCĐ", due_at=local(days.ahead(3), 17), sections=OUTLINE,
        ),
        actor=minh, now=moment(asked_on, 0),
    )  # fmt: skip
    _words(request, teller)
    _book(teller)
    _paper(teller)
    _haste(teller)


def local(day: date, hour: int) -> datetime:
    """The hour of a day in Việt Nam."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())


def _words(request: ReportRequest, teller: Teller) -> None:
    for slug, texts in WORDS.items():
        boxes = {at: Typed(text, 0) for at, text in enumerate(texts, start=1) if text}
        actor, at = teller.people.officers[slug], moment(teller.days.open_month.last, 2)
        save_words(request, teller.places.units[slug], boxes, actor=actor, now=at)


def _book(teller: Teller) -> None:
    """An Lộc's days since the open month: what the request in haste can be filled from. Meetings are held on working days."""
    days, unit, lan = teller.days, teller.places.units["an-loc"], teller.people.actors["lan"]
    after, until = days.open_month.last, _asked_on(days) - timedelta(days=1)
    for n, (kind, host, times, attendances, area) in enumerate(BOOK, start=1):
        day = after + (until - after) * n // len(BOOK)
        held = working_day(day, 0) if kind == "hoi_nghi" else day
        add_activity(
            Entry(held, kind, host, times, attendances, area), unit=unit, actor=lan, now=moment(days.back(2), 0)
        )


def _paper(teller: Teller) -> None:
    month = teller.days.open_month
    sent = Submission.objects.select_related("unit", "period", "form_version").get(
        unit=teller.places.units["dong-ngan"], form_code=MONTHLY, period__starts_on=month.start
    )
    signed = SignedAs("57", "BC-UBND", working_day(month.last, 3), offices_of(sent)[0])
    number_paper(sent, signed, file=None, actor=teller.people.officers["dong-ngan"], now=moment(month.last, 4))


def _asked_on(days: Days) -> date:
    """The day of the request in haste."""
    return days.back(3)


def _haste(teller: Teller) -> None:
    """Five figures of thirty days, asked for by the afternoon of the day after the next: three communes are late."""
    days, minh = teller.days, teller.people.actors["minh"]
    on = _asked_on(days)
    request = ask_quickly(
        Haste(
            subject="Báo cáo nhanh kết quả tuyên truyền, tuần tra 30 ngày qua", indicators=HASTY,
            span=Span(on - timedelta(days=30), on - timedelta(days=1)), due_at=local(days.back(1), 15),
        ),
        actor=minh, now=moment(on, 0),
    )  # fmt: skip
    form = request.forms.select_related("period").get()
    _answer(teller, form.form_code, form.period.span, (s for s in teller.places.on(days.last) if s not in LATE))


def _answer(teller: Teller, form: str, span: Span, slugs: Iterable[str]) -> None:
    """Those who answered on the day after they were asked; the desk approves on the following one."""
    days = teller.days
    for slug in slugs:
        told = teller.enter(form, slug, span, _thirty_days(slug, teller.places), moment(days.back(2), 0))
        teller.hand_in(told, slug, moment(days.back(2), 0))
        endorse(told, teller.people.actors["minh"], moment(days.back(1), 0))


def _thirty_days(slug: str, places: Places) -> Cells:
    rng = chance("haste", slug)
    areas = places.areas[slug]
    sessions, patrols, cases = areas // 2 + rng.randint(0, 4), areas * 2 + rng.randint(0, 9), 1 + rng.randint(0, 2)
    said = (sessions, sessions * rng.randint(44, 60), patrols, patrols * 4, cases)
    return {CellKey(code): number(value) for code, value in zip(HASTY, said, strict=True)}
