"""From approved figures to a paper, in the database."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.db import DatabaseError, transaction

from binhyen.directives.actions import accept_citation
from binhyen.directives.models import Programme
from binhyen.figures.actions import close_period, programme_reads, submit
from binhyen.figures.actions.readings import AcceptedFigure, accept_figure
from binhyen.figures.models import CellVersion, FormAssignment, Period, Submission
from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State
from binhyen.foundation.errors import DomainError, NotAllowed
from binhyen.foundation.span import Span
from binhyen.organisation.actions import NewUnit, Pass, assign_post, change_units, create_user
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import nation
from binhyen.organisation.rules import Extent, Level, LineageKind, Role
from binhyen.reviews.actions import draft
from binhyen.reviews.facts import ReviewFacts, facts_hash
from binhyen.reviews.issuers import names
from binhyen.reviews.material import Kind
from binhyen.reviews.models import Review, ReviewFact
from binhyen.reviews.paper import make
from binhyen.reviews.queries import facts_of
from binhyen.reviews.trace import trace
from tests.cast import MONTHLY, PASSWORD, Cast, approved, month_cells, read_and_approve

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
JUNE = Span(date(2026, 6, 1), date(2026, 6, 30))
BOTH = Span(date(2026, 5, 1), date(2026, 6, 30))


@pytest.fixture
def programme(cast: Cast, now: datetime) -> Programme:
    """A programme that reads mediation, sessions and patrols."""
    made = Programme.objects.create(code="THU-01", name="Kế hoạch thử", starts_on=date(2026, 1, 1), line="state")
    codes = ["COM04", "COM05", "FRC04", "FRC05", "MED03", "MED04", "MED05", "MED06"]
    programme_reads(programme=made, indicators=codes, actor=None, now=now)
    return made


def text_of(facts: ReviewFacts) -> str:
    """Everything that the sections say."""
    return "\n".join(paragraph.text for section in facts.sections for paragraph in section.paragraphs)


def drafted(cast: Cast, programme: Programme, now: datetime, span: Span = BOTH, **more: object) -> Review:
    """An interim review by Hoa."""
    given = {"provisional": True, "kind": Kind.INTERIM, **more}
    return draft(programme=programme, unit=cast.province, span=span, actor=cast.hoa, now=now, **given)  # type: ignore[arg-type]


def two_months(cast: Cast, now: datetime) -> None:
    """Two communes report both months, the third none."""
    for unit in (cast.tan_an, cast.tan_binh):
        for span in (MAY, JUNE):
            approved(cast, unit, span, month_cells(), now)


def test_a_draft_freezes_sums_coverage_and_the_unit_that_is_missing(
    cast: Cast, programme: Programme, now: datetime
) -> None:
    two_months(cast, now)
    facts = drafted(cast, programme, now).frozen()
    said = text_of(facts)
    assert "tổ chức 40 buổi tuyên truyền, phổ biến pháp luật tập trung với 1.600 lượt người dự" in said.replace(
        "\u00a0", " "
    )
    assert "Số liệu tổng hợp của 04/06 lượt báo cáo của các xã, phường" in said
    assert "danh sách 01 đơn vị chưa gửi đủ báo cáo" in said
    absent = next(annex for annex in facts.annexes if "chưa gửi đủ" in annex.title)
    assert "Xã Tân Cường" in {cell[0].text for cell in absent.tables[0].rows[0].cells}


def test_every_number_of_a_drafted_paper_leads_to_a_source(cast: Cast, programme: Programme, now: datetime) -> None:
    two_months(cast, now)
    review = drafted(cast, programme, now)
    traced = trace(make(review.frozen()).docx, facts_of)
    assert traced
    assert {each.state for each in traced} == {"kept"}
    assert all(each.sources and all(source.text for source in each.sources) for each in traced)
    sessions = next(each for each in traced if each.fact.indicator == "COM04" and each.number == "40")
    assert [source.text for source in sessions.sources] == [
        "Phường Tân Bình, BC-THANG, 2 kỳ từ 01/5/2026 đến 30/6/2026, chỉ tiêu COM04",
        "Xã Tân An, BC-THANG, 2 kỳ từ 01/5/2026 đến 30/6/2026, chỉ tiêu COM04",
    ]
    cells = {cell for source in sessions.sources for cell in source.cells}
    assert sum(version.value or 0 for version in CellVersion.objects.filter(pk__in=cells)) == 40


def test_the_record_keeps_one_row_for_each_printed_number(cast: Cast, programme: Programme, now: datetime) -> None:
    two_months(cast, now)
    review = drafted(cast, programme, now)
    facts = review.frozen()
    assert review.facts_hash == facts_hash(facts)
    assert facts.review == str(review.number)
    assert ReviewFact.objects.filter(review=review).count() == len(facts.numbers)
    assert all(row.cell_versions for row in review.printed.filter(indicator="COM04"))


def test_an_open_period_is_refused_unless_the_review_is_provisional(
    cast: Cast, programme: Programme, now: datetime
) -> None:
    two_months(cast, now)
    with pytest.raises(DomainError) as refused:
        drafted(cast, programme, now, provisional=False)
    assert (refused.value.code, refused.value.params["period"]) == ("reviews.period_open", "tháng 5 năm 2026")
    assert "số liệu tạm tính" in drafted(cast, programme, now).frozen().opening[0].text
    for span in (MAY, JUNE):
        period = Period.objects.get(starts_on=span.start, ends_on=span.last)
        close_period(form_code=MONTHLY, province=cast.province, period=period, actor=cast.minh, now=now)
    assert not drafted(cast, programme, now, provisional=False).provisional


def test_only_posts_that_may_make_reviews_of_the_unit_make_them(
    cast: Cast, programme: Programme, now: datetime
) -> None:
    for actor in (cast.lan, cast.minh, cast.tuan):
        with pytest.raises(NotAllowed):
            draft(
                programme=programme,
                unit=cast.province,
                span=BOTH,
                kind=Kind.FINAL,
                actor=actor,
                now=now,
                provisional=True,
            )
    assert not Review.objects.exists()


def test_an_outsider_does_not_see_a_review(cast: Cast, programme: Programme, now: datetime) -> None:
    review = drafted(cast, programme, now)
    assert list(Review.objects.visible_to(cast.hoa)) == [review]
    assert list(Review.objects.visible_to(cast.quan)) == [review]
    assert not Review.objects.visible_to(cast.tuan).exists()


def test_a_kept_review_can_be_neither_changed_nor_deleted(cast: Cast, programme: Programme, now: datetime) -> None:
    review = drafted(cast, programme, now)
    with pytest.raises(DatabaseError), transaction.atomic():
        Review.objects.filter(pk=review.pk).update(facts="{}")
    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewFact.objects.filter(review=review).delete()


@pytest.mark.parametrize(
    ("span", "code"),
    [(Span(date(2026, 5, 1)), "reviews.span_open"), (Span(date(2027, 1, 1), date(2027, 6, 30)), "reviews.span_open")],
)
def test_a_span_without_end_or_in_the_future_is_refused(
    cast: Cast, programme: Programme, now: datetime, span: Span, code: str
) -> None:
    with pytest.raises(DomainError) as refused:
        drafted(cast, programme, now, span)
    assert refused.value.code == code


def test_days_to_come_are_reviewed_only_provisionally(cast: Cast, programme: Programme, now: datetime) -> None:
    ahead = Span(date(2026, 5, 1), date(2030, 6, 30))
    with pytest.raises(DomainError) as refused:
        drafted(cast, programme, now, ahead, provisional=False)
    assert refused.value.code == "reviews.span_open"
    assert not Review.objects.exists()
    assert drafted(cast, programme, now, ahead).provisional


def test_a_commune_and_an_unknown_issuer_are_refused(cast: Cast, programme: Programme, now: datetime) -> None:
    with pytest.raises(DomainError) as refused:
        draft(
            programme=programme, unit=cast.tan_an, span=BOTH, kind=Kind.FINAL, actor=cast.hoa, now=now, provisional=True
        )
    assert refused.value.code == "reviews.level_unsupported"
    with pytest.raises(DomainError) as refused:
        drafted(cast, programme, now, profile="bo")
    assert refused.value.code == "reviews.issuer_unknown"
    assert not Review.objects.exists()


def test_a_published_figure_is_printed_with_document_and_actor_and_never_added(
    cast: Cast, programme: Programme, now: datetime
) -> None:
    two_months(cast, now)
    source = accept_citation(
        title="Tin về hội nghị thử", publisher="Báo Thử", published_on=date(2026, 7, 2), unit=cast.province,
        programmes=[programme], key="thu", actor=cast.nam, now=now,
    )  # fmt: skip

    def accepted(code: str, content: CellValue, reporter: str = "") -> Submission:
        figure = AcceptedFigure(
            keys=[CellKey(code)], content=content, is_percent=False, unit=cast.province, span=BOTH, place=f"đoạn {code}",
            quote="nguyên văn", reporter=reporter,
        )  # fmt: skip
        return accept_figure(source, figure, actor=cast.nam, now=now)

    accepted("COM04", CellValue(State.REPORTED, 55))
    submission = accepted("CPN02", CellValue(State.REPORTED, 400, None, Qualifier.OVER), "Công an tỉnh")
    submit(submission, actor=cast.nam, now=now)
    read_and_approve(submission, actor=cast.minh, now=now)
    facts = drafted(cast, programme, now).frozen()
    said = text_of(facts).replace("\u00a0", " ")
    assert "Theo tin ngày 02/7/2026 trên báo Thử, Công an tỉnh triệt phá trên 400 ổ nhóm tội phạm hình sự." in said
    assert "tổ chức 40 buổi" in said
    assert "55 buổi" not in said
    annex = next(annex for annex in facts.annexes if "công bố" in annex.title)
    assert "55 buổi; số tổng hợp: 40 buổi; chênh lệch 15" in "".join(
        run.text for run in annex.tables[0].rows[0].cells[2]
    ).replace("\u00a0", " ")


def test_a_comparison_leaves_out_units_that_took_over_a_part_of_another(
    cast: Cast, programme: Programme, now: datetime
) -> None:
    """Tân An and Tân Bình report in May 2025 and 2026; in between Tân Cường is cut up between Tân Bình and a new commune."""
    then, on = Span(date(2025, 5, 1), date(2025, 5, 31)), date(2025, 7, 1)
    FormAssignment.objects.filter(form_code=MONTHLY).update(starts_on=date(2025, 1, 1))
    for unit in (cast.tan_an, cast.tan_binh, cast.tan_cuong):
        approved(cast, unit, then, month_cells(sessions=8, attendances=320), now)
    new = [NewUnit(f"thu-moi-{n}", Level.COMMUNE, "xa", f"Mới {n}", f"T020{n}", cast.province) for n in (1, 2)]
    change_units(
        [
            Pass(cast.tan_binh, new[0], Extent.WHOLE),
            Pass(cast.tan_cuong, new[0], Extent.PART),
            Pass(cast.tan_cuong, new[1], Extent.PART),
        ],
        kind=LineageKind.MERGE, on=on, decision="Nghị quyết thử", actor=None, now=now,
    )  # fmt: skip
    heir = Unit.objects.get(uid="thu-moi-1")
    for role, people in ((Role.COMMUNE_OFFICER, cast.officers), (Role.COMMUNE_LEADER, cast.leaders)):
        user = create_user(username=f"moi.{len(people)}{role.value[-3:]}", password=PASSWORD, actor=None, now=now)
        post = assign_post(role=role, unit=heir, holder=user, title="thử", valid_from=on, actor=None, now=now)
        people[heir.pk] = Actor(user, post)
    approved(cast, cast.tan_an, MAY, month_cells(sessions=10), now)
    approved(cast, heir, MAY, month_cells(sessions=30, attendances=1200), now)
    said = text_of(drafted(cast, programme, now, MAY).frozen()).replace("\u00a0", " ")
    assert "So với cùng kỳ: số buổi tuyên truyền, phổ biến pháp luật tập trung tăng 02 buổi (25,0%)" in said


def test_the_ministry_drafts_a_review_of_the_nation_without_invented_units(
    cast: Cast, programme: Programme, now: datetime
) -> None:
    two_months(cast, now)
    review = draft(
        programme=programme, unit=nation(), span=BOTH, kind=Kind.FINAL, actor=cast.quan, now=now, provisional=True
    )  # fmt: skip
    assert "buổi" not in text_of(review.frozen())
    assert make(review.frozen()).docx.startswith(b"PK")


def test_each_programme_is_reviewed_by_an_issuer_that_exists_and_a_joint_one_by_its_parties(cast: Cast) -> None:
    issuers = dict(Programme.objects.values_list("code", "issuer"))
    assert set(issuers.values()) <= set(names())
    assert (issuers["CTPH-09"], issuers["MAU-01"]) == ("lien-tich", "ban-chi-dao")
