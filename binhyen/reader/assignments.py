"""Who leads and by when, set out beside the work: in a table, or in lines such as "Cơ quan chủ trì: Sở Tư pháp"."""

from __future__ import annotations

from dataclasses import dataclass

from binhyen.reader.duties import BODY
from binhyen.reader.late import late
from binhyen.reader.text import Paragraph, Span, Text

_CHAIR = late(
    r"[-+*•(]* ?(?:(?:cơ quan|đơn vị|bộ phận|lực lượng|ban|ngành) )?(?:chủ trì|đầu mối|thực hiện chính|chịu trách nhiệm chính)(?: (?:thực hiện|tham mưu|triển khai))?(?: thực hiện)? ?: ?(?P<body>\S[^;|]{2,160}?)[ .;)]*$"
)
_JOIN = late(r"[-+*•(]* ?(?:(?:cơ quan|đơn vị) )?phối hợp(?: thực hiện)? ?: ?(?P<body>\S[^|]{2,300}?)[ .;)]*$")
_TIME = late(r"[-+*•(]* ?(?:thời gian|thời hạn|tiến độ|hoàn thành)[^:|]{0,30}: ?\S.{2,120}")
_CELL = late(r"[^|\t]+")
_COLUMNS = (
    ("lead", late(r"(?:cơ quan |đơn vị |ngành )?(?:chủ trì|đầu mối)|(?:cơ quan|đơn vị|bộ phận)(?: chịu trách nhiệm)? thực hiện")),
    ("with", late(r"(?:cơ quan |đơn vị )?phối hợp")),
    ("work", late(r"(?:nội dung|nhiệm vụ|công việc|nội dung công việc|tên nhiệm vụ|hoạt động)")),
    ("by", late(r"(?:thời gian|thời hạn|tiến độ|hoàn thành|thời điểm)")),
)  # fmt: skip
_AFTER_CHAIR = 3


@dataclass(frozen=True, slots=True)
class Assignment:
    """Work with its lead: stretches of the matched text, and the ``rows`` (places of paragraphs) they stand in."""

    span: Span
    lead: tuple[int, int]
    action: tuple[int, int]
    coordinate: tuple[int, int] | None
    deadline: Span | None
    rows: tuple[int, ...]


def find(text: Text, paragraphs: list[Paragraph]) -> list[Assignment]:
    """The assignments of tables and of lines below a piece of work, in text order."""
    out: list[Assignment] = []
    columns: dict[str, int] = {}
    width = 0
    for place, paragraph in enumerate(paragraphs):
        cells = _cells(text, paragraph)
        if len(cells) < 2:
            columns = {}
            chaired = _chaired(text, paragraphs, place)
            out += [chaired] if chaired else []
            continue
        if columns and len(cells) == width:
            row = _row(text, paragraph, cells, columns, place)
            out += [row] if row else []
            continue
        columns = _heads(text, cells)
        width = len(cells)
    return out


def _cells(text: Text, paragraph: Paragraph) -> list[tuple[int, int]]:
    if "|" not in (line := text.norm[paragraph.start : paragraph.end]) and "\t" not in line:
        return []
    return [
        match.span() for match in _CELL.finditer(text.norm, paragraph.start, paragraph.end) if match.group().strip()
    ]


def _heads(text: Text, cells: list[tuple[int, int]]) -> dict[str, int]:
    """Which cell holds the lead, the bodies beside it, the work and the time; empty where no lead or no work is named."""
    found: dict[str, int] = {}
    for place, (start, end) in enumerate(cells):
        words = text.low[start:end].strip()
        for name, pattern in _COLUMNS:
            if name not in found and len(words) < 60 and pattern.match(words):
                found[name] = place
                break
    return found if "lead" in found and "work" in found else {}


def _row(
    text: Text, paragraph: Paragraph, cells: list[tuple[int, int]], columns: dict[str, int], place: int
) -> Assignment | None:
    lead, work = _trimmed(text, *cells[columns["lead"]]), _trimmed(text, *cells[columns["work"]])
    if not BODY.match(text.low, lead[0], lead[1]):
        return None
    joined = _trimmed(text, *cells[columns["with"]]) if "with" in columns else None
    by = Span(*cells[columns["by"]]) if "by" in columns else None
    return Assignment(Span(paragraph.start, paragraph.end), lead, work, joined, by, (place,))


def _trimmed(text: Text, start: int, end: int) -> tuple[int, int]:
    words = text.norm[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _chaired(text: Text, paragraphs: list[Paragraph], place: int) -> Assignment | None:
    """ "- Cơ quan chủ trì: Sở Tư pháp.", with the lines of coordination and time below; the work stands in the line above."""
    paragraph = paragraphs[place]
    chair = _CHAIR.match(text.low, paragraph.start, paragraph.end)
    if not chair or place == 0 or not BODY.match(text.low, chair.start("body"), chair.end("body")):
        return None
    work = paragraphs[place - 1]
    joined: tuple[int, int] | None = None
    by: Span | None = None
    rows = [place]
    for below in range(place + 1, min(len(paragraphs), place + _AFTER_CHAIR)):
        line = paragraphs[below]
        join = _JOIN.match(text.low, line.start, line.end)
        if join:
            joined = join.span("body")
        elif _TIME.match(text.low, line.start, line.end):
            by = Span(line.start, line.end)
        else:
            break
        rows.append(below)
    last = paragraphs[rows[-1]].end
    return Assignment(Span(work.start, last), chair.span("body"), (work.start, work.end), joined, by, tuple(rows))
