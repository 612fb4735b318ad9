from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from binhyen.collection.actions import Asked, Section, make_request, renew_request, withdraw_request
from binhyen.collection.models import Obligation, ReportRequest
from binhyen.collection.queries.due import due_of, dues, request_words
from binhyen.collection.queries.requests import obligations_of, owing_under, requests_of
from binhyen.figures.actions import close_period
from binhyen.figures.models import Period
from binhyen.figures.rules.moves import Stage
from binhyen.foundation.audit import verify
from binhyen.foundation.errors import DomainError, Invalid, NotAllowed, WrongMove
from binhyen.foundation.span import Span
from binhyen.organisation.actions import NewUnit, create_unit
from binhyen.organisation.rules import Level
from tests.cast import HALF_YEARLY, MONTHLY, Cast, month_cells, submitted
from tests.collection.merging import merged
from tests.conftest import NOW

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 11, 20)  # a Friday
OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))
NOVEMBER = Span(date(2026, 11, 1), date(2026, 11, 30))
HALF = Span(date(2026, 7, 1), date(2026, 12, 31))
DUE = datetime(2026, 11, 25, 17, tzinfo=ZONE)
ASKED = Asked(
    subject="Báo cáo kết quả tháng 10", forms=((MONTHLY, OCTOBER),), due_at=DUE, symbol="12/CV-BCĐ",
    issued_on=date(2026, 11, 19), sections=(Section("Kết quả nổi bật"), Section("Tồn tại, hạn chế")),
)  # fmt: skip


def ask(cast: Cast, asked: Asked = ASKED) -> ReportRequest:
    return make_request(asked, actor=cast.minh, now=NOW)


def owing(request: ReportRequest) -> set[str]:
    return set(request.obligations.values_list("unit__uid", flat=True))


def test_every_commune_of_the_last_day_owes_the_form_by_the_deadline(cast: Cast) -> None:
    request = ask(cast)
    assert owing(request) == {"thu-tan-an", "thu-tan-binh", "thu-tan-cuong"}
    assert {o.due_at for o in request.obligations.all()} == {DUE}
    assert (request.starts_on, request.cut_off) == (OCTOBER.start, OCTOBER.last)
    assert [s.title for s in request.sections.all()] == ["Kết quả nổi bật", "Tồn tại, hạn chế"]
    assert verify() > 0


def test_the_provincial_leader_may_ask_too(cast: Cast) -> None:
    assert make_request(ASKED, actor=cast.hoa, now=NOW).issuer == cast.province


def test_nobody_else_asks_takes_back_or_renews(cast: Cast) -> None:
    request = ask(cast)
    for actor in (cast.lan, cast.binh, cast.quan, cast.admin):
        with pytest.raises(NotAllowed):
            make_request(ASKED, actor=actor, now=NOW)
    for actor in (cast.lan, cast.binh, cast.quan, cast.admin, cast.tuan):
        with pytest.raises(NotAllowed):
            withdraw_request(request, actor=actor, now=NOW)
        with pytest.raises(NotAllowed):
            renew_request(request, actor=actor, now=NOW)


def test_a_request_is_seen_by_who_asked_and_who_owes_and_by_nobody_else(cast: Cast) -> None:
    request = ask(cast, replace(ASKED, units=(cast.tan_an,)))
    seen = {
        name: ReportRequest.objects.visible_to(actor).filter(pk=request.pk).exists()
        for name, actor in (
            ("minh", cast.minh), ("hoa", cast.hoa), ("lan", cast.lan), ("binh", cast.binh), ("tuan", cast.tuan),
            ("quan", cast.quan), ("admin", cast.admin), ("other", cast.officers[cast.tan_binh.pk]),
        )
    }  # fmt: skip
    assert {name for name, yes in seen.items() if yes} == {"minh", "hoa", "lan", "binh"}
    assert [o.unit for o in owing_under(request, cast.lan)] == ["Xã Tân An"]
    assert Obligation.objects.visible_to(cast.tuan).count() == 0


