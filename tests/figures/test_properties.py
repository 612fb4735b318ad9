"""What holds whatever people do, in whatever order: sums equal rebuilds, numbers have no gaps, a fact is asked once."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

from binhyen.analytics.answers import totals
from binhyen.directives.models import Programme
from binhyen.figures.actions import (
    close_period,
    correct,
    decide_correction,
    open_submission,
    present,
    programme_reads,
    reopen,
    return_to_officer,
    save_cells,
    send_back,
)
from binhyen.figures.models import (
    Cell,
    CellVersion,
    Correction,
    FormLine,
    FormProgramme,
    FormVersion,
    Indicator,
    LedgerEntry,
    Period,
    PeriodLock,
    Submission,
)
from binhyen.figures.queries.corrected import findings_after
from binhyen.figures.queries.forms import programmes_reading
from binhyen.figures.queries.reports import findings_of
from binhyen.figures.queries.sheets import form_sheet
from binhyen.figures.queries.verification import differences
from binhyen.figures.rules.cells import IN_FORMS, NOTHING, CellKey, CellValue, Qualifier, Severity, State, add, weigh
from binhyen.figures.rules.moves import Stage
from binhyen.foundation import audit
from binhyen.foundation.errors import DomainError
from binhyen.foundation.models import AuditEntry, ChainHead
from binhyen.foundation.span import Span
from binhyen.organisation.models import Unit
from tests.cast import Cast, approved, key, month_cells, number, read_and_approve, read_and_submit

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
SPANS = [MAY, Span(date(2026, 6, 1), date(2026, 6, 30))]
LATER = [Span(date(2026, 8, 1), date(2026, 8, 31)), Span(date(2026, 9, 1), date(2026, 9, 30))]
FREE = [key("FRC04"), key("FRC05"), key("MED03")]


def any_content(chance: random.Random, qualifiers: list[Qualifier]) -> CellValue:
    state = chance.choice([State.REPORTED] * 5 + list(State))
    if state is not State.REPORTED:
        return CellValue(state, reason="có lý do")
    value, qualifier = chance.randrange(200), chance.choice(qualifiers)
    return CellValue(state, value, value + 5 if qualifier is Qualifier.RANGE else None, qualifier)


# --- the rules alone ------------------------------------------------------------------------------------------------


def test_in_a_thousand_histories_the_signed_changes_add_up_to_the_last_values() -> None:
    chance = random.Random(1000)
    for _ in range(1000):
        now: dict[int, CellValue] = {}
        ledger = NOTHING
        for _ in range(chance.randrange(1, 30)):
            cell, content = chance.randrange(6), any_content(chance, list(Qualifier))
            ledger = ledger + (weigh(content) - weigh(now.get(cell)))
            now[cell] = content
        assert ledger == add(now.values())
        assert ledger.sum_class is add(now.values()).sum_class


# --- with people, in any order --------------------------------------------------------------------------------------


class Anything:
    """People who try whatever comes to their mind; what is refused changes nothing."""

    def __init__(self, cast: Cast, now: datetime, seed: int) -> None:
        self.cast, self.now, self.chance = cast, now, random.Random(seed)
        self.done: Counter[str] = Counter()
        self.units = [cast.tan_an, cast.tan_binh]
        self.spans = SPANS

    def acts(self) -> list[Callable[[Submission], object]]:
        return [self.enter, self.present, self.submit, self.submit, self.approve, self.approve, self.approve, self.send_back,
                self.send_back_again, self.hand_back, self.close, self.reopen, self.correct, self.correct, self.decide, self.decide]  # fmt: skip

    def step(self) -> None:
        unit, span = self.chance.choice(self.units), self.chance.choice(self.spans)
        before = ChainHead.objects.get(id=1).seq
        act = self.chance.choice(self.acts())
        try:
            act(self.report(unit, span))
            self.done[act.__name__] += 1
        except DomainError:
            assert ChainHead.objects.get(id=1).seq == before

    def report(self, unit: Unit, span: Span) -> Submission:
        known = Submission.objects.filter(unit=unit, period__starts_on=span.start).first()
        if known is not None:
            return known
        officer = self.cast.officers[unit.pk]
        made = open_submission(form_code="BC-THANG", unit=unit, span=span, actor=officer, now=self.now)
        save_cells(made, month_cells(), seen={}, actor=officer, now=self.now)
        return made

    def enter(self, report: Submission) -> None:
        drafts = {d.key: d for d in report.drafts.select_related("indicator")}
        line = self.chance.choice(FREE)
        content = any_content(self.chance, sorted(IN_FORMS))
        seen = {line: drafts[line].seen_version}
        save_cells(report, {line: content}, seen=seen, actor=self.cast.officers[report.unit_id], now=self.now)

    def present(self, report: Submission) -> None:
        found = findings_of(report, today=self.now.date())
        if any(f.severity is Severity.BLOCK for f in found):
            self._mend(report)
            found = findings_of(report, today=self.now.date())
        reasons = {f.id: "đã rà soát" for f in found if f.severity is Severity.WARN}
        present(report, reasons=reasons, actor=self.cast.officers[report.unit_id], now=self.now)

    def _mend(self, report: Submission) -> None:
        officer = self.cast.officers[report.unit_id]
        good = month_cells(patrols=self.chance.randrange(1, 60), accepted=self.chance.randrange(9))
        drafts = {d.key: d for d in report.drafts.select_related("indicator")}
        open_ = {line: content for line, content in good.items() if not report.version or drafts[line].returned}
        save_cells(report, open_, seen={k: drafts[k].seen_version for k in open_}, actor=officer, now=self.now)

    def submit(self, report: Submission) -> None:
        read_and_submit(report, actor=self.cast.leaders[report.unit_id], now=self.now)

    def hand_back(self, report: Submission) -> None:
        return_to_officer(report, reason="xem lại", actor=self.cast.leaders[report.unit_id], now=self.now)

    def approve(self, report: Submission) -> None:
        read_and_approve(report, actor=self.chance.choice([self.cast.minh, self.cast.nam]), now=self.now)

    def send_back(self, report: Submission) -> None:
        lines = self.chance.sample(sorted(month_cells()), 3)
        send_back(report, cells=[*lines, *FREE], reason="kiểm tra", actor=self.cast.minh, now=self.now)

    def send_back_again(self, report: Submission) -> None:
        """What was approved is to be corrected while the period is open: its values count on."""
        if report.stage != Stage.APPROVED:
            raise DomainError("test.not_approved")
        counting = Cell.objects.filter(approved__submission=report).values_list("pk", "approved").order_by("pk")
        before = list(counting)
        send_back(report, cells=FREE, reason="đối chiếu lại", actor=self.cast.nam, now=self.now)
        assert list(counting.all()) == before

    def close(self, report: Submission) -> None:
        closed = PeriodLock.objects.filter(period=report.period_id).exists()
        if report.approved_version is None or closed or self.chance.random() > 0.3:
            raise DomainError("test.too_early_to_close")
        for waiting in Submission.objects.filter(period=report.period_id, stage=Stage.SUBMITTED):
            self.approve(waiting)
        close_period(
            form_code="BC-THANG", province=self.cast.province, period=report.period, actor=self.cast.minh, now=self.now
        )

    def reopen(self, report: Submission) -> None:
        """By exception until today; what was approved in it may be sent back again."""
        lock = PeriodLock.objects.filter(period=report.period_id).first()
        if lock is None:
            raise DomainError("test.not_closed")
        reopen(
            lock, unit=report.unit, reason="thiếu một đội", document="9/CV", expires_on=self.now.date(), said=(),
            actor=self.cast.nam, now=self.now,
        )  # fmt: skip

    def correct(self, report: Submission) -> None:
        cells = list(Cell.objects.filter(unit=report.unit_id, period=report.period_id).order_by("pk"))
        if not cells:
            raise DomainError("test.nothing_to_correct")
        cell = self.chance.choice(cells)
        content = any_content(self.chance, sorted(Qualifier))
        found = findings_after(report, {cell.key: content}, today=self.now.date())
        reasons = {f.id: "đã rà soát" for f in found}
        correct(cell, content, reason="cộng sót", document="12/BC", reasons=reasons, actor=self.cast.minh, now=self.now)

    def decide(self, report: Submission) -> None:
        waiting = Correction.objects.filter(state=Correction.WAITING, version__submission=report).first()
        if waiting is None:
            raise DomainError("test.nothing_to_decide")
        decide_correction(waiting, approved=self.chance.random() < 0.7, actor=self.cast.nam, now=self.now)


def test_after_hundreds_of_random_acts_sums_equal_a_rebuild_and_numbers_have_no_gaps(cast: Cast, now: datetime) -> None:
    done: Counter[str] = Counter()
    for seed in (1, 2):
        people = Anything(cast, now, seed)
        people.units, people.spans = ([cast.tan_an, cast.tan_binh], SPANS) if seed == 1 else ([cast.tan_cuong], LATER)
        for _ in range(260):
            people.step()
        done += people.done
        assert list(differences()) == []
    assert set(done) == {
        "enter",
        "present",
        "submit",
        "approve",
        "send_back",
        "hand_back",
        "close",
        "correct",
        "decide",
        "send_back_again",
        "reopen",
    }
    numbers = [
        seq for table in (AuditEntry, CellVersion, LedgerEntry) for seq in table.objects.values_list("seq", flat=True)
    ]
    assert sorted(numbers) == list(range(1, ChainHead.objects.get(id=1).seq + 1))
    assert audit.verify() == AuditEntry.objects.count()
    for span in [*SPANS, *LATER]:
        cells = Cell.objects.filter(period__starts_on=span.start, approved__isnull=False)
        for line in FREE:
            approved_now = [
                c.approved.content
                for c in cells.filter(indicator__code=line.indicator, breakdown="").select_related("approved")
                if c.approved
            ]
            assert totals(cast.province, [line], span).rows[line].weight == add(approved_now)


def test_versions_stand_in_the_order_in_which_they_were_committed(cast: Cast, now: datetime) -> None:
    people = Anything(cast, now, 7)
    for _ in range(60):
        people.step()
    for cell in Cell.objects.all():
        numbered = list(cell.versions.order_by("n").values_list("n", "seq"))
        assert [n for n, _ in numbered] == list(range(1, len(numbered) + 1))
        assert [seq for _, seq in numbered] == sorted(seq for _, seq in numbered)


# --- reported once, read by many (F1) -------------------------------------------------------------------------------


def test_six_programmes_that_overlap_ask_a_commune_for_the_union_and_see_the_same_values(
    cast: Cast, now: datetime
) -> None:
    chance = random.Random(6)
    Programme.objects.create(code="THU-01", name="Một chương trình nữa", starts_on=MAY.start)
    programmes = list(Programme.objects.order_by("code"))[-6:]
    form = FormVersion.objects.get(code="BC-THANG")
    codes = sorted(set(FormLine.objects.filter(version=form, breakdown="").values_list("indicator__code", flat=True)))
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    report = Submission.objects.get(unit=cast.tan_an)
    ids = dict(Indicator.objects.filter(code__in=codes).values_list("code", "pk"))
    for case in range(1000):
        FormProgramme.objects.all().delete()
        shared = set(chance.sample(codes, 3))
        reads = {p.code: shared | set(chance.sample(sorted(set(codes) - shared), 2)) for p in programmes}
        union = set().union(*reads.values())
        if case % 40:
            FormProgramme.objects.bulk_create(
                FormProgramme(programme=p, indicator_id=ids[code]) for p in programmes for code in reads[p.code]
            )
        else:
            for programme in programmes:
                assert programme_reads(programme=programme, indicators=reads[programme.code], actor=None, now=now) == 5
            sheet = form_sheet(form, cast.tan_an, MAY, report)
            asked = [line for line in sheet.collecting if line.readers and not line.key.breakdown]
            assert len(asked) == len(union)
            assert {line.key.indicator: set(line.readers) for line in asked} == {
                code: {name for name, read in reads.items() if code in read} for code in union
            }
        assert programmes_reading(codes) == {
            code: sorted(n for n, r in reads.items() if code in r) for code in sorted(union)
        }


def views(cast: Cast, reads: dict[str, set[str]]) -> dict[str, dict[str, int]]:
    """What each programme sees."""
    return {
        name: {
            k.indicator: t.value
            for k, t in totals(cast.province, [CellKey(c) for c in sorted(codes)], MAY).rows.items()
        }
        for name, codes in reads.items()
    }


def test_changing_a_fact_changes_it_for_all_who_read_it_and_for_no_other(cast: Cast, now: datetime) -> None:
    for unit in (cast.tan_an, cast.tan_binh):
        approved(cast, unit, MAY, month_cells(), now)
    reads = {
        f"CT-{n}": {"FRC04", "COM04", code}
        for n, code in enumerate(["COM05", "FRC05", "MED03", "MED04", "MED05", "MED06"])
    }
    reads["seventh"] = {"COM04", "COM05"}
    before = views(cast, reads)
    assert {view["FRC04"] for name, view in before.items() if name != "seventh"} == {60}
    period = Period.objects.get(starts_on=MAY.start, ends_on=MAY.last)
    close_period(form_code="BC-THANG", province=cast.province, period=period, actor=cast.minh, now=now)
    assert PeriodLock.objects.count() == 1
    cell = Cell.objects.get(unit=cast.tan_an, indicator__code="FRC04")
    asked = correct(cell, number(33), reason="cộng sót", document="12/BC", actor=cast.nam, now=now)
    assert views(cast, reads) == before
    decide_correction(asked, approved=True, actor=cast.minh, now=now)
    after = views(cast, reads)
    assert after == {name: view | ({"FRC04": 63} if "FRC04" in view else {}) for name, view in before.items()}


def test_the_total_of_all_programmes_counts_each_fact_once(cast: Cast, now: datetime) -> None:
    chance = random.Random(60)
    codes = ["COM04", "COM05", "FRC04", "FRC05", "MED03", "MED04"]
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    whole = {k: t.value for k, t in totals(cast.province, [CellKey(c) for c in codes], MAY).rows.items()}
    for _ in range(1000):
        asked = [CellKey(code) for _ in range(6) for code in chance.sample(codes, 4)]
        rows = totals(cast.province, asked, MAY).rows
        assert {k: t.value for k, t in rows.items()} == {k: v for k, v in whole.items() if k in set(asked)}


def test_stages_reached_by_chance_are_those_of_the_moves(cast: Cast, now: datetime) -> None:
    people = Anything(cast, now, 11)
    for _ in range(80):
        people.step()
    stages = set(Submission.objects.values_list("stage", flat=True))
    assert stages <= {stage.value for stage in Stage}
    for report in Submission.objects.filter(stage=Stage.APPROVED):
        assert report.decided_by not in (None, report.submitted_by)
