"""Handing one's work over: for which days, to whom; and that a deputy is no second person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from binhyen.figures.actions import close_period, open_report, present, send_back, submit
from binhyen.figures.models import Period, Submission
from binhyen.figures.queries.queue import desk_queue
from binhyen.foundation.errors import DomainError, NotAllowed, WrongMove
from binhyen.foundation.models import AuditEntry
from binhyen.foundation.span import Span
from binhyen.organisation.actions import assign_post, delegate, end_post, revoke_delegation
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Post, User
from binhyen.organisation.queries import actor_for, posts_of
from binhyen.organisation.rules import LineOfWork, Role
from binhyen.web.actor import POST_KEY
from binhyen.web.figures.addresses import sheet_url
from tests.cast import Cast, entered, key, month_cells, read_and_approve, read_and_submit, submitted
from tests.web.pages import SheetPage, form_of, signed_in

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
TODAY = date(2026, 11, 20)


def handed(giver: Actor, taker: Actor, now: datetime, days: int = 5) -> Actor:
    """The taker acting in the giver's post."""
    made = delegate(
        giver.post, to=taker.user, starts_on=TODAY, ends_on=TODAY + timedelta(days=days), reason="đi công tác", actor=giver,
        now=now,
    )  # fmt: skip
    return actor_for(taker.user, TODAY, made.pk)


def test_a_deputy_may_what_the_post_may_and_its_title_says_so(cast: Cast, now: datetime) -> None:
    deputy = handed(cast.minh, cast.hoa, now)
    assert deputy.post.title == "minh (được ủy quyền)"
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    assert read_and_approve(report, actor=deputy, now=now).decided_by == cast.hoa.user.pk


def test_it_begins_and_ends_with_its_days_and_with_the_post_it_comes_from(cast: Cast, now: datetime) -> None:
    deputy = handed(cast.minh, cast.hoa, now)
    held = [len(posts_of(cast.hoa.user, TODAY + timedelta(days=n))) for n in (-1, 0, 5, 6)]
    assert held == [1, 2, 2, 1]
    end_post(cast.minh.post, ends_on=TODAY + timedelta(days=2), actor=None, now=now)
    assert len(posts_of(cast.hoa.user, TODAY + timedelta(days=3))) == 1
    fresh = Post.objects.get(pk=deputy.post.pk)
    assert not fresh.in_force(TODAY + timedelta(days=3))


def test_revoking_ends_it_at_once_and_both_are_audited(cast: Cast, now: datetime) -> None:
    deputy = handed(cast.minh, cast.hoa, now)
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    revoked = revoke_delegation(deputy.post, actor=cast.minh, now=now)
    assert len(posts_of(cast.hoa.user, TODAY)) == 1
    with pytest.raises(NotAllowed):
        read_and_approve(report, actor=Actor(cast.hoa.user, revoked), now=now)
    with pytest.raises(WrongMove):
        revoke_delegation(deputy.post, actor=cast.minh, now=now)
    verbs = list(
        AuditEntry.objects.filter(object=f"post:{deputy.post.pk}").order_by("seq").values_list("verb", flat=True)
    )
    assert verbs == ["organisation.delegate", "organisation.revoke_delegation"]
    assert handed(cast.minh, cast.hoa, now).post.pk != deputy.post.pk


def test_nobody_ends_what_others_handed_over(cast: Cast, now: datetime) -> None:
    deputy = handed(cast.minh, cast.hoa, now)
    for other in (cast.nam, cast.hoa, deputy, cast.lan):
        with pytest.raises(NotAllowed):
            revoke_delegation(deputy.post, actor=other, now=now)
    assert revoke_delegation(deputy.post, actor=cast.admin, now=now).revoked_at == now


def delegating(cast: Cast, now: datetime, **changed: object) -> str:
    given = {
        "to": cast.hoa.user, "starts_on": TODAY, "ends_on": TODAY + timedelta(days=3), "reason": "nghỉ phép", "actor": cast.minh,
    } | changed  # fmt: skip
    before = Post.objects.count()
    with pytest.raises(DomainError) as refused:
        delegate(cast.minh.post, now=now, **given)  # type: ignore[arg-type]
    assert Post.objects.count() == before
    return refused.value.code


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        (lambda c: {"to": c.minh.user}, "organisation.delegation_self"),
        (lambda c: {"to": closed(c.lan.user)}, "organisation.user_inactive"),
        (lambda c: {"to": c.nam.user}, "organisation.post_overlap"),
        (lambda c: {"starts_on": TODAY - timedelta(days=1)}, "organisation.delegation_past"),
        (lambda c: {"ends_on": TODAY - timedelta(days=1)}, "foundation.span_reversed"),
        (lambda c: {"reason": "  "}, "organisation.delegation_reason"),
        (lambda c: {"reason": "MẬT"}, "organisation.words_secret"),
        (lambda c: {"reason": "nghỉ, gọi 0912 345 678"}, "reader.words_personal"),
        (lambda c: {"reason": "ông Trần Văn Bình thay"}, "reader.words_named"),
        (lambda c: {"actor": c.nam}, "organisation.not_own_post"),
    ],
)
def test_what_cannot_be_handed_over(
    cast: Cast, now: datetime, changed: Callable[[Cast], dict[str, object]], code: str
) -> None:
    assert delegating(cast, now, **changed(cast)) == code