def test_the_deadline_of_a_request_goes_before_the_rule_of_the_level(cast: Cast) -> None:
    before = due_of(MONTHLY, cast.tan_an, OCTOBER)
    request = ask(cast, replace(ASKED, units=(cast.tan_an,)))
    after = due_of(MONTHLY, cast.tan_an, OCTOBER)
    assert after is not None
    assert (after.at, after.request) == (DUE, request)
    assert after.basis == "văn bản 12/CV-BCĐ ngày 19/11/2026"
    assert due_of(MONTHLY, cast.tan_binh, OCTOBER) == before
    without = request_words(ask(cast, replace(ASKED, symbol="", units=(cast.tan_cuong,))))
    assert without == "yêu cầu báo cáo ngày 19/11/2026"  # nothing urgent about it
    together = dues(MONTHLY, cast.province, OCTOBER, [cast.tan_an.pk, cast.tan_binh.pk])
    assert together == {cast.tan_an.pk: after, cast.tan_binh.pk: before}


def test_taken_back_nobody_owes_it_and_the_rule_holds_again(cast: Cast) -> None:
    before = due_of(MONTHLY, cast.tan_an, OCTOBER)
    request = withdraw_request(ask(cast), actor=cast.minh, now=NOW)
    assert due_of(MONTHLY, cast.tan_an, OCTOBER) == before
    assert obligations_of(cast.lan, cast.tan_an, TODAY) == []
    with pytest.raises(WrongMove):
        withdraw_request(request, actor=cast.minh, now=NOW)


def test_the_work_queue_of_a_unit_hears_of_what_it_owes(cast: Cast) -> None:
    ask(cast)
    (owed,) = obligations_of(cast.lan, cast.tan_an, TODAY)
    assert owed.deadline == "hạn 17 giờ 00 ngày 25/11/2026, còn 02 ngày làm việc"  # 24/11 is a holiday since 2026
    assert (owed.symbol, owed.form_title, owed.span, owed.stage, owed.words) == ("12/CV-BCĐ", "Báo cáo tháng", OCTOBER, None, True)  # fmt: skip
    submitted(cast, cast.tan_an, OCTOBER, month_cells(), NOW)
    (owed,) = obligations_of(cast.lan, cast.tan_an, TODAY)
    assert owed.stage is Stage.SUBMITTED
    assert owed.is_given
    assert obligations_of(cast.tuan, cast.tan_an, TODAY) == []


def test_the_list_counts_who_has_sent(cast: Cast) -> None:
    ask(cast)
    submitted(cast, cast.tan_an, OCTOBER, month_cells(), NOW)
    (listed,) = requests_of(cast.minh, TODAY)
    assert (listed.owed, listed.given, listed.forms) == (3, 1, ("Báo cáo tháng",))
    (own,) = requests_of(cast.officers[cast.tan_binh.pk], TODAY)
    assert (own.owed, own.given) == (1, 0)


