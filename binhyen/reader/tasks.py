"""Duties in the text of a directive: who must do what, with whom, by when and how often."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from binhyen.reader import assignments, deadlines
from binhyen.reader.duties import (
    BODY,
    CALLED,
    DUTY,
    MODAL,
    NUMBERING,
    STATES,
    duties_in,
    in_name,
    lists_bodies,
    whole_point,
)
from binhyen.reader.late import late
from binhyen.reader.names import clear_stretch, name_spans, without_names
from binhyen.reader.numbering import BULLET, numbering_of
from binhyen.reader.reading import Task
from binhyen.reader.text import Paragraph, Span, Stretches, Text

_WITH = late(
    r"(?<!\w)(?:phối hợp (?:chặt chẽ )?(?:với|cùng)|chủ trì,? cùng(?: với)?|cùng với|cùng(?= các| ban| sở| công an| ủy| mặt| hội| đoàn)) "
)
_WITH_END = late(rf"[;.:]| theo (?:chức năng|quy định)|,? (?:{MODAL}|để|trong|nhằm|mở|giải quyết)(?!\w)")
_AND = late(
    r", (?!(?i:thể thao|du lịch|thương binh|chữa cháy|cứu nạn|thị xã|thị trấn|thành phố)(?!\w)|(?:ban|ngành|đoàn thể|đơn vị|địa phương)(?!\w))| và (?=các|công an|ủy|mặt|hội|đoàn|sở|ban)"
)
_OBLIGES = late(r"(?:phải|có trách nhiệm|có nhiệm vụ) ?:? ")
_CALLS_ON = late(
    r"(?<!\w)(?:yêu cầu|đề nghị|giao|giao cho|phân công|chỉ thị)(?: đối với| cho)? (?=[^\W\d_])(?P<lead>[^:;.]{4,200}?) ?:$"
)
_SHARED = late(r"(?:trách nhiệm|nhiệm vụ|phần việc)(?: chủ yếu| cụ thể)? của ")
_BRACKET = late(r" ?\((?!(?i:[a-z]{1,3}\d{2})\))[^()]{0,80}\)?$")  # the code of a unit is part of its name: "(PC01)"
_APPOSED = late(r" - (?:cơ quan |đơn vị )?thường trực(?!\w)[^;]*$|, (?:là )?(?:cơ quan|đơn vị) thường trực(?!\w)[^;]*$")
_TOWARDS = late(r"đối với ")
_HAS_DUTIES = late(r",? (?:có|chịu) trách nhiệm| có nhiệm vụ| phải$")
_LONGEST_HEADING = 200
_SHORTEST_DUTY = 15
_LONGEST_DUTY = 6000


@dataclass(slots=True)
class _Heading:
    """A line that names a body whose duties are the points below it, up to the place read so far."""

    lead: tuple[int, int]
    start: int
    level: int
    end: int = 0
    action: tuple[int, int] | None = None
    silent: bool = False


def find(text: Text, paragraphs: list[Paragraph], outside: Sequence[Span] = ()) -> tuple[Task, ...]:
    """The tasks of a directive in text order; the caller decides that the text is one. None speaks of what lies ``outside``."""
    out: list[Task] = []
    heading: _Heading | None = None
    shut = Stretches((span.start, span.end) for span in outside)
    assigned = [a for a in assignments.find(text, paragraphs) if not shut.touches(a.span.start, a.span.end)]
    taken = {place for task in assigned for place in task.rows}
    out += [t for a in assigned if (t := _task(text, a.span, a.lead, a.action, a.coordinate, a.deadline))]
    for place, paragraph in enumerate(paragraphs):
        if place in taken:
            continue
        named = _heading(text, paragraph)
        if named:
            out += _closed(text, heading)
            heading = named
            continue
        found = [task for sentence in paragraph.sentences for task in _in_sentence(text, sentence, outside)]
        if heading and shut.touches(paragraph.start, paragraph.end):
            out += _closed(text, heading)
            heading = None
        if heading and not _goes_on(text, heading, paragraph, bool(found)):
            out += _closed(text, heading)
            heading = None
        out += found
    out += _closed(text, heading)
    return tuple(sorted(out, key=lambda task: (task.start, task.end)))


def _heading(text: Text, paragraph: Paragraph) -> _Heading | None:
    """A line that only names a body ("2. Sở Tài chính:"), or calls on one: the points below are its duties."""
    called = _called_on(text, paragraph)
    if called or paragraph.end - paragraph.start > _LONGEST_HEADING:
        return called
    start = _words_start(text, paragraph)
    shared = _SHARED.match(text.low, start, paragraph.end)
    start = shared.end() if shared else start
    last = text.low[paragraph.end - 1]
    towards = (_TOWARDS.match(text.low, start) if last == ":" else None) or CALLED.match(text.low, start)
    opens, start = start, towards.end() if towards else start
    words = text.low[start : paragraph.end].rstrip(" :.")
    duties = _HAS_DUTIES.search(words) if last == ":" else None
    words = words[: duties.start()] if duties and duties.end() == len(words) else words
    bracket = _BRACKET.search(words)
    words = words[: bracket.start()] if bracket else words
    level = _level(text, paragraph)
    if not BODY.match(words) or DUTY.match(words) or not lists_bodies(words) or STATES.search(words) or last in ";!,":
        return None
    if last != ":" and (level < 0 or level == BULLET or (last == "." and any(c.isdigit() for c in words))):
        return None
    if last == "." and whole_point(text, start, paragraph.end):
        return None
    shouted = text.norm[start : paragraph.end].isupper()
    if any(
        (shouted or text.norm[start + duty.start()].islower()) and not in_name(words[: duty.start()], duty.group())
        for duty in DUTY.finditer(words)
    ):
        return None
    return _Heading((start, start + len(words)), opens, level)


def _called_on(text: Text, paragraph: Paragraph) -> _Heading | None:
    """ "Thủ tướng yêu cầu Chủ tịch UBND các tỉnh:" at the end of a paragraph."""
    calls = _CALLS_ON.search(text.low, max(paragraph.start, paragraph.end - 260), paragraph.end)
    if not calls or not BODY.match(text.low, calls.start("lead")) or DUTY.search(calls.group("lead")):
        return None
    last = paragraph.sentences[-1].start
    start = last if last > paragraph.start else _words_start(text, paragraph)
    return _Heading((calls.start("lead"), calls.end("lead")), start, -1)


def _level(text: Text, paragraph: Paragraph) -> int:
    numbering = numbering_of(text, Span(paragraph.start, paragraph.end), {})
    return numbering.level if numbering else -1


def _words_start(text: Text, paragraph: Paragraph) -> int:
    numbering = numbering_of(text, Span(paragraph.start, paragraph.end), {})
    if numbering:
        return numbering.words
    match = NUMBERING.match(text.low, paragraph.start, paragraph.end)
    return match.end() if match else paragraph.start


def _goes_on(text: Text, heading: _Heading, paragraph: Paragraph, named: bool) -> bool:
    """Whether ``paragraph`` is one of the duties below ``heading``; the first that names a body itself ends them."""
    level = _level(text, paragraph)
    if text.norm[paragraph.start : paragraph.end].isupper():
        return False
    if named or (level >= 0 and heading.level >= level and level < BULLET):
        return False
    start = _words_start(text, paragraph)
    begins = bool(DUTY.match(text.low, start, paragraph.end))
    if level < 0 and not begins:
        return False
    if heading.action is None:
        if paragraph.end - start < _SHORTEST_DUTY:
            return True
        heading.action = (start, paragraph.end)
    if paragraph.end - heading.start < _LONGEST_DUTY:
        heading.end = paragraph.end
    return True


def _closed(text: Text, heading: _Heading | None) -> list[Task]:
    """The one task of a heading and the points below it; none where no point states a duty of its own."""
    if heading is None or heading.action is None or not heading.end:
        return []
    task = _task(text, Span(heading.start, heading.end), heading.lead, heading.action)
    return [task] if task else []


def _in_sentence(text: Text, sentence: Span, outside: Sequence[Span]) -> list[Task]:
    """Each clause that names a body and obliges it opens a task, which runs to the next one, to words outside the scope or
    to the end of the sentence."""
    duties = duties_in(text, sentence)
    openings = [*(duty[0] for duty in duties), sentence.end]
    out = []
    for (begin, first, last, action), next_one in zip(duties, openings[1:], strict=True):
        end = next_one
        for span in outside[bisect_right(outside, begin, key=lambda s: s.end) :][:1]:
            end = min(end, span.start)
        if end < action + _SHORTEST_DUTY and end < next_one:
            continue
        stop = text.low.find(";", action, end)
        task = _task(text, Span(begin, end), (first, last), (action, stop if stop > 0 else end))
        out += [task] if task else []
    return out


def _task(
    text: Text, span: Span, lead: tuple[int, int], action: tuple[int, int], with_whom: tuple[int, int] | None = None,
    by: Span | None = None,
) -> Task | None:  # fmt: skip
    """The task of this stretch; where a person is named its quote begins after or ends before the name, and a task of a
    person alone is none."""
    last = span.end
    while last > span.start and text.low[last - 1] in ":; ":
        last -= 1
    written = text.norm[span.start : last]
    begin = span.start
    if name_spans(written):
        keep = max(0, min(lead[1] - 1, last - 1) - span.start)
        start, end = clear_stretch(written, keep)
        if start == end:
            return None
        begin, last = span.start + start, span.start + end
        lead = (max(lead[0], begin) if lead[1] > begin else lead[0], lead[1])
    body = _APPOSED.sub("", _BRACKET.sub("", text.copy(*lead))).strip(" ,:-")
    if (
        not body
        or not lists_bodies(body)
        or not BODY.match(_BRACKET.sub("", text.low[lead[0] : lead[1]]).strip(" ,:-"))
    ):
        return None
    modal = _OBLIGES.match(text.low, action[0], action[0] + 20)
    done = (modal.end() if modal else action[0], min(action[1], last) if action[0] < last else action[1])
    given = text.span(begin, last)
    coordinate = _bodies(text, *with_whom) if with_whom else _coordinate(text, *done)
    return Task(
        lead=without_names(body),
        coordinate=coordinate,
        action=without_names(text.copy(*done)).rstrip(" .:;"),
        deadline=deadlines.deadline(text, by or span, stated=by is not None),
        recurrence=deadlines.recurrence(text.low[span.start : span.end]),
        start=given.start,
        end=given.end,
        quote=text.original[given.start : given.end],
    )


def _coordinate(text: Text, start: int, end: int) -> tuple[str, ...]:
    match = _WITH.search(text.low, start, min(end, start + 200))
    if not match:
        return ()
    stop = _WITH_END.search(text.low, match.end(), end)
    last = stop.start() if stop else end
    if last - match.end() > 200 or not BODY.match(text.low, match.end()):
        return ()
    return _bodies(text, match.end(), last)


def _bodies(text: Text, start: int, end: int) -> tuple[str, ...]:
    """The bodies of a list, each as written."""
    pieces = _AND.split(without_names(text.copy(start, end)))
    return tuple(piece.strip(" ,.;") for piece in pieces if piece.strip(" ,.;"))
