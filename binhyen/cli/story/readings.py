"""Three texts of Tỉnh Mẫu: one read and approved beside the collected figures, one in progress with a fault of each kind, one
that nobody has read yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from importlib.resources import files

from binhyen.cli.story.days import moment
from binhyen.cli.story.people import People
from binhyen.cli.story.places import Places
from binhyen.cli.story.reports import EXPLAINED, endorse
from binhyen.directives.actions import accept_text
from binhyen.directives.models import Programme, SourceText
from binhyen.figures.actions import accept_figure, reject_figure, submit
from binhyen.figures.actions.readings import AcceptedFigure
from binhyen.figures.models import Submission
from binhyen.figures.queries.reports import findings_of
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State
from binhyen.foundation.span import Span
from binhyen.reader import Figure, read

HALF = Span(date(2026, 1, 1), date(2026, 6, 30))
# (words of the text, indicator, value scaled by its decimals, hedge)
Chosen = tuple[str, str, int, Qualifier]
CONFERENCE: Sequence[Chosen] = (
    ("gần 900 buổi", "COM04", 900, Qualifier.NEARLY),
    ("trên 50.000 lượt người", "COM05", 50000, Qualifier.OVER),
    ("khoảng 4.000 lượt tuần tra", "FRC04", 4000, Qualifier.ABOUT),
    ("297 điểm mô hình", "MOD02", 297, Qualifier.EXACT),
    ("160 vụ, việc", "MED03", 160, Qualifier.EXACT),
    ("144 vụ, việc", "MED04", 144, Qualifier.EXACT),
    ("hàng trăm nguồn tin", "TIP01", 100, Qualifier.HUNDREDS),
)
# R9 against the conference (sessions), R6 (attendances under sessions), R2 (settled over accepted), R4 (rate), R1 (over 100%)
POLICE: Sequence[Chosen] = (
    ("1.020 buổi", "COM04", 1020, Qualifier.EXACT),
    ("612 lượt người", "COM05", 612, Qualifier.EXACT),
    ("150 vụ, việc", "MED03", 150, Qualifier.EXACT),
    ("165 vụ, việc", "MED04", 165, Qualifier.EXACT),
    ("92%", "MED07", 9200, Qualifier.EXACT),
    ("101,5%", "STD02", 10150, Qualifier.EXACT),
)


def read_texts(places: Places, people: People) -> None:
    """Nam takes the texts in; Minh approves the first; of the second the figures wait in the draft; the third is untouched."""
    when = moment(date(2026, 7, 9), 1)
    conference = _take(
        places, people, "tin-hoi-nghi-so-ket.txt", "Tin hội nghị sơ kết 6 tháng đầu năm 2026 (minh họa)", when
    )
    told = _accept(conference, CONFERENCE, places, people, when)
    start, end = _place(conference.text, "06 tập thể", read(conference.text).figures)
    reject_figure(conference, start=start, end=end, actor=people.actors["nam"], now=when)
    reasons = {f.id: EXPLAINED for f in findings_of(told, today=when.date())}
    submit(told, reasons=reasons, actor=people.actors["nam"], now=when + timedelta(hours=1))
    endorse(told, people.actors["minh"], moment(date(2026, 7, 9), 2))
    police = _take(places, people, "bao-cao-cong-an-tinh.txt", "Báo cáo phối hợp 6 tháng đầu năm 2026 (minh họa)", when)
    _accept(police, POLICE, places, people, when)
    _take(
        places,
        people,
        "bao-cao-mat-tran-tinh.txt",
        "Báo cáo của Mặt trận Tổ quốc 6 tháng đầu năm 2026 (minh họa)",
        when,
    )


def _take(places: Places, people: People, name: str, title: str, now: datetime) -> SourceText:
    text = files("binhyen.cli.story").joinpath("texts", name).read_text(encoding="utf-8")
    return accept_text(
        text=text, title=title, publisher="Văn bản minh họa", published_on=date(2026, 7, 9), unit=places.province,
        programmes=Programme.objects.filter(code="MAU-01"), no_secrets=True, actor=people.actors["nam"], now=now,
    )  # fmt: skip


def _accept(source: SourceText, chosen: Sequence[Chosen], places: Places, people: People, now: datetime) -> Submission:
    told: Submission | None = None
    proposed = read(source.text).figures
    for words, code, value, hedge in chosen:
        start, end = _place(source.text, words, proposed)
        figure = AcceptedFigure(
            keys=[CellKey(code)], content=CellValue(State.REPORTED, value, None, hedge), is_percent=words.endswith("%"),
            unit=places.province, span=HALF, start=start, end=end, set_by_person=("unit",),
        )  # fmt: skip
        told = accept_figure(source, figure, actor=people.actors["nam"], now=now)
    assert told is not None
    return told


def _place(text: str, words: str, proposed: Sequence[Figure]) -> tuple[int, int]:
    """Where the reader proposes the figure of these words, so that page and decision agree; else the words themselves."""
    start = text.index(words)
    end = start + len(words)
    return next(((f.start, f.end) for f in proposed if f.start < end and start < f.end), (start, end))
