"""One row of the work queue: when, what, how far, whose turn, and the one thing to press."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from binhyen.collection.queries.deadlines import Deadline
from binhyen.figures.models import Correction, Submission
from binhyen.figures.queries.queue import Given, ReturnedLine
from binhyen.figures.queries.schedule import Report
from binhyen.figures.rules import periods
from binhyen.figures.rules.moves import Stage
from binhyen.figures.texts import STAGES
from binhyen.foundation import vietnamese
from binhyen.web.figures.addresses import sheet_url
from binhyen.web.figures.marks import CHIPS, NOT_BEGUN
from binhyen.web.templatetags.binhyen import cell as cell_text

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@dataclass(frozen=True)
class Action:
    """What can be pressed."""

    url: str
    label: str
    primary: bool = False


@dataclass(frozen=True)
class Job:
    """One row, as ``partials/job.html`` prints it."""

    day: str
    day_note: str
    title: str
    url: str
    done: int = 0
    total: int = 0
    soon: bool = False
    states: Sequence[dict[str, str]] = ()
    notes: Sequence[str] = ()
    actions: Sequence[Action] = ()
    returned: Sequence[dict[str, str]] = field(default_factory=list)


def short_day(day: date) -> str:
    """A day of the year in a narrow column: "05/6", "30/11"."""
    return vietnamese.short_date(day).rsplit("/", 1)[0]


def ago(moment: datetime, today: date) -> str:
    """ "hôm nay", "hôm qua", "04 ngày trước"; of older days the year, where it is another."""
    day = timezone.localtime(moment).date()
    days = (today - day).days
    if days <= 0:
        return "hôm nay"
    if days == 1:
        return "hôm qua"
    if days < 60:
        return f"{vietnamese.padded(days)} ngày trước"
    return "" if day.year == today.year else f"năm {day.year}"


def until(day: date, today: date) -> str:
    """ "hết kỳ, còn 09 ngày", "hết kỳ hôm nay", "đã hết kỳ"."""
    left = (day - today).days
    if left < 0:
        return "đã hết kỳ"
    return "hết kỳ hôm nay" if left == 0 else f"hết kỳ, còn {vietnamese.padded(left)} ngày"


def report_title(report: Report) -> str:
    """The form and the period."""
    return f"{report.form.short_title}, {periods.name(report.span)}"


def chip(stage: Stage | None) -> dict[str, str]:
    """The state of a report."""
    return {"kind": CHIPS[stage], "text": STAGES[stage] if stage else NOT_BEGUN}


def report_job(
    report: Report,
    label: str,
    today: date,
    *,
    deadline: Deadline | None = None,
    readers: int = 0,
    primary: bool = False,
) -> Job:
    """A report of a commune that someone there has to enter or to send; ``readers`` programmes use it."""
    url = sheet_url(report.form.code, report.unit.unit.uid, report.span)
    due = deadline.at.date() if deadline else report.span.last
    notes = [_asked(deadline)] if deadline else []
    notes += [f"Số liệu dùng chung cho {vietnamese.padded(readers)} chương trình"] if readers else []
    return Job(
        day=short_day(due), day_note=left(deadline.at, today) if deadline else until(due, today),
        title=report_title(report), url=url, done=report.filled, total=report.total,
        soon=is_soon(deadline, report, today), states=[chip(report.stage)], notes=notes, actions=[Action(url, label, primary)],
    )  # fmt: skip


def _asked(deadline: Deadline) -> str:
    """The deadline in words, and the request that set it."""
    said = deadline.words[:1].upper() + deadline.words[1:]
    return f"{said} ({deadline.basis})" if deadline.request else said


def left(at: datetime, today: date) -> str:
    """ "hôm nay, 17 giờ 00", "ngày mai, 17 giờ 00", "thứ Tư, 17 giờ 00", "đã quá hạn"; the words beside it count the days."""
    days = (at.date() - today).days
    if days < 0:
        return "đã quá hạn"
    if days <= 1:
        return f"{'ngày mai' if days else 'hôm nay'}, {at:%H} giờ {at:%M}"
    weekday = WEEKDAYS[at.weekday()]
    return f"{weekday[0].lower()}{weekday[1:]}, {at:%H} giờ {at:%M}"


def is_soon(deadline: Deadline | None, report: Report, today: date) -> bool:
    """Whether it presses: the deadline is past or within two days, or without a deadline the period is over."""
    if deadline is None:
        return report.span.last < today
    return report.span.last < today and (deadline.at.date() - today).days <= 2


def returned_job(report: Report, lines: Sequence[ReturnedLine], label: str, today: date, *, office: str) -> Job:
    """A report that came back: from which office (of the province; else the unit's leader), which lines, why, until when."""
    given = report.submission
    assert given is not None
    url = sheet_url(report.form.code, report.unit.unit.uid, report.span)
    due, decided = given.due_on, given.decided_at or given.presented_at
    frozen = report.total - len(lines)
    notes = [f"{vietnamese.padded(frozen)} chỉ tiêu còn lại giữ nguyên"] if lines else [given.reason]
    who = f"{office} trả lại{_at(decided)}" if report.stage is Stage.SENT_BACK else "Lãnh đạo trả lại"
    return Job(
        day=short_day(due) if due else short_day(timezone.localtime(decided).date()) if decided else "",
        day_note=_due_note(due, decided, today), title=report_title(report),
        url=url, soon=due is not None and (due - today).days <= 2, states=[{"kind": "returned", "text": who}], notes=notes,
        actions=[Action(url, label.format(vietnamese.padded(len(lines)) if lines else ""), True)],
        returned=[
            {"name": line.name, "text": f"{cell_text(line.content, line.decimals)} {line.unit_of_count}", "reason": line.reason}
            for line in lines
        ],
    )  # fmt: skip


def _at(moment: datetime | None) -> str:
    """ " 16 giờ 40, 15/6": the hour and day that follow what was done."""
    at = timezone.localtime(moment) if moment else None
    return f" {at:%H} giờ {at:%M}, {short_day(at.date())}" if at else ""


def _due_note(due: date | None, decided: datetime | None, today: date) -> str:
    if due is not None:
        return "quá hạn gửi lại" if due < today else "hạn gửi lại"
    return ago(decided, today) if decided else ""


def progress_job(report: Report, today: date) -> Job:
    """A report that now waits for someone else, or is done."""
    given = report.submission
    assert given is not None
    moment = given.decided_at or given.submitted_at or given.presented_at
    url = sheet_url(report.form.code, report.unit.unit.uid, report.span)
    return Job(
        day=short_day(timezone.localtime(moment).date()) if moment else short_day(report.span.last),
        day_note=ago(moment, today) if moment else "", title=report_title(report), url=url, states=[chip(report.stage)],
    )  # fmt: skip


def given_url(submission: Submission) -> str:
    """Where a report is opened: its form, or the text that it is read from; from that text's own page while it is a draft."""
    if submission.source is not None:
        reading = submission.stage == Stage.DRAFT and bool(submission.source.text)
        return reverse("source" if reading else "source_approval", args=[submission.source.pk])
    return sheet_url(submission.form_code, submission.unit, submission.period.span)


def given_job(given: Given, label: str, today: date, *, primary: bool = False) -> Job:
    """A report on the desk: by a form, or read from a text. Without a label the title alone leads to it."""
    submission = given.submission
    moment = submission.decided_at or submission.submitted_at
    day = timezone.localtime(moment).date() if moment else submission.source.accepted_on if submission.source else None
    if submission.form_version is not None:
        title = f"{given.unit}: {submission.form_version.short_title}, {periods.name(submission.period.span)}"
    else:
        title = f"{given.unit}: số liệu từ “{submission.source}”, {periods.name(submission.period.span)}"
    notes = [f"{vietnamese.padded(given.lines)} chỉ tiêu"]
    if submission.version > 1:
        notes.append(f"gửi lần {submission.version}")
    if given.is_own and submission.stage == Stage.SUBMITTED:
        notes.append("đồng chí đã trình hoặc gửi, người khác phê duyệt")
    url = given_url(submission)
    return Job(
        day=short_day(day) if day else "", day_note=ago(moment, today) if moment else "ngày đưa vào" if day else "",
        title=title, url=url, states=[chip(Stage(submission.stage))], notes=notes,
        actions=[Action(url, label, primary and not given.is_own)] if label else [],
    )  # fmt: skip


def correction_job(correction: Correction, name: str, today: date) -> Job:
    """A correction that waits for a second person."""
    url = reverse("figure", args=[correction.version.cell_id])
    return Job(
        day=short_day(timezone.localtime(correction.requested_at).date()), day_note=ago(correction.requested_at, today),
        title=f"Đính chính: {name}", url=url, states=[{"kind": "waiting", "text": "Chờ phê duyệt"}],
        notes=[correction.reason], actions=[Action(url, "Xem")],
    )  # fmt: skip


def board_line(found: Any) -> dict[str, Any]:
    """How one form's last period stands: n of m, and the way there."""
    given = found.count(Stage.SUBMITTED, Stage.APPROVED)
    return {
        "title": f"{found.form.short_title}, {periods.name(found.span)}",
        "url": f"{reverse('figures')}?bieu={found.form.code}&ky={found.span.start}_{found.span.last}",
        "given": given, "approved": found.count(Stage.APPROVED), "all": len(found.reports), "closed": found.lock is not None,
    }  # fmt: skip
