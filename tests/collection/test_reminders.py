"""Reminders on the right mornings, once each; and what a mail server that refuses or hangs does: nothing, until later."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.mail import get_connection
from django.db import connection as database
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from binhyen.cli.remind import deliver
from binhyen.collection.actions.reminders import CLAIM, Sent, send_digests, set_mailbox
from binhyen.collection.models import DeadlineRule, Digest
from binhyen.collection.queries.reminders import letterboxes, reminders_for
from binhyen.collection.rules.reminders import Milestone, falls_on, reached
from binhyen.figures.actions import send_back
from binhyen.foundation.audit import verify
from binhyen.foundation.errors import Invalid, NotAllowed
from binhyen.foundation.span import Span
from binhyen.foundation.working_days import WorkingDays
from tests.cast import MONTHLY, Cast, key, month_cells, submitted

OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))
DUE = date(2026, 11, 4)


@pytest.mark.parametrize(
    ("today", "morning", "so_far"),
    [
        (date(2026, 10, 23), None, None),
        (date(2026, 10, 26), Milestone.WEEK_BEFORE, Milestone.WEEK_BEFORE),
        (date(2026, 10, 27), None, Milestone.WEEK_BEFORE),
        (date(2026, 11, 1), None, Milestone.WEEK_BEFORE),
        (date(2026, 11, 2), Milestone.TWO_BEFORE, Milestone.TWO_BEFORE),
        (date(2026, 11, 4), Milestone.ON_THE_DAY, Milestone.ON_THE_DAY),
        (date(2026, 11, 5), Milestone.AFTER, Milestone.AFTER),
        (date(2026, 11, 6), None, Milestone.AFTER),
    ],
)
def test_the_mornings_are_counted_in_working_days(
    today: date, morning: Milestone | None, so_far: Milestone | None
) -> None:
    calendar = WorkingDays()
    assert (falls_on(DUE, today, calendar), reached(DUE, today, calendar)) == (morning, so_far)


def test_no_morning_of_reminders_falls_on_a_day_off() -> None:
    friday = date(2026, 11, 6)
    assert falls_on(friday, date(2026, 11, 7), WorkingDays()) is None
    assert falls_on(friday, date(2026, 11, 9), WorkingDays()) is Milestone.AFTER
    closed = WorkingDays({date(2026, 11, 9): False})
    assert falls_on(friday, date(2026, 11, 9), closed) is None


@pytest.fixture
def rule(db: None) -> None:
    """Months are due on Wednesday 04/11/2026, 17 giờ 00."""
    DeadlineRule.objects.all().delete()
    DeadlineRule.objects.create(form_code=MONTHLY, level="commune", working_days=3, valid_from=date(2020, 1, 1))


def sentences(actor: object, today: date) -> list[str]:
    return [one.sentence for one in reminders_for(actor, today)]  # type: ignore[arg-type]


def test_a_commune_is_reminded_of_its_own_reports_until_they_are_sent(cast: Cast, now: datetime, rule: None) -> None:
    assert sentences(cast.lan, date(2026, 11, 2))[-1] == (
        "Báo cáo tháng, tháng 10 năm 2026: còn 02 ngày làm việc, hạn 17 giờ 00 ngày 04/11/2026."
    )
    assert sentences(cast.lan, DUE)[-1] == "Báo cáo tháng, tháng 10 năm 2026: đến hạn 17 giờ 00 hôm nay."
    late = "Báo cáo tháng, tháng 10 năm 2026: quá hạn 03 ngày làm việc (hạn 17 giờ 00 ngày 04/11/2026)."
    assert late in sentences(cast.binh, date(2026, 11, 9))
    report = submitted(cast, cast.tan_an, OCTOBER, month_cells(), now)
    assert not any("tháng 10" in sentence for sentence in sentences(cast.lan, date(2026, 11, 20)))
    send_back(report, cells=[key("FRC04")], reason="kiểm tra", due_on=date(2026, 11, 26), actor=cast.minh, now=now)
    assert sentences(cast.lan, date(2026, 11, 25))[0].startswith(
        "Báo cáo tháng, tháng 10 năm 2026 (trả lại để chỉnh lý): còn 01 ngày làm việc"
    )


def test_a_province_is_reminded_of_how_many_still_owe(cast: Cast, rule: None) -> None:
    said = "03 xã, phường chưa gửi Báo cáo tháng, tháng 10 năm 2026"
    assert sentences(cast.minh, DUE)[-1] == f"{said}, đến hạn 17 giờ 00 hôm nay."
    assert sentences(cast.minh, date(2026, 11, 6))[-1] == f"{said}, quá hạn 02 ngày làm việc."
    assert sentences(cast.quan, DUE) == []
    assert sentences(cast.tuan, DUE) == []


def test_a_province_hears_apart_of_what_came_back(cast: Cast, now: datetime, rule: None) -> None:
    report = submitted(cast, cast.tan_an, OCTOBER, month_cells(), now)
    send_back(report, cells=[key("FRC04")], reason="kiểm tra", due_on=date(2026, 11, 26), actor=cast.minh, now=now)
    said = sentences(cast.minh, date(2026, 11, 27))
    assert "02 xã, phường chưa gửi Báo cáo tháng, tháng 10 năm 2026, quá hạn 16 ngày làm việc." in said
    assert "01 xã, phường chưa gửi lại Báo cáo tháng, tháng 10 năm 2026, quá hạn 13 ngày làm việc." in said


def test_more_days_of_figures_ask_no_more_of_the_database(cast: Cast, rule: None) -> None:
    with CaptureQueriesContext(database) as one:
        reminders_for(cast.minh, date(2026, 2, 4))
    with CaptureQueriesContext(database) as several:
        reminders_for(cast.minh, date(2026, 11, 20))
    assert len(several.captured_queries) <= len(one.captured_queries)


def test_more_open_reports_of_a_commune_ask_no_more_of_the_database(cast: Cast, now: datetime, rule: None) -> None:
    with CaptureQueriesContext(database) as one:
        reminders_for(cast.lan, date(2026, 2, 4))
    with CaptureQueriesContext(database) as several:
        reminders_for(cast.lan, date(2026, 11, 20))
    assert len(several.captured_queries) == len(one.captured_queries)


# A mail server of the test's own.


@dataclass
class Inbox:
    """What a stub server took, and how it behaves: "ok", "refuse" (every recipient), "hang" (no greeting)."""

    mood: str = "ok"
    port: int = 0
    taken: list[str] = field(default_factory=list)
    calls: int = 0
    closing: threading.Event = field(default_factory=threading.Event)


@contextmanager
def mail_server(inbox: Inbox) -> Iterator[Inbox]:
    """A server on 127.0.0.1 that speaks enough of SMTP."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            inbox.calls += 1
            if inbox.mood == "hang":
                inbox.closing.wait(10)
                return
            self.say("220 thu")
            while line := self.rfile.readline().decode().strip():
                verb = line.upper().split(" ")[0].split(":")[0]
                if verb == "DATA":
                    self.say("354 tiep")
                    self.take()
                elif verb == "RCPT" and inbox.mood == "refuse":
                    self.say("550 khong nhan")
                elif verb == "QUIT":
                    self.say("221 chao")
                    return
                else:
                    self.say("250 duoc")

        def take(self) -> None:
            lines: list[str] = []
            while (line := self.rfile.readline().decode()) != ".\r\n":
                lines.append(line)
            inbox.taken.append("".join(lines))
            self.say("250 da nhan")

        def say(self, text: str) -> None:
            self.wfile.write(f"{text}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        inbox.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield inbox
        finally:
            inbox.closing.set()
            server.shutdown()


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    with mail_server(Inbox()) as inbox:
        yield inbox


@pytest.fixture
def boxes(cast: Cast, now: datetime, rule: None) -> None:
    """Tân An has a mailbox for all its posts, Tân Bình one for its leader, the province's desk one of its own."""
    for unit, role, mailbox in (
        (cast.tan_an, "", "tanan@thu.invalid"),
        (cast.tan_binh, "commune_leader", "lanhdao.tanbinh@thu.invalid"),
        (cast.province, "provincial_desk", "thuongtruc@thu.invalid"),
    ):
        set_mailbox(unit=unit, role=role, mailbox=mailbox, actor=cast.admin, now=now)


MORNING = datetime(2026, 11, 4, 0, 30, tzinfo=UTC)  # 7 giờ 30 on the day itself


def run(inbox: Inbox, at: datetime = MORNING) -> Sent:
    """One run of the command against the stub server."""
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=inbox.port,
        EMAIL_TIMEOUT=1, DEFAULT_FROM_EMAIL="nhacviec@thu.invalid",
    ):  # fmt: skip
        line = get_connection()
        return send_digests(send=lambda box, on: deliver(line, box, on), now=at)


