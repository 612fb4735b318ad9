"""Who is urged about one obligation: those who have not sent it, and those who have to correct it."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from binhyen.collection.letters.sentences import kinds, moment
from binhyen.collection.letters.urging import Late, Sender, Urging, sender
from binhyen.collection.queries.due import official_words
from binhyen.collection.queries.timeliness import Entry, Timeliness
from binhyen.figures.rules import periods
from binhyen.figures.rules.moves import Stage
from binhyen.figures.texts import STAGES
from binhyen.organisation.queries import version_on
from binhyen.organisation.texts import TYPES

OPEN = (Stage.DRAFT, Stage.PRESENTED, Stage.SENT_BACK)
NOT_BEGUN, NO_FIGURES = "Chưa nhập", "Đã gửi, chưa có số liệu"


def urging_of(board: Timeliness, column: int, now: datetime) -> Urging:
    """Who still owes the obligation at ``now``, in the order of names."""
    owed, entries = board.columns[column], board.entries(column)
    late = [entry for entry in entries if entry.owing]
    back = [entry for entry in late if is_correcting(entry)]
    deadlines = {entry.lateness.due for entry in late if entry not in back and entry.lateness.due}
    return Urging(
        what=f"{owed.form.short_title}, {periods.name(owed.span)}",
        form=owed.form.short_title,
        kind=kinds(entry.unit.type for entry in entries),
        given=sum(entry.given for entry in entries),
        owed=len(entries),
        at=timezone.localtime(now),
        owing=tuple(_late(n, entry) for n, entry in enumerate(late) if entry not in back),
        correcting=tuple(_late(n, entry) for n, entry in enumerate(late) if entry in back),
        due=moment(deadlines.pop()) if len(deadlines) == 1 else "",
        basis=_basis(late or entries),
    )


def is_correcting(entry: Entry) -> bool:
    """Whether the report was sent before, came back and has not been sent again."""
    return entry.submission is not None and entry.submission.version > 0 and entry.stage in OPEN


def state_of(entry: Entry) -> str:
    """What a list says of an entry."""
    if entry.stage is None:
        return NOT_BEGUN
    sent_empty = entry.stage in (Stage.SUBMITTED, Stage.APPROVED) and not entry.given
    return NO_FIGURES if sent_empty else STAGES[entry.stage]


def sender_of(board: Timeliness, column: int) -> Sender | None:
    """Who writes the letter of the obligation's line of work; None where the layout is not that of State papers."""
    version = version_on(board.province, board.on)
    owed = board.columns[column]
    return sender(
        owed.request.line_of_work if owed.request else owed.form.line_of_work,
        kind=TYPES[version.type] if version else "tỉnh",
        name=version.name if version else "",
        units=kinds(entry.unit.type for entry in board.entries(column)),
        invented=board.province.invented,
    )


def _late(place: int, entry: Entry) -> Late:
    due = entry.lateness.due
    return Late(
        name=entry.unit.full_name,
        state=state_of(entry),
        filled=f"{entry.filled}/{entry.owed.total}",
        due=moment(due) if due else "",
        days=entry.lateness.days if entry.overdue else None,
        place=place,
    )


def _basis(entries: list[Entry]) -> str:
    """The document of the one request that all deadlines rest on; "" where there is none: a standing rule names no document."""
    found = {entry.due.request for entry in entries if entry.due}
    request = found.pop() if len(found) == 1 else None
    return "" if request is None else official_words(request)
