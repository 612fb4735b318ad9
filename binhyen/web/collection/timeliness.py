"""The board of who has reported (đôn đốc): units by obligations, the text to copy, the letter, the workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from binhyen.collection.letters.board import workbook
from binhyen.collection.letters.sentences import fair, given_words, moment, owing_words, standing_words
from binhyen.collection.letters.urging import letter, text_to_copy
from binhyen.collection.queries.due import request_words
from binhyen.collection.queries.timeliness import Entry, Owed, Row, Timeliness, days_of_figures, timeliness, usual_day
from binhyen.collection.queries.urging import is_correcting, sender_of, state_of, urging_of
from binhyen.collection.rules.lateness import Standing
from binhyen.figures.rules import periods
from binhyen.figures.rules.moves import Stage
from binhyen.foundation.official.writer import write
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.actor import Actor
from binhyen.organisation.queries import version_on
from binhyen.organisation.rules import Act, Level, Relation, may
from binhyen.organisation.texts import TYPES
from binhyen.web.actor import actor_of, today, unit_name
from binhyen.web.collection.progress import CHIPS as STANDING_CHIPS
from binhyen.web.figures.addresses import sheet_url, span_text
from binhyen.web.figures.marks import CHIPS, pick

AT_ONCE = 300
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FILTERS: tuple[tuple[str, str, Callable[[Entry], bool]], ...] = (
    ("", "Tất cả", lambda entry: True),
    ("chua", "Chưa gửi", lambda entry: not entry.given and not is_correcting(entry)),
    ("tra-lai", "Trả lại để chỉnh lý", is_correcting),
    ("cho", "Chờ phê duyệt", lambda entry: entry.stage is Stage.SUBMITTED),
    ("duyet", "Đã phê duyệt", lambda entry: entry.stage is Stage.APPROVED),
    ("qua-han", "Quá hạn", lambda entry: entry.overdue),
    ("cham", "Đã gửi, chậm", lambda entry: entry.lateness.standing is Standing.LATE),
    ("thieu", "Đã gửi, còn chỉ tiêu chưa có số liệu", lambda entry: entry.given and entry.missing > 0),
)
BY_NAME, BY_DAYS = "", "ngay-cham"


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the day of the figures, one obligation ("" for all), a filter, an order."""

    actor: Actor
    days: list[date]
    on: date
    form: str
    only: str
    order: str

    def query(self, **changes: str) -> str:
        """The same question with changes, as the end of an address."""
        parts = {"ngay": self.on.isoformat(), "bieu": self.form, "loc": self.only, "xep": self.order, **changes}
        return "?" + urlencode({name: value for name, value in parts.items() if value})


@require_safe
def board_page(request: HttpRequest) -> HttpResponse:
    """Who has reported. For the province's posts; others: 404."""
    actor = _who(request)
    asked = _asked(request, actor)
    if asked is None:
        return render(request, "web/collection/timeliness.html", {"headline": "Chưa giao báo cáo nào cho các đơn vị."})
    now = timezone.now()
    board = timeliness(actor, actor.unit, asked.on, now, today())
    chosen = _column(board, asked.form)
    asked = replace(asked, form=asked.form if chosen is not None else "")
    rows = _rows(board, asked, chosen)
    page = Paginator(rows, AT_ONCE).get_page(request.GET.get("page"))
    context = {
        **_told(board, chosen, now, actor),
        "picks": [pick("Số liệu đến", "ngay", [(d.isoformat(), f"ngày {short_date(d)}") for d in asked.days],
                       asked.on.isoformat())],
        "stamp": {"icon": "clock", "text": f"Đến {moment(timezone.localtime(now))}"},
        "board": board, "columns": [_head(board, n, asked) for n in range(len(board.columns))],
        "shown": [n for n in range(len(board.columns)) if chosen is None or n == chosen],
        "lines": [_line(row, chosen) for row in page], "page": page, "query": asked.query(page="").lstrip("?") + "&",
        "filters": _filters(board, asked, chosen), "ranked": asked.order == BY_DAYS,
        "by_name": asked.query(xep=BY_NAME), "by_days": asked.query(xep=BY_DAYS),
        "all_url": asked.query(bieu=""), "xlsx_url": reverse("timeliness_xlsx") + f"?ngay={asked.on.isoformat()}",
    }  # fmt: skip
    return render(request, "web/collection/timeliness.html", context)