def test_each_mailbox_gets_one_digest_in_the_morning_and_none_on_the_next_run(inbox: Inbox, boxes: None) -> None:
    assert run(inbox) == Sent(sent=4)
    assert run(inbox, MORNING + timedelta(hours=1)) == Sent()
    to = [line for mail in inbox.taken for line in mail.splitlines() if line.startswith("To:")]
    assert sorted(to) == [
        "To: lanhdao.tanbinh@thu.invalid", "To: tanan@thu.invalid", "To: thuongtruc@thu.invalid",
        "To: thuongtruc@thu.invalid",
    ]  # fmt: skip
    assert len({line for mail in inbox.taken for line in mail.splitlines() if line.startswith("Message-ID:")}) == 4
    assert verify() > 0


def test_a_server_that_hangs_leaves_all_digests_for_a_later_run_that_sends_each_once(inbox: Inbox, boxes: None) -> None:
    inbox.mood = "hang"
    assert run(inbox) == Sent(left=4)
    assert inbox.calls == 1
    assert Digest.objects.filter(sent_at=None).count() == 4
    inbox.closing.set()
    inbox.mood = "ok"
    assert run(inbox, MORNING + timedelta(hours=1)) == Sent(sent=4)
    assert run(inbox, MORNING + timedelta(hours=2)) == Sent()
    assert len(inbox.taken) == 4


