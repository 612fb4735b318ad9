"""The people and places of the tests: one invented province, three communes, and who works there. Made through actions.

Lan is a commune officer and Bình the leader at Tân An; Minh and Nam sit at the provincial desk, Hoa leads; Quân analyses at
the ministry; Tuấn is an outsider, a desk officer of another invented province.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from binhyen.figures.actions import approve, assign_form, open_report, open_submission, present, save_cells, submit
from binhyen.figures.models import Submission
from binhyen.figures.queries.reports import findings_of
from binhyen.figures.rules.cells import CellKey, CellValue, Severity, State
from binhyen.foundation.span import Span
from binhyen.organisation.actions import NewUnit, assign_post, create_unit, create_user
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import nation
from binhyen.organisation.rules import Level, Role

SINCE = date(2020, 1, 1)
PASSWORD = "mot-cau-dai-de-thu"
MONTHLY = "BC-THANG"
HALF_YEARLY = "BC-6T"


@dataclass(frozen=True)
class Cast:
    """Who and where."""

    province: Unit
    elsewhere: Unit
    tan_an: Unit
    tan_binh: Unit
    tan_cuong: Unit
    lan: Actor
    binh: Actor
    minh: Actor
    nam: Actor
    hoa: Actor
    quan: Actor
    tuan: Actor
    admin: Actor
    officers: dict[int, Actor]
    leaders: dict[int, Actor]


def make_cast(now: datetime) -> Cast:
    """Make the cast in the present database (register and catalogue are there)."""
    province = _unit("thu", Level.PROVINCE, "tinh", "Thử", "T01", None, now)
    elsewhere = _unit("khac", Level.PROVINCE, "tinh", "Khác", "T02", None, now)
    communes = [
        _unit(uid, Level.COMMUNE, kind, name, code, province, now)
        for uid, kind, name, code in (
            ("thu-tan-an", "xa", "Tân An", "T0101"),
            ("thu-tan-binh", "phuong", "Tân Bình", "T0102"),
            ("thu-tan-cuong", "xa", "Tân Cường", "T0103"),
        )
    ]
    tan_an, tan_binh, tan_cuong = communes
    lan = _seat("lan", Role.COMMUNE_OFFICER, tan_an, now)
    binh = _seat("binh", Role.COMMUNE_LEADER, tan_an, now)
    officers, leaders = {tan_an.pk: lan}, {tan_an.pk: binh}
    for unit in (tan_binh, tan_cuong):
        officers[unit.pk] = _seat(f"canbo.{unit.uid}", Role.COMMUNE_OFFICER, unit, now)
        leaders[unit.pk] = _seat(f"lanhdao.{unit.uid}", Role.COMMUNE_LEADER, unit, now)
    for form in (MONTHLY, HALF_YEARLY):
        assign_form(form_code=form, province=province, level="commune", starts_on=date(2026, 1, 1), actor=None, now=now)
    return Cast(
        province=province, elsewhere=elsewhere, tan_an=tan_an, tan_binh=tan_binh, tan_cuong=tan_cuong, lan=lan, binh=binh,
        minh=_seat("minh", Role.PROVINCIAL_DESK, province, now), nam=_seat("nam", Role.PROVINCIAL_DESK, province, now),
        hoa=_seat("hoa", Role.PROVINCIAL_LEADER, province, now), quan=_seat("quan", Role.MINISTRY_ANALYST, nation(), now),
        tuan=_seat("tuan", Role.PROVINCIAL_DESK, elsewhere, now), admin=_seat("quantri", Role.ADMINISTRATOR, nation(), now),
        officers=officers, leaders=leaders,
    )  # fmt: skip


def _unit(uid: str, level: Level, kind: str, name: str, code: str, parent: Unit | None, now: datetime) -> Unit:
    return create_unit(
        NewUnit(uid, level, kind, name, code, parent), valid_from=SINCE, basis="đơn vị để kiểm thử", actor=None, now=now
    )


def _seat(name: str, role: Role, unit: Unit, now: datetime) -> Actor:
    user = create_user(username=name, password=PASSWORD, actor=None, now=now)
    post = assign_post(role=role, unit=unit, holder=user, title=name, valid_from=SINCE, actor=None, now=now)
    return Actor(user, post)


def month_cells(
    sessions: int = 10, attendances: int = 400, patrols: int = 30, accepted: int = 5
) -> dict[CellKey, CellValue]:
    """A month of BC-THANG in which every check holds; all accepted mediations are settled."""
    counts = {
        "COM04": sessions, "COM04[host_org=ca]": sessions, "COM04[host_org=mttq_ctxh]": 0, "COM04[host_org=cqdnth]": 0,
        "COM04[host_org=khac]": 0, "COM05": attendances, "COM05[host_org=ca]": attendances, "COM05[host_org=mttq_ctxh]": 0,
        "COM05[host_org=cqdnth]": 0, "COM05[host_org=khac]": 0, "FRC04": patrols, "FRC05": patrols * 3,
        "MED03": accepted, "MED04": accepted, "MED05": 0, "MED06": 0,
    }  # fmt: skip
    return {key(text): number(value) for text, value in counts.items()}


def key(text: str) -> CellKey:
    """ "COM04[host_org=ca]" as a key."""
    code, _, rest = text.partition("[")
    return CellKey(code, rest.rstrip("]"))


def number(value: int) -> CellValue:
    """A reported number; 0 is "không phát sinh"."""
    return CellValue(State.REPORTED, value) if value else CellValue(State.NOTHING_AROSE)


def entered(
    cast: Cast, unit: Unit, span: Span, cells: dict[CellKey, CellValue], now: datetime, form: str = MONTHLY
) -> Submission:
    """The unit's report with these cells in its working copy."""
    officer = cast.officers[unit.pk]
    report = open_submission(form_code=form, unit=unit, span=span, actor=officer, now=now)
    save_cells(report, cells, seen={}, actor=officer, now=now)
    return report


def submitted(
    cast: Cast, unit: Unit, span: Span, cells: dict[CellKey, CellValue], now: datetime, form: str = MONTHLY
) -> Submission:
    """The same, presented with a reason for each warning, and submitted by the leader."""
    report = entered(cast, unit, span, cells, now, form)
    warnings = (f for f in findings_of(report, today=now.date()) if f.severity is Severity.WARN)
    present(report, reasons={f.id: "đã rà soát" for f in warnings}, actor=cast.officers[unit.pk], now=now)
    return read_and_submit(report, actor=cast.leaders[unit.pk], now=now)


def approved(
    cast: Cast, unit: Unit, span: Span, cells: dict[CellKey, CellValue], now: datetime, form: str = MONTHLY
) -> Submission:
    """The same, approved by Minh."""
    return read_and_approve(submitted(cast, unit, span, cells, now, form), actor=cast.minh, now=now)


def read_and_submit(report: Submission, *, actor: Actor, now: datetime) -> Submission:
    """The leader opens what was presented and signs it."""
    open_report(Submission.objects.select_related("unit").get(pk=report.pk), actor=actor, now=now)
    return submit(report, actor=actor, now=now)


def read_and_approve(
    report: Submission, *, actor: Actor, now: datetime, seen_revision: int | None = None
) -> Submission:
    """The desk opens the report as it stands and approves it."""
    open_report(Submission.objects.select_related("unit").get(pk=report.pk), actor=actor, now=now)
    return approve(report, actor=actor, now=now, seen_revision=seen_revision)
