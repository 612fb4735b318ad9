"""The work queue of each role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from binhyen.collection.queries.deadlines import Deadline, Wanted, deadlines_of
from binhyen.collection.queries.reminders import Reminder, own_reminders, reminders_for
from binhyen.figures.queries.names import post_titles
from binhyen.figures.queries.queue import DeskQueue, Queue, commune_queue, desk_queue, last_boards
from binhyen.figures.queries.schedule import Report
from binhyen.figures.rules import periods
from binhyen.figures.rules.moves import Stage
from binhyen.foundation import vietnamese
from binhyen.organisation.actor import Actor
from binhyen.organisation.rules import Level, Role
from binhyen.web.actor import actor_of, nav_for, today
from binhyen.web.figures.addresses import sheet_url
from binhyen.web.figures.lists import board_headline
from binhyen.web.work.jobs import (
    WEEKDAYS,
    Job,
    board_line,
    correction_job,
    given_job,
    progress_job,
    report_job,
    report_title,
    returned_job,
    short_day,
)

RECENT = timedelta(days=45)
"""What was approved so long ago is still told of; older reports stand on the page of reports."""


@dataclass(frozen=True)
class Section:
    """One part of the queue; ``why`` and ``who`` speak where it is empty."""

    id: str
    title: str
    jobs: Sequence[Job]
    count: int
    why: str
    who: str = ""


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """What this post must do, what came back, what waits, what is done."""
    actor = actor_of(request)
    day = today()
    if actor.unit.level == Level.COMMUNE:
        context = _commune(actor, day)
    elif actor.role is Role.PROVINCIAL_DESK:
        context = _desk(actor, day)
    else:
        context = _reader(actor, day)
    context["day"] = f"{WEEKDAYS[day.weekday()]}, {vietnamese.short_date(day)}"
    return render(request, "web/work.html", context)


def _commune(actor: Actor, day: date) -> dict[str, Any]:
    queue = commune_queue(actor, day)
    leader = actor.role is Role.COMMUNE_LEADER
    owed = [*queue.todo, *queue.returned, *queue.entering]
    due = deadlines_of(actor.unit, {(r.form.code, r.span) for r in owed}, day)
    queue.todo.sort(key=lambda r: due[r.form.code, r.span].at.date() if (r.form.code, r.span) in due else r.span.last)
    todo = [
        report_job(
            report, _label(report, leader), day, deadline=due.get((report.form.code, report.span)),
            readers=queue.readers.get(report.form.pk, 0), primary=leader or report.span.last < day,
        )
        for report in queue.todo
    ]  # fmt: skip
    offices = _offices(queue)
    back = [
        returned_job(
            r, queue.returned_lines.get(r.submission.pk, ()), "Xem" if leader else "Chỉnh lý {} chỉ tiêu", day,
            office=offices.get(r.submission.decided_by_post or 0) or "Tỉnh",
        )
        for r in queue.returned
        if r.submission
    ]  # fmt: skip
    done = [r for r in queue.done if r.submission and _is_recent(r.submission.decided_at, day)]
    sections = [
        Section("viec", "Việc cần làm", todo, len(todo), *_nothing_to_do(leader)),
        Section("tra-lai", "Trả lại để chỉnh lý", back, len(back), "Không có báo cáo nào bị trả lại."),
        Section("cho", "Chờ phê duyệt", [progress_job(r, day) for r in queue.waiting], len(queue.waiting),
                "Không có báo cáo nào đang chờ.", "Báo cáo đã gửi do Cơ quan Thường trực Ban Chỉ đạo tỉnh phê duyệt."),
        Section("xong", "Đã hoàn thành trong kỳ", [progress_job(r, day) for r in done], len(done),
                "Chưa có báo cáo nào được phê duyệt trong kỳ."),
    ]  # fmt: skip
    return {
        "sections": sections,
        "headline": _commune_headline(queue, leader, day, due),
        "court": _court(queue),
        "coming": coming(due.items(), queue, day),
        "reminders": _linked(own_reminders(owed, actor.unit, day)),
    }


def _offices(queue: Queue) -> dict[int, str]:
    """By post the office that sent something back; "" where its title names none."""
    titles = post_titles(r.submission.decided_by_post for r in queue.returned if r.submission)
    return {pk: title.partition(", ")[2] for pk, title in titles.items()}


def _is_recent(moment: datetime | None, day: date) -> bool:
    """Whether it belongs to the period that is being worked on."""
    return moment is not None and timezone.localtime(moment).date() >= day - RECENT


def _linked(reminders: Iterable[Reminder]) -> list[dict[str, str]]:
    """Each reminder with where it is followed: a unit's own report, for a province the board of who still owes it."""
    found = []
    for one in reminders:
        url = sheet_url(one.form.code, one.unit, one.span)
        if one.unit.level == Level.PROVINCE:
            asked = {"ngay": f"{one.span.last}", "bieu": f"{one.form.code}:{one.span.start}"}
            url = f"{reverse('timeliness')}?{urlencode(asked)}"
        found.append({"sentence": one.sentence, "url": url})
    return found


