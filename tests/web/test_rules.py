"""The rules on the web: read in sentences by everyone, tried on past reports and saved by an administrator only."""

from __future__ import annotations

import re
from datetime import date, datetime

from binhyen.figures.models import FormRule
from binhyen.figures.rules.rule_words import COMPARISONS
from binhyen.figures.rules.specs import OPERATIONS
from binhyen.foundation.span import Span
from tests.cast import Cast, approved, month_cells
from tests.web.pages import signed_in

RULES = "/quy-tac/"
CHANGE = "/quy-tac/BC-THANG/R7-FRC05/"
TYPED = {
    "rule_id": "R7-FRC05", "rule_class": "R7", "severity": "warn", "basis": "ngưỡng do tỉnh quy định", "from": "01/12/2026",
    "left": "FRC05", "op": "per", "right": "FRC04", "at_most": "2,5", "act": "try",
}  # fmt: skip
OCTOBER = Span(date(2026, 10, 1), date(2026, 10, 31))


def test_every_comparison_is_chosen_by_its_words(cast: Cast) -> None:
    assert set(COMPARISONS) == OPERATIONS
    page = signed_in(cast.admin).get("/quy-tac/BC-THANG/moi/").content.decode()
    assert ">bằng</option>" in page
    assert ">outlier<" not in page


def test_everyone_reads_the_rules_in_sentences_and_only_administrators_find_the_way_to_change_them(cast: Cast) -> None:
    for actor in (cast.lan, cast.minh, cast.admin):
        page = signed_in(actor).get(RULES + "?bieu=BC-THANG").content.decode()
        assert "Bình quân “Lượt người tham gia tuần tra” trên “Lượt tuần tra, canh gác” không quá 30." in page
        assert "tăng hoặc giảm quá 50% phải giải trình (chỉ xét từ 20 trở lên)" in page
        assert ("Thêm quy tắc" in page) == (actor is cast.admin)
    for actor in (cast.lan, cast.minh, cast.hoa):
        assert signed_in(actor).get(CHANGE).status_code == 403
        assert signed_in(actor).post(CHANGE, TYPED | {"act": "save"}).status_code == 403
        assert signed_in(actor).post(CHANGE + "ket-thuc/", {"last_on": "30/11/2026"}).status_code == 403
    assert signed_in(cast.admin).get("/quy-tac/BC-THANG/khong-co/").status_code == 404
    assert signed_in(cast.admin).get(RULES + "?bieu=KHAC").status_code == 404


def test_a_change_is_tried_on_past_reports_before_it_can_be_saved(cast: Cast, now: datetime) -> None:
    for unit in (cast.tan_an, cast.tan_binh):
        approved(cast, unit, OCTOBER, month_cells(), now)
    admin = signed_in(cast.admin)
    assert "Lưu, áp dụng" not in admin.get(CHANGE).content.decode()
    page = admin.post(CHANGE, TYPED).content.decode()
    assert "Áp dụng cho 2 báo cáo tháng 10 năm 2026: 02 chỉ tiêu sẽ bị nhắc, trước đây 00" in page
    assert "<b>Tân An</b>: Lượt người tham gia tuần tra" in page
    assert "90 : 30" not in page
    mark = re.search(r'name="tried" value="([^"]+)"', page)
    assert mark is not None
    save = TYPED | {"act": "save", "tried": mark[1]}
    changed = admin.post(CHANGE, save | {"at_most": "2"}).content.decode()
    assert "Áp dụng cho 2 báo cáo" in changed
    assert not FormRule.objects.filter(rule_id="R7-FRC05", valid_from=date(2026, 12, 1)).exists()
    answer = admin.post(CHANGE, save, follow=True).content.decode()
    assert "Quy tắc R7-FRC05 áp dụng từ 01/12/2026" in answer
    kept = FormRule.objects.get(rule_id="R7-FRC05", valid_from=date(2026, 12, 1))
    assert kept.spec["at_most"] == "2.5"
    assert "không quá 2,5" in answer


def test_what_cannot_be_read_is_refused_with_its_place(cast: Cast) -> None:
    answer = signed_in(cast.admin).post(CHANGE, TYPED | {"right": "FRC04 FRC05"})
    assert answer.status_code == 422
    assert "từ ký tự thứ 7 (“FRC05”)" in answer.content.decode()
    assert signed_in(cast.admin).post(CHANGE, TYPED | {"from": "31/02/2027"}).status_code == 422


def test_a_rule_is_ended_from_its_page(cast: Cast) -> None:
    page = signed_in(cast.admin).post(CHANGE + "ket-thuc/", {"last_on": "30/11/2026"}, follow=True).content.decode()
    assert "áp dụng đến hết ngày 30/11/2026" in page
    assert FormRule.objects.get(rule_id="R7-FRC05").valid_to == date(2026, 11, 30)
