"""The register of units and the catalogue of indicators, as anybody who is signed in may read them."""

from __future__ import annotations

import pytest
from django.test import Client

from binhyen.organisation.models import Unit, UnitVersion
from tests.cast import Cast
from tests.web.pages import signed_in

UNITS = "/danh-muc/don-vi/"


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        ("30/6/2025", ["63 đơn vị cấp tỉnh", "696 đơn vị cấp huyện", "10.035 đơn vị cấp xã"]),
        ("01/7/2025", ["34 đơn vị cấp tỉnh", "0 đơn vị cấp huyện", "3.321 đơn vị cấp xã"]),
    ],
)
def test_units_are_counted_on_a_day_without_the_invented_ones(cast: Cast, on: str, counts: list[str]) -> None:
    found = page(signed_in(cast.lan), f"{UNITS}?ngay={on}")
    assert all(one in found for one in counts)


def test_a_name_without_marks_finds_its_candidates(cast: Cast) -> None:
    found = page(signed_in(cast.lan), f"{UNITS}?ten=thai+binh&ngay=01/4/2025&cap=province")
    assert "Tỉnh Thái Bình" in found
    assert "là một đơn vị vào ngày 01/4/2025" in found
    several = page(signed_in(cast.lan), f"{UNITS}?ten=tan+tien&ngay=01/4/2025&cap=commune")
    assert "có thể là" in several
    assert several.count('<th scope="row">') > 5


def test_a_name_of_other_days_is_answered_with_those_days(cast: Cast) -> None:
    found = page(signed_in(cast.lan), f"{UNITS}?ten=Tỉnh Thái Bình&ngay=01/8/2025&cap=province")
    assert "Không có đơn vị hành chính “Tỉnh Thái Bình” vào ngày 01/8/2025" in found
    assert "30/6/2025" in found


def test_a_day_before_the_register_is_refused(cast: Cast) -> None:
    found = page(signed_in(cast.lan), f"{UNITS}?ngay=01/01/2020", 422)
    assert "bắt đầu từ ngày" in found
    assert "Không đọc được ngày" in page(signed_in(cast.lan), f"{UNITS}?ngay=mai", 422)


def test_a_unit_shows_what_it_came_from_and_what_became_of_it(cast: Cast) -> None:
    old = UnitVersion.objects.get(level="province", name="Thái Bình").unit
    found = page(signed_in(cast.lan), f"{UNITS}{old.uid}/")
    assert "Tỉnh Thái Bình, đến hết ngày 30/6/2025" in found
    new = old.lineage_out.get().to_unit
    assert f'href="{UNITS}{new.uid}/"' in found
    assert f'href="{UNITS}{old.uid}/"' in page(signed_in(cast.lan), f"{UNITS}{new.uid}/")


def test_an_unknown_unit_is_no_page(cast: Cast) -> None:
    assert not Unit.objects.filter(uid="la").exists()
    page(signed_in(cast.lan), f"{UNITS}la/", 404)


def test_who_is_not_signed_in_is_asked_to(cast: Cast) -> None:
    assert Client().get(UNITS).status_code == 302


def test_an_indicator_says_how_it_adds_up_and_what_is_forbidden(cast: Cast) -> None:
    ratio = page(signed_in(cast.lan), "/danh-muc/chi-tieu/MED07/")
    assert "không cộng, không lấy bình quân" in ratio
    assert "MED04" in ratio
    told = page(signed_in(cast.lan), "/danh-muc/chi-tieu/TIP01/")
    assert "Không được dùng cho" in told
    assert "xếp hạng đơn vị" in told
    page(signed_in(cast.lan), "/danh-muc/chi-tieu/LA00/", 404)


def test_indicators_are_found_without_marks(cast: Cast) -> None:
    found = page(signed_in(cast.lan), "/danh-muc/chi-tieu/?q=hoa giai thanh")
    assert "MED04" in found
    assert "WEA01" not in found