def _label(report: Report, leader: bool) -> str:
    return "Xem, ký gửi" if leader else "Nhập tiếp" if report.submission else "Nhập số liệu"


def coming(due: Iterable[tuple[Wanted, Deadline]], queue: Queue, day: date) -> list[dict[str, str]]:
    """The next deadlines in order: day, hour, what; of what came back the day by which it was asked for again."""
    again = {(r.form.code, r.span): r.submission.due_on for r in queue.returned if r.submission and r.submission.due_on}
    owed = [*queue.todo, *queue.returned, *queue.entering]
    titles = {(r.form.code, r.span): report_title(r) for r in owed}
    by = [
        (one.at if key not in again else datetime.combine(again[key], one.at.timetz()), titles[key]) for key, one in due
    ]
    ahead = sorted((one for one in by if one[0].date() >= day), key=lambda one: one[0])
    return [{"day": short_day(at.date()), "hour": f"{at:%H} giờ {at:%M}", "title": title} for at, title in ahead[:5]]


def _nothing_to_do(leader: bool) -> tuple[str, str]:
    if leader:
        return "Không có báo cáo nào chờ ký gửi.", "Cán bộ tổng hợp của đơn vị nhập và trình báo cáo."
    return "Không có báo cáo nào phải nhập.", "Biểu mẫu do Cơ quan Thường trực Ban Chỉ đạo tỉnh giao."


def _commune_headline(queue: Queue, leader: bool, day: date, due: Mapping[Wanted, Deadline]) -> str:
    """The most pressing thing as a sentence, then what came back; what came back before periods that are not over."""
    parts: list[str] = []
    first = queue.todo[0] if queue.todo else None
    if first is not None and leader:
        parts.append(f"{vietnamese.padded(len(queue.todo))} báo cáo chờ ký gửi.")
    elif first is not None and first.span.last < day:
        missing = first.total - first.filled
        rest = f"còn {vietnamese.padded(missing)} chỉ tiêu chưa nhập" if missing else "chưa trình"
        title = first.form.short_title if first.form.calendar == periods.ONCE else report_title(first)
        parts.append(f"{title} {_pressing(due.get((first.form.code, first.span)), day)}, {rest}.")
    elif first is not None:
        parts.append(f"{vietnamese.padded(len(queue.todo))} báo cáo phải nhập, kỳ báo cáo chưa kết thúc.")
    if queue.returned:
        at = 0 if first is not None and not leader and first.span.last >= day else len(parts)
        lines = sum(len(found) for found in queue.returned_lines.values())
        said = f"{vietnamese.padded(len(queue.returned))} báo cáo bị trả lại"
        parts.insert(at, f"{said} với {vietnamese.padded(lines)} chỉ tiêu phải chỉnh lý." if lines else f"{said}.")
    if not parts:
        parts.append("Không có báo cáo nào chờ ký gửi." if leader else "Không còn việc phải làm.")
    owed = [due.get((report.form.code, report.span)) for report in queue.entering]
    late = sum(1 for deadline in owed if deadline is not None and deadline.at.date() < day)
    if late:
        parts.append(f"{vietnamese.padded(late)} báo cáo đã quá hạn, cán bộ tổng hợp chưa trình.")
    return " ".join(parts)


