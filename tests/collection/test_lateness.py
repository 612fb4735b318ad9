"""Whose court the ball was in, and lateness in working days of the unit alone."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from binhyen.collection.rules.lateness import OWN, Court, Lateness, Standing, Turn, lateness
from binhyen.figures.rules.moves import Stage
from binhyen.foundation.working_days import WorkingDays

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
STAGES = {
    "present": Stage.PRESENTED,
    "return_to_officer": Stage.DRAFT,
    "submit": Stage.SUBMITTED,
    "send_back": Stage.SENT_BACK,
    "approve": Stage.APPROVED,
}


def at(text: str) -> datetime:
    """ "17/6 17:00" in 2026, or with a year of its own, "29/12/2025 8:00"."""
    day, _, hour = text.partition(" ")
    parts = [int(part) for part in day.split("/")]
    hours, _, minutes = (hour or "8:00").partition(":")
    return datetime(parts[2] if len(parts) > 2 else 2026, parts[1], parts[0], int(hours), int(minutes), tzinfo=HERE)


def told(
    moves: list[str],
    *,
    now: str,
    due: str | None = "17/6 17:00",
    begins: str = "15/6",
    calendar: WorkingDays | None = None,
) -> Lateness:
    """Moves as "submit 16/6 10:00"; a send-back may carry its new date: "send_back 18/6 9:00 > 22/6"."""
    turns, version = [], 0
    for move in moves:
        verb, _, rest = move.partition(" ")
        when, _, new = rest.partition(" > ")
        version += verb == "submit"
        turns.append(Turn(at(when), verb, STAGES[verb], version, at(new).date() if new else None))
    return lateness(
        turns,
        due=at(due) if due else None,
        begins_on=at(begins).date(),
        now=at(now),
        calendar=calendar or WorkingDays(),
    )


# Wednesday 17/6/2026 at 17:00 is the deadline; 20 and 21/6 are a weekend.
@pytest.mark.parametrize(
    ("moves", "now", "standing", "days"),
    [
        ([], "16/6 10:00", Standing.NOT_DUE, 0),
        ([], "17/6 8:00", Standing.DUE_TODAY, 0),
        ([], "17/6 17:00", Standing.DUE_TODAY, 0),
        ([], "17/6 17:01", Standing.OVERDUE, 0),
        ([], "18/6 8:00", Standing.OVERDUE, 1),
        ([], "20/6 8:00", Standing.OVERDUE, 2),
        ([], "21/6 23:00", Standing.OVERDUE, 2),
        ([], "22/6 14:00", Standing.OVERDUE, 3),
        (["present 16/6 9:00"], "22/6 14:00", Standing.OVERDUE, 3),
        (["present 16/6 9:00", "return_to_officer 16/6 15:00"], "18/6 9:00", Standing.OVERDUE, 1),
        (["submit 16/6 10:00"], "22/6 14:00", Standing.ON_TIME, 0),
        (["submit 17/6 17:00"], "22/6 14:00", Standing.ON_TIME, 0),
        (["submit 17/6 17:01"], "22/6 14:00", Standing.LATE, 0),
        (["submit 17/6 23:59"], "22/6 14:00", Standing.LATE, 0),
        (["submit 18/6 0:01"], "22/6 14:00", Standing.LATE, 1),
        (["submit 20/6 9:00"], "29/6 9:00", Standing.LATE, 2),
        (["submit 22/6 9:00"], "30/6 9:00", Standing.LATE, 3),
        (["submit 16/6 10:00", "approve 25/6 10:00"], "30/7 9:00", Standing.ON_TIME, 0),
        (["submit 19/6 10:00", "approve 25/6 10:00"], "30/7 9:00", Standing.LATE, 2),
    ],
)
def test_the_first_round_stands_to_its_deadline(moves: list[str], now: str, standing: Standing, days: int) -> None:
    found = told(moves, now=now)
    assert (found.standing, found.days) == (standing, days)


@pytest.mark.parametrize(
    ("moves", "now", "standing", "days"),
    [
        # In time, five working days above, a new date: kept, on the day itself, and missed by two.
        (["submit 17/6 10:00", "send_back 24/6 9:00 > 26/6"], "25/6 9:00", Standing.NOT_DUE, 0),
        (["submit 17/6 10:00", "send_back 24/6 9:00 > 26/6"], "26/6 9:00", Standing.DUE_TODAY, 0),
        (["submit 17/6 10:00", "send_back 24/6 9:00 > 26/6"], "30/6 9:00", Standing.OVERDUE, 2),
        (["submit 17/6 10:00", "send_back 24/6 9:00 > 26/6", "submit 26/6 16:00"], "9/7", Standing.ON_TIME, 0),
        (["submit 17/6 10:00", "send_back 24/6 9:00 > 26/6", "submit 30/6 9:00"], "9/7", Standing.LATE, 2),
        # Late by one at first, then corrected in time: still one.
        (["submit 18/6 10:00", "send_back 24/6 9:00 > 26/6", "submit 25/6 9:00"], "9/7", Standing.LATE, 1),
        # Late in both rounds: both are added, the nine days above are not.
        (["submit 18/6 10:00", "send_back 1/7 9:00 > 3/7", "submit 7/7 9:00"], "9/7", Standing.LATE, 3),
        # No new date: the working days that were left when it was sent, two here, begin again.
        (["submit 15/6 10:00", "send_back 24/6 9:00"], "26/6 16:00", Standing.DUE_TODAY, 0),
        (["submit 15/6 10:00", "send_back 24/6 9:00"], "29/6 9:00", Standing.OVERDUE, 1),
        # No new date and nothing left: one working day.
        (["submit 17/6 10:00", "send_back 19/6 9:00"], "22/6 16:00", Standing.DUE_TODAY, 0),
        (["submit 22/6 10:00", "send_back 24/6 9:00", "submit 25/6 9:00"], "30/6 9:00", Standing.LATE, 3),
        # The leader's days inside the commune are the commune's.
        (
            ["submit 17/6 10:00", "send_back 24/6 9:00 > 25/6", "present 25/6 9:00", "submit 29/6 9:00"],
            "30/6 9:00", Standing.LATE, 2,
        ),
        # Three rounds.
        (
            [
                "submit 17/6 9:00", "send_back 18/6 9:00 > 19/6", "submit 22/6 9:00", "send_back 24/6 9:00 > 25/6",
                "submit 26/6 9:00", "approve 30/6 9:00",
            ],
            "9/7", Standing.LATE, 2,
        ),
        # A new date that had passed when it was given: only the unit's own days since then.
        (["submit 17/6 9:00", "send_back 24/6 9:00 > 22/6", "submit 26/6 9:00"], "9/7", Standing.LATE, 2),
    ],
)  # fmt: skip
def test_the_days_of_the_upper_level_never_count_against_the_unit(
    moves: list[str], now: str, standing: Standing, days: int
) -> None:
    found = told(moves, now=now)
    assert (found.standing, found.days) == (standing, days)


@pytest.mark.parametrize(
    ("due", "now", "exceptions", "days"),
    [
        ("29/4 17:00", "4/5 8:00", {}, 1),  # 30/4 and 01/5 are holidays, 2 and 3/5 a weekend
        ("31/8 17:00", "4/9 9:00", {}, 2),  # 1 and 02/9, Quốc khánh, are holidays
        ("13/2 17:00", "23/2 9:00", {}, 1),  # Tết Bính Ngọ, 16 to 20/02/2026
        ("13/2 17:00", "20/2 9:00", {}, 0),
        ("31/12/2025 17:00", "5/1 9:00", {date(2026, 1, 2): False}, 1),  # closed by decision
        ("19/6 17:00", "22/6 9:00", {date(2026, 6, 20): True}, 2),  # a Saturday worked instead
    ],
)
def test_holidays_and_days_off_by_decision_are_no_days_of_lateness(
    due: str, now: str, exceptions: dict[date, bool], days: int
) -> None:
    found = told([], due=due, begins="10/1/2025", now=now, calendar=WorkingDays(exceptions))
    assert (found.standing, found.days) == (Standing.OVERDUE, days)


def test_without_a_deadline_nothing_is_late() -> None:
    found = told(["submit 18/6 9:00", "send_back 19/6 9:00 > 22/6"], due=None, now="30/7")
    assert (found.standing, found.days, found.due) == (Standing.OPEN, 0, None)


def test_the_time_line_says_whose_turn_it_was_and_for_how_many_working_days() -> None:
    moves = ["present 16/6 9:00", "submit 17/6 9:00", "send_back 22/6 9:00 > 24/6", "present 23/6 9:00",
             "submit 24/6 9:00"]  # fmt: skip
    found = told(moves, now="30/6 9:00")
    assert [(span.court, span.days) for span in found.spans] == [
        (Court.ENTERING, 1),
        (Court.SIGNING, 1),
        (Court.EXAMINING, 3),
        (Court.CORRECTING, 1),
        (Court.SIGNING, 1),
        (Court.EXAMINING, 4),
    ]
    assert found.court is Court.EXAMINING
    assert found.in_court(Court.EXAMINING) == 7
    assert [span.due and span.due.day for span in found.spans] == [17, 17, None, 24, 24, None]


def test_a_report_entered_before_its_period_ended_begins_with_its_first_move() -> None:
    found = told(["submit 12/6 9:00"], now="16/6 9:00")
    assert [(span.court, span.starts_on.day, span.days) for span in found.spans] == [
        (Court.ENTERING, 12, 0),
        (Court.EXAMINING, 12, 2),
    ]


def test_an_approved_report_is_in_nobodys_court() -> None:
    found = told(["submit 16/6 9:00", "approve 17/6 9:00"], now="30/6 9:00")
    assert found.court is None
    assert found.spans[-1].ends_on == date(2026, 6, 17)


def test_what_was_returned_inside_the_commune_after_a_send_back_is_still_being_corrected() -> None:
    moves = ["submit 16/6 9:00", "send_back 17/6 9:00 > 24/6", "present 18/6 9:00", "return_to_officer 19/6 9:00"]
    assert told(moves, now="19/6 10:00").court is Court.CORRECTING


WAYS = {
    Stage.DRAFT: ["present"],
    Stage.PRESENTED: ["return_to_officer", "submit"],
    Stage.SUBMITTED: ["send_back", "approve"],
    Stage.SENT_BACK: ["present"],
    Stage.APPROVED: [],
}


@pytest.mark.parametrize("seed", range(60))
def test_the_days_of_all_spans_add_up_and_the_unit_is_never_later_than_its_own_days(seed: int) -> None:
    chance = random.Random(seed)
    stage, when, version = Stage.DRAFT, at("15/6 8:00"), 0
    turns: list[Turn] = []
    for _ in range(chance.randint(0, 9)):
        if not WAYS[stage]:
            break
        verb = chance.choice(WAYS[stage])
        when += timedelta(hours=chance.randint(1, 200))
        stage, version = STAGES[verb], version + (verb == "submit")
        new = chance.choice([None, 0, 3, 9]) if verb == "send_back" else None
        turns.append(Turn(when, verb, stage, version, None if new is None else when.date() + timedelta(days=new)))
    now = when + timedelta(hours=chance.randint(0, 300))
    calendar = WorkingDays()
    found = lateness(turns, due=at("17/6 17:00"), begins_on=date(2026, 6, 15), now=now, calendar=calendar)
    end = turns[-1].at if turns and stage is Stage.APPROVED else now
    assert sum(span.days for span in found.spans) == calendar.count(date(2026, 6, 15), end.date())
    assert found.days <= found.in_court(*OWN)
    assert all(not span.late for span in found.spans if span.court is Court.EXAMINING)
