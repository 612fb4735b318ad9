"""What both doors of a report share: entries become values, a clash shows both, reasons wait in the session."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

from binhyen.directives.rules import clean_words
from binhyen.figures.models import Submission
from binhyen.figures.queries.sheets import SheetLine
from binhyen.figures.rules.cells import CellKey, CellValue, Severity
from binhyen.foundation.errors import Invalid
from binhyen.web.figures.entries import Entry, content_of
from binhyen.web.figures.opened import Opened
from binhyen.web.figures.rows import Note, plain
from binhyen.web.refusals import sentence
from binhyen.web.templatetags.binhyen import cell as cell_text

UNREADABLE, CLASH = "Cách ghi", "Đã có người sửa"


def contents_of(
    report: Opened, entries: Mapping[CellKey, Entry]
) -> tuple[dict[CellKey, CellValue], dict[CellKey, list[Note]]]:
    """The values of the changed entries, and a note for each that is no answer."""
    contents: dict[CellKey, CellValue] = {}
    notes: dict[CellKey, list[Note]] = {}
    for line in report.sheet.lines:
        entry = entries.get(line.key)
        if entry is None or not entry.is_changed:
            continue
        try:
            contents[line.key] = content_of(entry, line.name.lstrip("- "), line.decimals)
        except Invalid as error:
            notes[line.key] = [unreadable(error)]
    return contents, notes


def unreadable(error: Exception) -> Note:
    """The note of an entry that is no answer, or that may not stand there."""
    assert isinstance(error, Invalid)
    return Note(UNREADABLE, Severity.BLOCK.value, sentence(error))


def clash_note(line: SheetLine, theirs: CellValue | None, mine: CellValue) -> Note:
    """Both values of a cell that two people changed."""
    said = (
        f"Số đang lưu là “{plain(line, theirs)}”, số của đồng chí là “{cell_text(mine, line.decimals)}”. "
        "Đề nghị chọn số đúng rồi lưu lại."
    )
    return Note(CLASH, Severity.BLOCK.value, said)


def kept_reasons(request: HttpRequest, submission: Submission | None) -> dict[str, str]:
    """Reasons typed before a save and not presented yet: they wait in the session, not in the record."""
    found = request.session.get(slot(submission), {}) if submission else {}
    return found if isinstance(found, dict) else {}


def keep_reasons(request: HttpRequest, submission: Submission | None, reasons: Mapping[str, str]) -> None:
    """Let them wait: with a person's numbers covered, and nothing of what bears a secrecy mark."""
    if submission is not None and any(reasons.values()):
        fit = {finding: _fit(text) for finding, text in reasons.items()}
        request.session[slot(submission)] = {**kept_reasons(request, submission), **fit}


def _fit(text: str) -> str:
    try:
        return clean_words(text, 300)
    except Invalid:
        return ""


def slot(submission: Submission) -> str:
    """Where they wait."""
    return f"reasons:{submission.pk}"