def _pressing(deadline: Deadline | None, day: date) -> str:
    """ "đến hạn 17 giờ 00 ngày mai", "đã quá hạn", without a deadline "đã hết kỳ"."""
    if deadline is None:
        return "đã hết kỳ"
    days = (deadline.at.date() - day).days
    if days < 0:
        return "đã quá hạn"
    when = "hôm nay" if not days else "ngày mai" if days == 1 else f"ngày {short_day(deadline.at.date())}"
    return f"đến hạn {deadline.at:%H} giờ {deadline.at:%M} {when}"


def _court(queue: Queue) -> list[dict[str, str]]:
    """Whose turn it is with each open report."""
    entering = [r for r in [*queue.todo, *queue.entering] if r.submission and r.stage is not Stage.PRESENTED]
    turns = ((entering, "Xã nhập"), (queue.returned, "Xã chỉnh lý"))
    rows = [{"name": report_title(r), "who": who} for reports, who in turns for r in reports]
    for r in [*(r for r in queue.todo if r.stage is Stage.PRESENTED), *queue.waiting]:
        who = "Tỉnh thẩm định" if r.submission and r.submission.submitted_at else "Lãnh đạo xã duyệt"
        rows.append({"name": report_title(r), "who": who})
    return rows


def _desk(actor: Actor, day: date) -> dict[str, Any]:
    queue = desk_queue(actor, day)
    drafts = [given_job(g, "Nhập tiếp", day, primary=True) for g in queue.drafts]
    back = [given_job(g, "Chỉnh lý", day, primary=True) for g in queue.returned]
    waiting = [given_job(g, "Mở báo cáo", day) for g in queue.waiting]
    waiting += [correction_job(c, queue.correction_names[c.pk], day) for c in queue.corrections]
    count = queue.waiting_count + len(queue.corrections)
    done = [given for given in queue.done if _is_recent(given.submission.decided_at, day)]
    sections = [
        Section("cho", "Chờ phê duyệt", waiting, count, "Không có báo cáo nào chờ phê duyệt.",
                "Báo cáo đến đây sau khi lãnh đạo xã, phường, đặc khu ký gửi."),
        Section("viec", "Việc cần làm", drafts, len(drafts), "Không có số liệu nào của tỉnh đang nhập dở.",
                "Đưa một văn bản vào ở mục Văn bản để nhận diện số liệu."),
        Section("tra-lai", "Trả lại để chỉnh lý", back, len(back), "Không có số liệu nào của tỉnh bị trả lại."),
        Section("xong", "Đã hoàn thành trong kỳ", [given_job(g, "", day) for g in done], len(done),
                "Đồng chí chưa phê duyệt báo cáo nào trong kỳ."),
    ]  # fmt: skip
    return {
        "sections": sections,
        "headline": _desk_headline(queue),
        "boards": [board_line(b) for b in queue.boards],
        "reminders": _linked(reminders_for(actor, day)),
    }


def _desk_headline(queue: DeskQueue) -> str:
    own = sum(given.is_own for given in queue.waiting)
    counts = ((queue.waiting_count, "báo cáo"), (len(queue.corrections), "đề nghị đính chính"))
    waiting = [f"{vietnamese.padded(n)} {what}" for n, what in counts if n]
    if not waiting:
        return "Không có báo cáo nào chờ phê duyệt."
    said = f"{' và '.join(waiting)} chờ phê duyệt"
    return f"{said}, trong đó {vietnamese.padded(own)} do đồng chí gửi." if own else f"{said}."


def _reader(actor: Actor, day: date) -> dict[str, Any]:
    """A post that decides nothing about figures: how the last periods stand, and where it can read."""
    found = last_boards(actor, day)
    entries = [entry for entry in nav_for(actor) if entry.url != reverse("work")]
    if found:
        headline = board_headline(max(found, key=lambda board: (board.form.calendar != periods.ONCE, board.span.last)))
    elif actor.role is Role.MINISTRY_ANALYST:
        headline = "Xem số liệu đã phê duyệt của các tỉnh."
    else:
        headline = "Không có việc đang chờ."
    return {"sections": [], "headline": headline, "boards": [board_line(b) for b in found], "entries": entries}