@require_safe
def board_xlsx(request: HttpRequest) -> HttpResponse:
    """The whole board of one day as a workbook, in the order of names."""
    actor = _who(request)
    asked = _asked(request, actor)
    if asked is None:
        raise Http404
    now = timezone.now()
    board = timeliness(actor, actor.unit, asked.on, now, today())
    content = workbook(board, unit_name(actor.unit), timezone.localtime(now))
    return _file(content, XLSX, f"tinh-hinh-bao-cao-{asked.on.isoformat()}.xlsx")


@require_safe
def urging_letter(request: HttpRequest, form_code: str) -> HttpResponse:
    """The draft of the letter about one obligation. 404 where nobody has to be urged."""
    actor = _who(request)
    asked = _asked(request, actor)
    if asked is None:
        raise Http404
    now = timezone.now()
    board = timeliness(actor, actor.unit, asked.on, now, today())
    chosen = _column(board, f"{form_code}:{request.GET.get('tu', '')}")
    sender = sender_of(board, chosen) if chosen is not None else None
    if chosen is None or sender is None:
        raise Http404
    urging = urging_of(board, chosen, now)
    if not urging.owing and not urging.correcting:
        raise Http404
    return _file(write(letter(urging, sender)), DOCX, f"cong-van-don-doc-{form_code.lower()}.docx")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _who(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    if actor.unit.level != Level.PROVINCE or not may(actor.role, Act.SEE_ALL_STATES, Relation.CHILD):
        raise Http404
    return actor


def _asked(request: HttpRequest, actor: Actor) -> Asked | None:
    """The question in the address; without a day the usual one. None where nothing is owed."""
    days = days_of_figures(actor.unit, today())
    if not days:
        return None
    wanted = request.GET.get("ngay", "")
    on = next((d for d in days if d.isoformat() == wanted), None) or usual_day(actor.unit, today()) or days[0]
    only, order = request.GET.get("loc", ""), request.GET.get("xep", "")
    known = {key for key, _, _ in FILTERS}
    return Asked(
        actor, days, on, request.GET.get("bieu", ""), only if only in known else "", BY_DAYS if order == BY_DAYS else ""
    )


def _key(owed: Owed) -> str:
    """An obligation in the address: its form and the first day of its period."""
    return f"{owed.form.code}:{owed.span.start.isoformat()}"


def _column(board: Timeliness, key: str) -> int | None:
    return next((n for n, owed in enumerate(board.columns) if _key(owed) == key), None)


def _entries(row: Row, chosen: int | None) -> list[Entry]:
    return [e for n, e in enumerate(row.entries) if e and (chosen is None or n == chosen)]


def _rows(board: Timeliness, asked: Asked, chosen: int | None) -> list[Row]:
    """The rows that pass the filter, by name; by days late only where a person asked for it."""
    passes = next(test for key, _, test in FILTERS if key == asked.only)
    rows = [row for row in board.rows if any(passes(entry) for entry in _entries(row, chosen))]
    if asked.order == BY_DAYS:
        rows.sort(key=lambda row: -sum(entry.lateness.days for entry in _entries(row, chosen)))
    return rows


def _filters(board: Timeliness, asked: Asked, chosen: int | None) -> list[dict[str, Any]]:
    found = []
    for key, label, passes in FILTERS:
        count = sum(1 for row in board.rows if any(passes(entry) for entry in _entries(row, chosen)))
        if count or key in ("", asked.only):
            found.append({"label": label, "count": count, "url": asked.query(loc=key), "current": key == asked.only})
    return found


def _told(board: Timeliness, chosen: int | None, now: datetime, actor: Actor) -> dict[str, Any]:
    """The headline, and what is urged: about the chosen obligation, else about the one that most units still owe."""
    if not board.columns:
        return {"headline": "Không có báo cáo nào đến ngày này."}
    spoken = _spoken(board) if chosen is None else chosen
    urging = urging_of(board, spoken, now)
    sender = sender_of(board, spoken)
    version = version_on(actor.unit, board.on)
    late = [one.days for one in urging.owing if one.days is not None]
    owed = board.columns[spoken]
    back = [one.days for one in urging.correcting if one.days is not None]
    lines = [
        owing_words(len(urging.owing), urging.kind, urging.form, late),
        owing_words(len(urging.correcting), urging.kind, urging.form, back, again=True),
    ]
    if any(entry.closed for entry in board.entries(spoken)):
        lines.append(f"{urging.what} đã chốt số liệu.")
    letter_url = reverse("urging_letter", args=[owed.form.code])
    return {
        "headline": given_words(urging.given, urging.owed, urging.kind),
        "lead": " ".join(line for line in lines if line),
        "fair": fair(unit=urging.kind, upper=TYPES[version.type] if version else "cấp trên"),
        "what": urging.what,
        "urged": len(urging.owing) + len(urging.correcting),
        "copy": text_to_copy(urging, sender.desk if sender else "cơ quan yêu cầu báo cáo"),
        "letter_url": f"{letter_url}?ngay={board.on.isoformat()}&tu={owed.span.start.isoformat()}" if sender else "",
        "name": unit_name(actor.unit),
    }


def _spoken(board: Timeliness) -> int:
    """Of the periodic forms, where there are any, the one that most units still owe."""
    every = range(len(board.columns))
    periodic = [n for n in every if board.columns[n].form.calendar != periods.ONCE]
    return max(periodic or every, key=lambda n: sum(entry.owing for entry in board.entries(n)))


def _head(board: Timeliness, n: int, asked: Asked) -> dict[str, Any]:
    """One obligation in the summary: its deadline and how many stand where."""
    owed, entries = board.columns[n], board.entries(n)
    deadlines = {entry.due.at for entry in entries if entry.due}
    last = max(deadlines) if deadlines else None
    return {
        "n": n,
        "name": owed.form.short_title,
        "period": periods.name(owed.span),
        "url": asked.query(bieu=_key(owed), loc=""),
        "current": asked.form == _key(owed),
        "due": moment(timezone.localtime(last)) if last else "chưa quy định",
        "closed": all(entry.closed for entry in entries),
        "several": len(deadlines) > 1,
        "request": (owed.request.symbol or request_words(owed.request)) if owed.request else "",
        "given": sum(entry.given for entry in entries),
        "owed": len(entries),
        **{name: sum(1 for entry in entries if passes(entry)) for name, _, passes in FILTERS if name in COUNTED},
        "late": sum(1 for entry in entries if entry.overdue),
        "back": sum(1 for entry in entries if is_correcting(entry)),
    }  # fmt: skip


COUNTED = ("chua", "cho", "duyet")


def _line(row: Row, chosen: int | None) -> dict[str, Any]:
    cells = [_cell(entry) for n, entry in enumerate(row.entries) if chosen is None or n == chosen]
    return {"name": row.unit.full_name, "cells": cells}


def _cell(entry: Entry | None) -> dict[str, Any] | None:
    if entry is None:
        return None
    args: Sequence[Any] = [entry.owed.form.code, entry.unit.unit.uid, span_text(entry.owed.span)]
    uncertain = entry.lateness.standing in (Standing.OPEN, Standing.ON_TIME)
    return {
        "form": entry.owed.form.short_title,
        "chip": CHIPS[entry.stage],
        "state": state_of(entry),
        "filled": entry.filled,
        "total": entry.owed.total,
        "returned": entry.returned if is_correcting(entry) and not entry.closed else 0,
        "standing": "" if uncertain else standing_words(entry.lateness),
        "standing_chip": STANDING_CHIPS[entry.lateness.standing],
        "sheet_url": sheet_url(entry.owed.form.code, entry.unit.unit, entry.owed.span),
        "progress_url": reverse("report_progress", args=[*args[:2], entry.owed.span]),
    }


urlpatterns = [
    path("don-doc/", board_page, name="timeliness"),
    path("don-doc/bang.xlsx", board_xlsx, name="timeliness_xlsx"),
    path("don-doc/cong-van/<str:form_code>.docx", urging_letter, name="urging_letter"),
]
