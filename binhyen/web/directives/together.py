"""Many proposals used at once: which ones may be, and which are left to a person one by one and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from binhyen.figures.actions.readings import AcceptedFigure
from binhyen.figures.models import ReadingDecision
from binhyen.foundation.errors import DomainError
from binhyen.foundation.vietnamese import number
from binhyen.organisation.actor import Actor
from binhyen.reader.reading import Figure
from binhyen.web.actor import today
from binhyen.web.directives.desk import Defaults, Desk
from binhyen.web.directives.entering import Entered, Reach, accepted, as_proposed
from binhyen.web.directives.proposals import AIMED, CHANGES, COMPARED, words_of
from binhyen.web.refusals import sentence

LEVELS = (Decimal("0.95"), Decimal("0.9"), Decimal("0.8"), Decimal("0.7"))
USUAL = Decimal("0.9")
AT_ONCE = 200  # proposals in one go; the rest in the next


@dataclass(frozen=True)
class Ready:
    """A proposal that can be used as it stands, and exactly what using it fills."""

    number: int
    figure: Figure
    made: AcceptedFigure
    entered: Entered

    @property
    def place(self) -> str:
        """Its passage, as the form sends it back."""
        return f"{self.figure.start}-{self.figure.end}"

    @property
    def target(self) -> tuple[str, int, object]:
        """The cell that it fills."""
        return str(self.made.keys[0]), self.made.unit.pk, self.made.span


@dataclass(frozen=True)
class Left:
    """A proposal that stays for a person, and why."""

    number: int
    words: str
    why: str


@dataclass(frozen=True)
class Sorted:
    """The undecided proposals of a text at one level of confidence: those that can be used together, and the others."""

    ready: Sequence[Ready]
    left: Sequence[Left]


def level_of(text: str) -> Decimal:
    """The level that was asked for ("0,9" or "0.9"), else the usual one."""
    return next((level for level in LEVELS if text.replace(",", ".") == str(level)), USUAL)


def sort(desk: Desk, defaults: Defaults, level: Decimal, actor: Actor) -> Sorted:
    """Which undecided proposals can be used together: sure enough, in no contradiction, with one indicator, known days and
    programme, and no other passage of the text for the same line."""
    ready: list[Ready] = []
    left: list[Left] = []
    reach = Reach(actor)
    for n, figure in enumerate(desk.reading.figures, start=1):
        if (figure.start, figure.end) in desk.decisions:
            continue
        why = _open_question(desk, defaults, n, figure, level)
        entered = as_proposed(desk, figure, defaults)
        if not why:
            try:
                (made,) = accepted(desk, figure, entered, reach)
                ready.append(Ready(n, figure, made, entered))
                continue
            except DomainError as refused:
                why = sentence(refused)
        left.append(Left(n, words_of(figure), why))
    return _without_rivals(desk, ready, left)


def _open_question(desk: Desk, defaults: Defaults, n: int, figure: Figure, level: Decimal) -> str:
    """Why a person must look at the proposal on its own; "" where nothing is open."""
    stated = desk.stated(figure)
    if n - 1 in desk.conflicts:
        return "có chỗ chưa khớp"
    if (figure.start, figure.end) in desk.compared:
        return COMPARED
    if figure.change:
        return CHANGES[figure.change]
    if stated.elsewhere or stated.aimed:
        return f"số của {stated.elsewhere}" if stated.elsewhere else AIMED
    if len(stated.codes) != 1:
        return "chưa rõ chỉ tiêu" if not stated.codes else "có nhiều chỉ tiêu phù hợp"
    if stated.span is None and not (defaults.start and defaults.end):
        return "chưa rõ thời gian của số liệu"
    if stated.span is not None and stated.span.start > today():
        return "kỳ số liệu chưa bắt đầu"
    if figure.programme in desk.shared_documents and not defaults.programme:
        return "chưa rõ chương trình"
    if Decimal(str(figure.confidence)) < level:
        return f"độ tin cậy {number(Decimal(str(figure.confidence)), 2)}"
    return ""


def _without_rivals(desk: Desk, ready: Sequence[Ready], left: Iterable[Left]) -> Sorted:
    """A line that two passages would fill, or that a used passage fills already, is left to a person."""
    filled = {
        (str(d.key), d.submission.unit_id, d.submission.period.span) for drafts in desk.drafts.values() for d in drafts
    }
    times = Counter(one.target for one in ready)
    alone = [one for one in ready if times[one.target] == 1 and one.target not in filled]
    rivals = [
        Left(one.number, words_of(one.figure), "một chỗ khác của văn bản cũng nói về chỉ tiêu này")
        for one in ready
        if times[one.target] > 1 or one.target in filled
    ]
    return Sorted(alone[:AT_ONCE], sorted([*left, *rivals], key=lambda one: one.number))


def last_batch(desk: Desk) -> dict[str, int] | None:
    """The latest proposals that were used together and still stand, while none of them was sent: their batch and number."""
    sent = {d.batch for d in desk.decisions.values() if not _is_draft(d)}
    batches = Counter(d.batch for d in desk.decisions.values() if d.batch is not None and d.batch not in sent)
    return {"batch": max(batches), "count": batches[max(batches)]} if batches else None


def _is_draft(decision: ReadingDecision) -> bool:
    return decision.submission is not None and decision.submission.version == 0