def test_more_requests_and_units_ask_no_more_queries(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    one = ask(cast, replace(ASKED, units=(cast.tan_an,)))
    many = [ask(cast, replace(ASKED, replaces=True, replaces_reason="Gia hạn")) for _ in range(4)][-1]
    for request in (one, many):
        with django_assert_max_num_queries(5):
            owing_under(request, cast.minh)
    with django_assert_max_num_queries(7):
        requests_of(cast.minh, TODAY)
    with django_assert_max_num_queries(5):
        obligations_of(cast.lan, cast.tan_an, TODAY)


def test_an_estimate_lets_the_deadline_come_before_the_end_of_the_period(cast: Cast) -> None:
    asked = replace(ASKED, forms=((HALF_YEARLY, HALF),))
    with pytest.raises(Invalid) as refused:
        ask(cast, asked)
    assert refused.value.code == "collection.due_too_soon"
    request = ask(cast, replace(asked, actual_until=OCTOBER.last))
    assert (request.actual_until, request.cut_off) == (OCTOBER.last, HALF.last)


def at(day: int, hour: int = 17, month: int = 11, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"subject": "  "}, "collection.field_required"),
        ({"forms": ()}, "collection.nothing_asked"),
        ({"line_of_work": "party"}, "collection.other_line"),
        ({"sections": tuple(Section(str(n)) for n in range(6))}, "collection.too_many_sections"),
        ({"sections": (Section(" "),)}, "collection.field_required"),
        ({"due_at": at(19)}, "collection.due_past"),
        ({"due_at": at(20, 8)}, "collection.due_past"),
        ({"due_at": at(25, year=2062)}, "collection.due_too_far"),
        ({"due_at": at(21)}, "collection.due_day_off"),  # a Saturday
        ({"due_at": at(24)}, "collection.due_day_off"),  # a public holiday
        ({"issued_on": date(2026, 11, 21)}, "collection.issued_in_future"),
        ({"forms": ((MONTHLY, Span(date(2026, 12, 1), date(2026, 12, 31))),)}, "collection.period_ahead"),
        ({"forms": ((MONTHLY, NOVEMBER),)}, "collection.due_too_soon"),
        ({"actual_until": OCTOBER.last}, "collection.actual_until_outside"),
        ({"actual_until": date(2026, 9, 30)}, "collection.actual_until_outside"),
        ({"forms": ((MONTHLY, Span(date(2026, 10, 15), date(2026, 11, 14))),)}, "collection.nobody_owes"),
        ({"forms": (("BC-KHAC", OCTOBER),)}, "figures.form_unknown"),
        ({"units": ()}, "collection.no_units"),
        ({"subject": "MẬT"}, "collection.words_secret"),
        ({"subject": "Báo cáo nhanh, liên hệ 0912 345 678"}, "collection.words_personal"),
        ({"subject": "Báo cáo nhanh của ông Nguyễn Văn A"}, "collection.words_named"),
        ({"sections": (Section("Ý kiến của bà Trần Thị B"),)}, "collection.words_named"),
        ({"subject": "x" * 301}, "collection.words_too_long"),
    ],
)
def test_a_request_that_cannot_be_is_refused_and_leaves_nothing(
    cast: Cast, wrong: dict[str, object], code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        ask(cast, replace(ASKED, **wrong))  # type: ignore[arg-type]
    assert refused.value.code == code
    assert not ReportRequest.objects.exists()
    assert not Obligation.objects.exists()


def test_a_closed_period_is_asked_for_no_more(cast: Cast) -> None:
    period, _ = Period.objects.get_or_create(starts_on=OCTOBER.start, ends_on=OCTOBER.last)
    close_period(form_code=MONTHLY, province=cast.province, period=period, actor=cast.minh, now=NOW)
    with pytest.raises(Invalid) as refused:
        ask(cast)
    assert refused.value.code == "collection.period_closed"


def test_a_deadline_on_the_day_after_the_figures_keeps_one_working_day(cast: Cast) -> None:
    # the figures end on Saturday 31 October, the first working day after them is Monday
    monday = datetime(2026, 11, 2, 17, tzinfo=ZONE)
    request = make_request(
        replace(ASKED, due_at=monday, issued_on=date(2026, 10, 20)), actor=cast.minh,
        now=datetime(2026, 10, 21, 9, tzinfo=ZONE),
    )  # fmt: skip
    assert request.due_at == monday


def test_a_unit_of_another_province_or_not_yet_founded_is_named(cast: Cast) -> None:
    with pytest.raises(NotAllowed) as elsewhere:
        ask(cast, replace(ASKED, units=(cast.tan_an, cast.elsewhere)))
    assert elsewhere.value.code == "collection.unit_elsewhere"
    assert elsewhere.value.params["unit"] == "Tỉnh Khác"
    new = create_unit(
        NewUnit("thu-moi", Level.COMMUNE, "xa", "Mới", "T0104", cast.province), valid_from=date(2026, 11, 10),
        basis="đơn vị để kiểm thử", actor=None, now=NOW,
    )  # fmt: skip
    with pytest.raises(Invalid) as later:
        ask(cast, replace(ASKED, units=(new,)))
    assert later.value.code == "collection.unit_not_founded"
    assert "thu-moi" not in owing(ask(cast))


def test_after_a_merger_the_successor_owes_and_the_units_gone_do_not(cast: Cast) -> None:
    merged(cast, on=date(2026, 10, 15))
    assert owing(ask(cast)) == {"thu-tan-hop", "thu-tan-cuong"}
    again = replace(ASKED, units=(cast.tan_an, cast.tan_binh), replaces=True, replaces_reason="Sắp xếp đơn vị")
    assert owing(ask(cast, again)) == {"thu-tan-hop"}


def test_a_merger_after_the_last_day_changes_nothing_for_the_period(cast: Cast) -> None:
    merged(cast, on=date(2026, 11, 10))
    assert owing(ask(cast)) == {"thu-tan-an", "thu-tan-binh", "thu-tan-cuong"}


def test_what_was_asked_before_a_merger_passes_to_the_successor(cast: Cast) -> None:
    request = ask(cast)
    merged(cast, on=date(2026, 10, 15))
    assert [o.there for o in owing_under(request, cast.minh)].count(False) == 2
    assert renew_request(request, actor=cast.minh, now=NOW) == 3
    assert owing(request) == {"thu-tan-hop", "thu-tan-cuong"}
    assert renew_request(request, actor=cast.minh, now=NOW) == 0