def test_a_server_that_is_not_there_leaves_all_for_later(boxes: None) -> None:
    with mail_server(Inbox()) as gone:
        pass
    assert run(gone) == Sent(left=4)


def test_who_is_refused_is_tried_again_later(inbox: Inbox, boxes: None) -> None:
    inbox.mood = "refuse"
    assert run(inbox) == Sent(refused=4)
    inbox.mood = "ok"
    assert run(inbox, MORNING + timedelta(hours=1)) == Sent(sent=4)


def test_what_another_run_is_about_to_send_is_not_sent_twice(inbox: Inbox, boxes: None) -> None:
    run(inbox)
    Digest.objects.update(sent_at=None, tried_at=MORNING)
    assert run(inbox, MORNING + timedelta(minutes=1)) == Sent()
    assert run(inbox, MORNING + CLAIM + timedelta(minutes=1)) == Sent(sent=4)


def test_a_digest_holds_sentences_about_reports_and_no_figure_or_person(boxes: None) -> None:
    box = next(box for box in letterboxes(DUE) if box.mailbox.startswith("tanan"))
    assert [one.sentence for one in box.reminders] == ["Báo cáo tháng, tháng 10 năm 2026: đến hạn 17 giờ 00 hôm nay."]
    assert letterboxes(date(2026, 11, 3)) == []
    assert letterboxes(date(2026, 11, 7)) == []


def test_only_the_administrator_keeps_mailboxes(cast: Cast, now: datetime) -> None:
    with pytest.raises(NotAllowed):
        set_mailbox(unit=cast.tan_an, role="", mailbox="a@thu.invalid", actor=cast.minh, now=now)
    for role, mailbox in (("", "khong phai"), ("giam-doc", "a@thu.invalid")):
        with pytest.raises(Invalid):
            set_mailbox(unit=cast.tan_an, role=role, mailbox=mailbox, actor=cast.admin, now=now)
