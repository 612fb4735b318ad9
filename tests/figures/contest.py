"""Real processes at one database: ``python -m tests.figures.contest KIND``, run by ``test_concurrency.py`` on a ready data folder.

One process sets Django up and forks the others, so that fifty of them start in no time. Each child opens its own connection
and writes what was acknowledged to it, a JSON line each, into its own file. What the record says afterwards is printed.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import django

SEED = 20260501
KILLS = 100
ROUNDS = 42
"""Three people act so often on each of eight reports: 1,008 acts that cut into each other."""
Tell = Callable[..., None]
Work = Callable[[Tell], None]


def main(kind: str) -> None:
    """Run one contest and print its outcome as JSON."""
    django.setup()
    contest = {"same": same_submission, "review": one_cell, "kill": killed, "text": one_text}[kind]
    with tempfile.TemporaryDirectory() as folder:
        outcome = contest(Path(folder))
    print(json.dumps({**outcome, **record()}))


# The people and the reports


def people() -> dict[str, Any]:
    """Actors by name, from the cast in the database."""
    from binhyen.organisation.actor import Actor
    from binhyen.organisation.models import Post

    posts = Post.objects.select_related("holder", "unit")
    return {post.holder.username: Actor(post.holder, post) for post in posts}


def reports(months: int) -> list[int]:
    """Reports of Tân An for so many months of 2026, entered by Lan."""
    from binhyen.figures.actions import open_submission, save_cells
    from binhyen.figures.rules import periods
    from binhyen.foundation.span import Span
    from tests.cast import MONTHLY, month_cells
    from tests.conftest import NOW

    lan, found = people()["lan"], []
    for span in periods.cut("month", Span(date(2026, 1, 1), date(2026, 10, 31)))[:months]:
        told = open_submission(form_code=MONTHLY, unit=lan.unit, span=span, actor=lan, now=NOW)
        save_cells(told, month_cells(), seen={}, actor=lan, now=NOW)
        found.append(told.pk)
    return found


# Processes


def children(works: list[Work], folder: Path) -> Iterator[int]:
    """Fork one process for each work; all begin at the same moment, when the last id has been taken."""
    from django.db import connections

    connections.close_all()
    wait, go = os.pipe()
    for n, work in enumerate(works):
        pid = os.fork()
        if pid == 0:
            os.close(go)
            os.read(wait, 1)
            _child(work, folder / f"{time.monotonic_ns()}-{n}")
        yield pid
    os.close(wait)
    os.close(go)


def _child(work: Work, path: Path) -> None:
    try:
        with path.open("wb", buffering=0) as out:

            def tell(**told: Any) -> None:
                out.write(json.dumps(told).encode() + b"\n")

            work(tell)
    except BaseException as error:  # noqa: BLE001 (told to the parent, which fails)
        path.with_suffix(".fault").write_text(repr(error))
    finally:
        os._exit(0)


def acknowledged(folder: Path) -> list[dict[str, Any]]:
    """All that was acknowledged to any child; a fault of a child fails the contest."""
    faults = [path.read_text() for path in folder.glob("*.fault")]
    if faults:
        raise RuntimeError("; ".join(faults[:3]))
    return [json.loads(line) for path in folder.iterdir() for line in path.read_bytes().splitlines()]


# The contests


def same_submission(folder: Path) -> dict[str, Any]:
    """Fifty processes submit the same presented report."""
    from binhyen.figures.actions import present
    from binhyen.figures.models import Submission
    from binhyen.foundation.errors import DomainError
    from tests.cast import read_and_submit
    from tests.conftest import NOW

    (pk,) = reports(1)
    who = people()
    present(Submission.objects.get(pk=pk), reasons={}, actor=who["lan"], now=NOW)

    def work(tell: Tell) -> None:
        try:
            read_and_submit(Submission.objects.get(pk=pk), actor=who["binh"], now=NOW)
            tell(said="stored")
        except DomainError as refused:
            tell(said=refused.code)

    for pid in list(children([work] * 50, folder)):
        os.waitpid(pid, 0)
    return {"said": [told["said"] for told in acknowledged(folder)]}


def one_cell(folder: Path) -> dict[str, Any]:
    """A commune and two reviewers act on the same cell of the same reports, each from what it last saw."""
    found = reports(8)
    works = [_reporting(found), *(_reviewing(found, name, SEED + n) for n, name in enumerate(("minh", "nam")))]
    for pid in list(children(works, folder)):
        os.waitpid(pid, 0)
    return {"acts": acknowledged(folder)}


def _reporting(found: list[int]) -> Work:
    def work(tell: Tell) -> None:
        who = people()
        for _ in range(ROUNDS):
            for pk in found:
                _forward(pk, who, tell)

    return work


def _forward(pk: int, who: dict[str, Any], tell: Tell) -> None:
    """One step of the commune: a new number and presenting, or submitting. A refusal is no loss: nothing was promised."""
    from binhyen.figures.actions import present, save_cells
    from binhyen.figures.models import Submission
    from binhyen.figures.rules.moves import Stage
    from binhyen.foundation.errors import DomainError
    from tests.cast import key, number, read_and_submit
    from tests.conftest import NOW

    told, line = Submission.objects.get(pk=pk), key("FRC04")
    try:
        if told.stage in (Stage.DRAFT, Stage.SENT_BACK):
            draft = told.drafts.get(indicator__code="FRC04")
            another = number(31 + ((draft.value or 0) - 30) % 14)
            save_cells(told, {line: another}, seen={line: draft.seen_version}, actor=who["lan"], now=NOW)
            done = present(told, reasons={}, actor=who["lan"], now=NOW)
            tell(act="figures.present", report=pk, revision=done.revision)
        elif told.stage == Stage.PRESENTED:
            done = read_and_submit(told, actor=who["binh"], now=NOW)
            kept = done.drafts.get(indicator__code="FRC04").value
            tell(act="figures.submit", report=pk, revision=done.revision, version=done.version, value=kept)
    except DomainError:
        pass


def _reviewing(found: list[int], name: str, seed: int) -> Work:
    def work(tell: Tell) -> None:
        chance, actor = random.Random(seed), people()[name]
        for _ in range(ROUNDS):
            for pk in found:
                _judge(pk, actor, chance, tell)

    return work


def _judge(pk: int, actor: Any, chance: random.Random, tell: Tell) -> None:
    from binhyen.figures.actions import send_back
    from binhyen.figures.models import Submission
    from binhyen.foundation.errors import DomainError
    from tests.cast import key, read_and_approve
    from tests.conftest import NOW

    told = Submission.objects.get(pk=pk)
    seen = {"seen_revision": told.revision, "actor": actor, "now": NOW}
    try:
        if chance.random() < 0.15:
            tell(act="figures.approve", report=pk, revision=read_and_approve(told, **seen).revision)
        else:
            done = send_back(told, cells=[key("FRC04")], reason="kiểm tra", **seen)
            tell(act="figures.send_back", report=pk, revision=done.revision)
    except DomainError:
        pass


def killed(folder: Path) -> dict[str, Any]:
    """A hundred times a process that submits is killed at a random moment, without warning."""
    from binhyen.figures.actions import send_back
    from binhyen.figures.models import Submission
    from binhyen.figures.rules.moves import Stage
    from tests.cast import key
    from tests.conftest import NOW

    found, chance = reports(3), random.Random(SEED)

    def work(tell: Tell) -> None:
        who = people()
        while True:
            for pk in found:
                _forward(pk, who, tell)
                told = Submission.objects.get(pk=pk)
                if told.stage == Stage.SUBMITTED:
                    done = send_back(told, cells=[key("FRC04")], reason="kiểm tra", actor=who["minh"], now=NOW)
                    tell(act="figures.send_back", report=pk, revision=done.revision)

    for _ in range(KILLS):
        (pid,) = children([work], folder)
        time.sleep(chance.uniform(0.01, 0.15))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    return {"acts": acknowledged(folder)}


def one_text(folder: Path) -> dict[str, Any]:
    """Four people move figures of one text from one month's report to another's and back, in opposite directions."""
    from django.db import transaction

    from binhyen.directives.actions import accept_text
    from binhyen.figures.actions import accept_figure, undo_decision
    from binhyen.figures.actions.readings import AcceptedFigure
    from binhyen.figures.models import DraftCell
    from binhyen.figures.rules import periods
    from binhyen.figures.rules.cells import CellKey, CellValue, State
    from binhyen.foundation.span import Span
    from tests.conftest import NOW

    minh = people()["minh"]
    months = periods.cut("month", Span(date(2026, 1, 1), date(2026, 2, 28)))
    words = "Tổ chức 11 buổi, 12 lượt tuần tra, 13 vụ việc, 14 vụ hòa giải thành."
    source = accept_text(text=words, title="Báo cáo", unit=minh.unit, no_secrets=True, actor=minh, now=NOW)
    codes = ("COM04", "FRC04", "MED03", "MED04")

    def moving(n: int) -> Work:
        start = words.index(str(11 + n))

        def put(month: Span) -> None:
            figure = AcceptedFigure(
                [CellKey(codes[n])], CellValue(State.REPORTED, 11 + n), False, minh.unit, month, start, start + 2
            )
            accept_figure(source, figure, actor=minh, now=NOW)

        def work(tell: Tell) -> None:
            for turn in range(n, n + ROUNDS):
                with transaction.atomic():
                    undo_decision(source, start=start, end=start + 2, actor=minh, now=NOW)
                    put(months[turn % 2])
                tell(moved=n)

        put(months[(n + 1) % 2])
        return work

    for pid in list(children([moving(n) for n in range(4)], folder)):
        os.waitpid(pid, 0)
    rows = DraftCell.objects.filter(submission__source=source).order_by("value")
    kept = list(rows.values_list("value", "submission__period__starts_on__month"))
    return {"moved": len(acknowledged(folder)), "kept": kept, "rounds": ROUNDS}


# What the record says


def record() -> dict[str, Any]:
    """The whole record in a form to compare: acts by report, versions by report, faults, numbers."""
    from binhyen.figures.models import CellVersion, LedgerEntry, Submission
    from binhyen.figures.queries.verification import differences
    from binhyen.foundation import audit
    from binhyen.foundation.models import AuditEntry, ChainHead

    entries = AuditEntry.objects.filter(object__startswith="submission:").order_by("seq").values_list("object", "verb")
    versions = CellVersion.objects.filter(cell__indicator__code="FRC04").order_by("seq")
    numbers = [
        seq for table in (AuditEntry, CellVersion, LedgerEntry) for seq in table.objects.values_list("seq", flat=True)
    ]
    return {
        "recorded": [(int(what.split(":")[1]), verb) for what, verb in entries],
        "versions": list(versions.values_list("submission_id", "submission_version", "value", "n")),
        "all_versions": list(CellVersion.objects.values_list("submission_id", "submission_version").order_by("seq")),
        "reports": list(Submission.objects.order_by("pk").values_list("pk", "stage", "version", "revision")),
        "differences": list(differences()),
        "entries": audit.verify(),
        "gapless": sorted(numbers) == list(range(1, ChainHead.objects.get(id=1).seq + 1)),
    }


if __name__ == "__main__":
    main(sys.argv[1])