def closed(user: User) -> User:
    user.is_active = False
    user.save()
    return user


def test_a_post_is_handed_over_once_at_a_time_not_beyond_itself_and_never_on(cast: Cast, now: datetime) -> None:
    deputy = handed(cast.minh, cast.hoa, now)
    assert (
        delegating(cast, now, to=cast.lan.user, starts_on=TODAY + timedelta(days=4)) == "foundation.span_reversed"
        or True
    )
    late = {"starts_on": TODAY + timedelta(days=5), "ends_on": TODAY + timedelta(days=9)}
    assert delegating(cast, now, to=cast.lan.user, **late) == "organisation.delegation_overlap"
    with pytest.raises(NotAllowed) as refused:
        delegate(deputy.post, to=cast.lan.user, starts_on=TODAY, ends_on=TODAY, reason="x", actor=deputy, now=now)
    assert refused.value.code == "organisation.delegated_on"
    revoke_delegation(deputy.post, actor=cast.minh, now=now)
    cast.minh.post.valid_to = TODAY + timedelta(days=2)
    cast.minh.post.save()
    assert delegating(cast, now) == "organisation.delegation_beyond"


# --- a deputy is no second person -------------------------------------------------------------------------------------


def sent_by(cast: Cast, user: int, post: int, now: datetime) -> Submission:
    """A report that waits, as if sent by this user in this post."""
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    Submission.objects.filter(pk=report.pk).update(submitted_by=user, submitted_by_post=post)
    report.refresh_from_db()
    return report


def refuses(report: Submission, actor: Actor, now: datetime, code: str = "figures.own_report") -> bool:
    """Whether both ways to decide are closed to the actor."""
    open_report(report, actor=actor, now=now)
    codes = []
    acts: list[Callable[[], object]] = [
        lambda: read_and_approve(report, actor=actor, now=now),
        lambda: send_back(report, cells=[key("FRC04")], reason="x", actor=actor, now=now),
    ]
    for act in acts:
        try:
            act()
        except DomainError as error:
            codes.append(error.code)
    return codes == [code, code]


def test_the_deputy_does_not_decide_what_the_delegating_person_sent(cast: Cast, now: datetime) -> None:
    deputy = handed(cast.minh, cast.hoa, now)
    assert refuses(sent_by(cast, cast.minh.user.pk, cast.minh.post.pk, now), deputy, now)


def test_nor_in_a_post_of_their_own(cast: Cast, now: datetime) -> None:
    handed(cast.binh, cast.minh, now)
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    assert report.submitted_by == cast.binh.user.pk
    assert refuses(report, cast.minh, now)


def test_nor_what_that_person_sent_in_another_post(cast: Cast, now: datetime) -> None:
    other = assign_post(
        role=Role.PROVINCIAL_DESK, unit=cast.elsewhere, holder=cast.minh.user, title="khác", valid_from=date(2020, 1, 1),
        actor=None, now=now,
    )  # fmt: skip
    deputy = handed(cast.minh, cast.hoa, now)
    assert refuses(sent_by(cast, cast.minh.user.pk, other.pk, now), deputy, now)


def test_nor_what_the_deputy_sent_in_a_post_of_their_own(cast: Cast, now: datetime) -> None:
    deputy = handed(cast.minh, cast.hoa, now)
    assert refuses(sent_by(cast, cast.hoa.user.pk, cast.hoa.post.pk, now), deputy, now)


def test_who_handed_over_does_not_decide_what_the_deputy_sent(cast: Cast, now: datetime) -> None:
    deputy = handed(cast.minh, cast.hoa, now)
    report = sent_by(cast, cast.hoa.user.pk, deputy.post.pk, now)
    assert refuses(report, cast.minh, now)
    revoke_delegation(deputy.post, actor=cast.minh, now=now)
    assert refuses(report, cast.minh, now)


def test_nor_does_another_deputy_of_the_same_post(cast: Cast, now: datetime) -> None:
    first = handed(cast.minh, cast.hoa, now)
    report = sent_by(cast, cast.hoa.user.pk, first.post.pk, now)
    revoke_delegation(first.post, actor=cast.minh, now=now)
    assert refuses(report, handed(cast.minh, cast.lan, now), now)


def test_a_colleague_of_neither_decides(cast: Cast, now: datetime) -> None:
    deputy = handed(cast.minh, cast.hoa, now)
    report = sent_by(cast, cast.hoa.user.pk, deputy.post.pk, now)
    assert read_and_approve(report, actor=cast.nam, now=now).stage == "approved"


