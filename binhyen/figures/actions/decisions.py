"""Approve, send back, close. The ledger is written here and by approved corrections, nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from django.db import connection
from django.db.models import Q

from binhyen.directives.rules import plain_words
from binhyen.figures.actions.guards import locked, require_line, require_open, require_opened, today_of
from binhyen.figures.actions.steps import stepped
from binhyen.figures.models import (
    Cell,
    CellVersion,
    Correction,
    DraftCell,
    FormLine,
    LedgerEntry,
    Period,
    PeriodLock,
    Submission,
)
from binhyen.figures.queries.forms import form_on, form_spec, line_map, lock_of
from binhyen.figures.queries.hands import presented
from binhyen.figures.rules.cells import NOTHING, CellKey, weigh
from binhyen.figures.rules.moves import Move, Stage, after
from binhyen.figures.rules.together import bound_with
from binhyen.figures.texts import COMES_ALONG
from binhyen.foundation.audit import Chain, chain
from binhyen.foundation.errors import DomainError, Invalid, NotAllowed, WrongMove
from binhyen.foundation.vietnamese import short_date
from binhyen.foundation.working_days import WorkingDays
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.models import Unit, UnitVersion, in_force
from binhyen.organisation.rules import Act, Level


def approve(submission: Submission, *, actor: Actor, now: datetime, seen_revision: int | None = None) -> Submission:
    """Approve a submitted report: its latest versions count from now on, and the ledger says what changed.

    Refused: not the upper level's desk, another line of work, the hand that presented or submitted it, a closed period, a
    stale page, a report that this user has not opened as it stands now.
    """
    require(actor, Act.APPROVE, submission.unit, today_of(now))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now, held=False) as line:
        fresh = locked(submission, seen_revision=seen_revision)
        line.hold()
        stage = after(Move.APPROVE, Stage(fresh.stage))
        _by_other_hands(fresh, actor)
        require_line(actor, fresh.form_version)
        require_open(fresh.form_code, fresh.unit, fresh.period, today_of(now))
        require_opened(fresh, actor)
        cells = Cell.objects.filter(unit=fresh.unit, period=fresh.period, origin=fresh.origin).select_related(
            "approved"
        )
        latest = _latest(fresh)
        count([(cell, latest[cell.pk]) for cell in cells if cell.pk in latest], line)
        fresh.stage, fresh.decided_by, fresh.decided_by_post = stage.value, actor.user.pk, actor.post.pk
        fresh.decided_at, fresh.approved_version = now, fresh.version
        fresh.revision += 1
        fresh.save()
        seq = line.entry("figures.approve", f"submission:{fresh.pk}", {"version": fresh.version})
        stepped(fresh, verb="approve", seq=seq, line=line, actor=actor)
    return fresh


def _by_other_hands(submission: Submission, actor: Actor) -> None:
    """Who sent a report, or presented it to who sent it, does not decide on it; nor does a deputy of theirs."""
    hands = actor.hands()
    if hands.did(submission.submitted_by, submission.submitted_by_post):
        raise NotAllowed("figures.own_report")
    if presented([submission]).did(hands, submission):
        raise NotAllowed("figures.own_decided")


def _latest(submission: Submission) -> dict[int, CellVersion]:
    """The last version of each cell of the report (versions are in order, so later ones win); no undecided or refused
    correction."""
    undecided = Correction.objects.exclude(state=Correction.APPROVED).values("version")
    return {v.cell_id: v for v in submission.cell_versions.exclude(pk__in=undecided).order_by("cell_id", "n")}


def count(pairs: Iterable[tuple[Cell, CellVersion]], line: Chain) -> None:
    """Make each version the approved one of its cell; write newly approved minus formerly approved into the ledger.

    Published cells (origin not "") move their pointer but are never added to anything, so they write no ledger row.
    """
    moved, entries = [], []
    for cell, version in pairs:
        before = cell.approved
        if before is not None and before.pk == version.pk:
            continue
        delta = weigh(version.content) - (weigh(before.content) if before else NOTHING)
        cell.approved = version
        moved.append(cell)
        if cell.origin or delta == NOTHING:
            continue
        entries.append(
            LedgerEntry(
                seq=line.number(), version=version, indicator_id=cell.indicator_id, breakdown=cell.breakdown,
                unit_id=cell.unit_id, period_id=cell.period_id, d_value=delta.value, d_reported=delta.reported,
                d_above=delta.above, d_below=delta.below, d_about=delta.about, d_stated=delta.stated,
                d_not_applicable=delta.not_applicable,
            )
        )  # fmt: skip
    Cell.objects.bulk_update(moved, ["approved"], batch_size=_batch())
    LedgerEntry.objects.bulk_create(entries)


def _batch() -> int:
    """SQLite bounds the variables of one statement; bulk_update uses three a row."""
    return 300 if connection.vendor == "sqlite" else 1000


def send_back(
    submission: Submission, *, cells: Collection[CellKey], reason: str, reasons: Mapping[CellKey, str] | None = None,
    due_on: date | None = None, actor: Actor, now: datetime, seen_revision: int | None = None,
) -> Submission:  # fmt: skip
    """Send the named cells back, each with its own reason of ``reasons`` or else the common ``reason``; the rest stays frozen.

    A cell that an equation of the form binds to others, none of which is named, brings these along (``rules.together``).
    An approved report too, while its period is open: what was approved counts until the next approval. Figures read from a
    text are corrected instead.
    """
    require(actor, Act.SEND_BACK, submission.unit, today_of(now))
    wanted = set(cells)
    reason, own = _reasons(reason, reasons or {}, wanted)
    if due_on is not None and (due_on < today_of(now) or not WorkingDays().works(due_on)):
        raise Invalid("figures.return_date", on=short_date(due_on))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now, held=False) as line:
        fresh = locked(submission, seen_revision=seen_revision)
        line.hold()
        stage = after(Move.SEND_BACK, Stage(fresh.stage))
        if fresh.stage == Stage.APPROVED:
            _may_be_reported_again(fresh, today_of(now))
        _by_other_hands(fresh, actor)
        require_line(actor, fresh.form_version)
        held = {d.key: d for d in fresh.drafts.select_related("indicator")}
        keys = [key for key in held if key in wanted]
        if not keys:
            raise Invalid("figures.send_back_nothing")
        along = _along(fresh, keys, held)
        _mark_returned(held, {key: own.get(key, reason)[:300] for key in keys}, along)
        fresh.stage, fresh.reason, fresh.due_on = stage.value, reason, due_on
        fresh.decided_by, fresh.decided_by_post, fresh.decided_at = actor.user.pk, actor.post.pk, now
        fresh.revision += 1
        fresh.save()
        said = {"cells": sorted(map(str, keys)), "reasons": {str(key): text for key, text in sorted(own.items())}}
        said |= {"along": sorted(map(str, along))} if along else {}
        seq = line.entry("figures.send_back", f"submission:{fresh.pk}", said)
        stepped(fresh, verb="send_back", seq=seq, line=line, actor=actor, cells=keys)
    return fresh


def _along(submission: Submission, keys: Collection[CellKey], held: Collection[CellKey]) -> dict[CellKey, str]:
    """The cells that come back with ``keys``, each with why; what was read from a text has no form that binds it."""
    if submission.form_version is None:
        return {}
    lines = line_map(submission)
    own = [key for key in held if key in lines and lines[key].role == FormLine.COLLECTS]
    bonds = bound_with(form_spec(submission.form_version, submission.period.ends_on), keys, own)
    return {key: COMES_ALONG.format(name=bond.name, basis=bond.basis)[:300] for key, bond in bonds.items()}


def _mark_returned(
    held: Mapping[CellKey, DraftCell], reasons: Mapping[CellKey, str], along: Mapping[CellKey, str]
) -> None:
    for key, reason in {**along, **reasons}.items():
        held[key].returned, held[key].return_reason, held[key].along = True, reason, key not in reasons
    changed = [held[key] for key in held if key in reasons or key in along]
    DraftCell.objects.bulk_update(changed, ["returned", "return_reason", "along"], batch_size=_batch())


def _reasons(common: str, given: Mapping[CellKey, str], wanted: Collection[CellKey]) -> tuple[str, dict[CellKey, str]]:
    """The common reason, and those of single cells; where every cell has its own, these together are the common one."""
    own = {
        key: text
        for key, words in given.items()
        if (text := plain_words(words, 300, f"Lý do riêng của chỉ tiêu {key}"))
    }
    stray = next((key for key in sorted(own) if key not in wanted), None)
    if stray is not None:
        raise Invalid("figures.reason_unmarked", key=str(stray))
    common = plain_words(common, 500, "Lý do chung")
    if not common and wanted and own.keys() == set(wanted):
        common = " ".join(dict.fromkeys(own[key] for key in sorted(own)))[:500]
    if not common:
        raise Invalid("figures.reason_required")
    return common, own


def _may_be_reported_again(submission: Submission, on: date) -> None:
    """An approved report is sent back in an open period only; figures read from a text never are."""
    if submission.source_id is not None:
        raise WrongMove("figures.wrong_move", move=Move.SEND_BACK.value, stage=submission.stage)
    require_open(submission.form_code, submission.unit, submission.period, on)


def close_period(*, form_code: str, province: Unit, period: Period, actor: Actor, now: datetime) -> PeriodLock:
    """Close the period for the form under the province (chốt số liệu).

    Refused: a unit that is no province, a period that is not over or is closed already, reports that wait for a decision.
    """
    require(actor, Act.CLOSE, province, today_of(now))
    if province.level != Level.PROVINCE:
        raise Invalid("figures.close_level", unit=province.last_name())
    if period.ends_on >= today_of(now):
        raise Invalid("figures.period_running", period=str(period))
    require_line(actor, form_on(form_code, period.ends_on))
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        existing = lock_of(form_code, province, period)
        if existing is not None:
            on = short_date(today_of(existing.closed_at))
            raise DomainError("figures.period_closed", period=str(period), form=form_code, on=on)
        bound = UnitVersion.objects.filter(in_force(period.ends_on), province=province).values("unit")
        waiting = Submission.objects.filter(
            Q(unit=province) | Q(unit__in=bound), form_code=form_code, period=period, stage=Stage.SUBMITTED
        ).count()
        if waiting:
            raise DomainError("figures.period_undecided", count=waiting, period=str(period))
        lock = PeriodLock.objects.create(
            form_code=form_code, under_unit=province, period=period, closed_at=now,
            closed_by_user=actor.user.pk, closed_by_post=actor.post.pk,
        )  # fmt: skip
        line.entry("figures.close", f"period:{form_code}:{period}", {"province": province.uid})
    return lock
