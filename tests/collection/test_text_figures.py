"""Text against table: numbers of the text boxes that can only mean one line bear witness; all others stay silent."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from binhyen.collection.models import OutlineSection, ReportRequest, RequestedForm, Words
from binhyen.collection.queries.text_figures import words_witness
from binhyen.figures.models import Submission
from binhyen.figures.queries.reports import findings_of
from binhyen.figures.rules.cells import Severity
from binhyen.foundation.span import Span
from tests.cast import MONTHLY, Cast, entered, key, month_cells

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))


def told(cast: Cast, now: datetime, text: str, unit: str = "tan_an", **request: object) -> Submission:
    """Tân An's report of May with what one unit wrote under a heading."""
    report = entered(cast, cast.tan_an, MAY, month_cells(), now)
    asked = ReportRequest.objects.create(
        **{
            "issuer": cast.province, "issued_on": MAY.start, "subject": "Báo cáo", "starts_on": MAY.start,
            "cut_off": MAY.last, "due_at": now, "made_at": now, "made_by_user": 1, "made_by_post": 1, **request,
        }
    )  # fmt: skip
    RequestedForm.objects.create(request=asked, form_code=MONTHLY, period=report.period)
    section = OutlineSection.objects.create(request=asked, position=1, title="Kết quả nổi bật")
    Words.objects.create(section=section, unit=getattr(cast, unit), text=text, at=now, by_user=1, by_post=1)
    return Submission.objects.select_related("form_version", "unit", "period").get(pk=report.pk)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Toàn xã tổ chức 12 buổi tuyên truyền pháp luật, 640 lượt người dự.", {"COM04": 12, "COM05": 640}),
        ("Tổ chức 10 buổi tuyên truyền, tăng 3 buổi so với tháng trước.", {"COM04": 10}),
        ("Năm 2025 tổ chức 20 buổi tuyên truyền.", {}),
        ("Tổ chức 10 buổi tuyên truyền ở thôn Đông; tổ chức 14 buổi tuyên truyền ở thôn Hạ.", {}),
        ("Tình hình an ninh, trật tự ổn định.", {}),
    ],
)
def test_only_a_sure_number_bears_witness(cast: Cast, now: datetime, text: str, said: dict[str, int]) -> None:
    found = {str(witness.key): witness.content.value for witness in words_witness(told(cast, now, text))}
    assert found == said


def test_a_text_that_differs_from_the_table_is_a_warning_that_names_the_heading(cast: Cast, now: datetime) -> None:
    report = told(cast, now, "Toàn xã tổ chức 12 buổi tuyên truyền pháp luật, 400 lượt người dự.")
    (finding,) = (f for f in findings_of(report, today=now.date()) if f.rule == "R9")
    assert (finding.key, finding.severity, finding.arithmetic) == (key("COM04"), Severity.WARN, "10 ≠ 12")
    assert finding.params["source"] == "phần “Kết quả nổi bật” của lời văn"


def test_other_units_texts_and_withdrawn_requests_say_nothing(cast: Cast, now: datetime) -> None:
    text = "Toàn phường tổ chức 12 buổi tuyên truyền pháp luật."
    assert list(words_witness(told(cast, now, text, unit="tan_binh"))) == []
    Words.objects.all().delete()
    OutlineSection.objects.all().delete()
    RequestedForm.objects.all().delete()
    assert list(words_witness(told(cast, now, text, withdrawn_at=now))) == []
