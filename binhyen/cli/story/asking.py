"""What the province asks for and what comes with the figures: a request with its outline, one in haste, words, a signed paper."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from binhyen.cli.story.people import People
from binhyen.cli.story.places import Places
from binhyen.cli.story.reports import MONTHLY, OPEN_MONTH, moment
from binhyen.collection.actions.activities import add_activity
from binhyen.collection.actions.papers import SignedAs, number_paper, offices_of
from binhyen.collection.actions.requests import Asked, Haste, Section, ask_quickly, make_request
from binhyen.collection.actions.words import Typed, save_words
from binhyen.collection.models import ReportRequest
from binhyen.collection.queries.calendar import working_days
from binhyen.collection.rules.activities import Entry
from binhyen.figures.models import Submission
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
# Days ago, kind, host, times, attendances, place
BOOK = (
    (27, "tuyen_truyen", "ca", 1, 62, "khu dân cư Đông Lộc"),
    (22, "tuan_tra", "", 2, 11, ""),
    (17, "tuyen_truyen", "mttq_ctxh", 1, 48, "khu dân cư Yên Trung"),
    (13, "hoi_nghi", "", 1, None, ""),
    (8, "tuan_tra", "", 3, 17, ""),
    (4, "tuyen_truyen", "cqdnth", 1, 210, ""),
)


def tell_asking(places: Places, people: People, now: datetime) -> None:
    """The monthly request of July 2026 with words of three communes and a signed paper; today's haste and An Lộc's book."""
    minh = people.actors["minh"]
    request = make_request(
        Asked(
            subject="Báo cáo kết quả phong trào toàn dân bảo vệ an ninh Tổ quốc tháng 7 năm 2026",
            forms=((MONTHLY, OPEN_MONTH),), symbol="112/CV-BCĐ", due_at=local(date(2026, 8, 5), 17), sections=OUTLINE,
        ),
        actor=minh, now=moment(date(2026, 7, 20), 0),
    )  # fmt: skip
    _words(request, places, people)
    _book(places, people, now)
    _paper(places, people)
    _haste(people, now)


def local(day: date, hour: int) -> datetime:
    """The hour of a day in Việt Nam."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())


def _words(request: ReportRequest, places: Places, people: People) -> None:
    for slug, texts in WORDS.items():
        boxes = {at: Typed(text, 0) for at, text in enumerate(texts, start=1) if text}
        actor, at = people.officers[slug], moment(OPEN_MONTH.last, 2)
        save_words(request, places.units[slug], boxes, actor=actor, now=at)


def _book(places: Places, people: People, now: datetime) -> None:
    """The last thirty days of An Lộc: what the request in haste can be filled from."""
    today = timezone.localtime(now).date()
    for ago, kind, host, times, attendances, area in BOOK:
        entry = Entry(today - timedelta(days=ago), kind, host, times, attendances, area)
        add_activity(entry, unit=places.units["an-loc"], actor=people.actors["lan"], now=now)


def _paper(places: Places, people: People) -> None:
    sent = Submission.objects.select_related("unit", "period", "form_version").get(
        unit=places.units["dong-ngan"], form_code=MONTHLY, period__starts_on=OPEN_MONTH.start
    )
    signed = SignedAs("57", "BC-UBND", date(2026, 8, 3), offices_of(sent)[0])
    number_paper(sent, signed, file=None, actor=people.officers["dong-ngan"], now=moment(date(2026, 8, 3), 1))


def _haste(people: People, now: datetime) -> None:
    """Five figures of the last thirty days, by the next working day but one: the one deadline of the demo still ahead."""
    today = timezone.localtime(now).date()
    ask_quickly(
        Haste(
            subject="Báo cáo nhanh kết quả tuyên truyền, tuần tra 30 ngày qua",
            indicators=("COM04", "COM05", "FRC04", "FRC05", "MED03"),
            span=Span(today - timedelta(days=30), today - timedelta(days=1)),
            due_at=local(working_days().after(today, 2), 15),
        ),
        actor=people.actors["minh"], now=now,
    )  # fmt: skip