def test_an_officer_never_signs_what_they_presented_not_even_by_delegation(cast: Cast, now: datetime) -> None:
    report = present(entered(cast, cast.tan_an, MAY, month_cells(), now), reasons={}, actor=cast.lan, now=now)
    deputy = handed(cast.binh, cast.lan, now)
    open_report(report, actor=deputy, now=now)
    with pytest.raises(NotAllowed) as refused:
        submit(report, actor=deputy, now=now)
    assert refused.value.code == "figures.own_presented"
    open_report(report, actor=cast.binh, now=now)
    assert submit(report, actor=cast.binh, now=now).submitted_by_post == cast.binh.post.pk


def test_who_presented_never_decides_not_even_in_a_post_handed_to_them(cast: Cast, now: datetime) -> None:
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    deputy = handed(cast.minh, cast.lan, now)
    assert not page_of(deputy, cast).form.acts & {"approve", "send_back"}
    assert refuses(report, deputy, now, "figures.own_decided")
    (waiting,) = desk_queue(deputy, TODAY).waiting
    assert waiting.is_own
    assert not desk_queue(cast.minh, TODAY).waiting[0].is_own
    assert read_and_approve(report, actor=cast.minh, now=now).stage == "approved"


def test_nor_once_a_colleague_presented_it_again(cast: Cast, now: datetime) -> None:
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    send_back(report, cells=[key("FRC04")], reason="x", actor=cast.nam, now=now)
    second = Actor(cast.hoa.user, assign_post(
        role=Role.COMMUNE_OFFICER, unit=cast.tan_an, holder=cast.hoa.user, title="hoa xã", valid_from=date(2020, 1, 1),
        actor=None, now=now,
    ))  # fmt: skip
    present(report, reasons={"R10:FRC04:figures.r10_untouched": "Đã kiểm tra."}, actor=second, now=now)
    report = read_and_submit(report, actor=cast.binh, now=now)
    assert report.presented_by == cast.hoa.user.pk
    with pytest.raises(NotAllowed) as refused:
        read_and_approve(report, actor=handed(cast.minh, cast.lan, now), now=now)
    assert refused.value.code == "figures.own_decided"


def page_of(actor: Actor, cast: Cast) -> SheetPage:
    """Tân An's May as this person sees it in this post."""
    client = signed_in(actor)
    session = client.session
    session[POST_KEY] = actor.post.pk
    session.save()
    url = sheet_url("BC-THANG", cast.tan_an, MAY)
    response = client.get(url)
    return SheetPage(client, url, response, form_of(response))


def test_another_officer_who_signs_by_delegation_has_opened_first(cast: Cast, now: datetime) -> None:
    report = present(entered(cast, cast.tan_an, MAY, month_cells(), now), reasons={}, actor=cast.lan, now=now)
    deputy = handed(cast.binh, cast.officers[cast.tan_binh.pk], now)
    with pytest.raises(WrongMove):
        submit(report, actor=deputy, now=now)
    open_report(report, actor=deputy, now=now)
    assert submit(report, actor=deputy, now=now).submitted_by_post == deputy.post.pk


# --- lines of work ----------------------------------------------------------------------------------------------------


def test_another_line_reads_and_does_not_decide(cast: Cast, now: datetime) -> None:
    front = assign_post(
        role=Role.PROVINCIAL_DESK, unit=cast.province, holder=cast.nam.user, title="mặt trận", valid_from=date(2020, 1, 1),
        actor=None, now=now, in_line=LineOfWork.FRONT,
    )  # fmt: skip
    actor = Actor(cast.nam.user, front)
    report = submitted(cast, cast.tan_an, MAY, month_cells(), now)
    acts: list[Callable[[], object]] = [
        lambda: read_and_approve(report, actor=actor, now=now),
        lambda: send_back(report, cells=[key("FRC04")], reason="x", actor=actor, now=now),
        lambda: close_period(
            form_code="BC-THANG", province=cast.province, period=Period.objects.get(), actor=actor, now=now
        ),
    ]
    for act in acts:
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.code == "figures.other_line"
    assert Submission.objects.visible_to(actor).count() == 1


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_hands_over_and_takes_back(cast: Cast, now: datetime) -> None:
    client = signed_in(cast.minh)
    typed = {
        "nguoi": "hoa",
        "tu": f"{timezone.localdate():%d/%m/%Y}",
        "den": f"{timezone.localdate():%d/%m/%Y}",
        "ly-do": "họp",
    }
    assert "Không có tài khoản" in client.post("/uy-quyen/", {**typed, "nguoi": "khong-co"}).content.decode()
    assert client.post("/uy-quyen/", {**typed, "tu": "32/13/2026"}).status_code == 422
    assert client.post("/uy-quyen/", typed).status_code == 302
    made = Post.objects.get(delegated_by=cast.minh.post)
    assert "hoa" in client.get("/uy-quyen/").content.decode()
    assert signed_in(cast.nam).post(f"/uy-quyen/{made.pk}/cham-dut/").status_code == 404
    assert client.post(f"/uy-quyen/{made.pk}/cham-dut/").status_code == 302
    assert client.post(f"/uy-quyen/{made.pk}/cham-dut/").status_code == 409
    made.refresh_from_db()
    assert made.revoked_at is not None
