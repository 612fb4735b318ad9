"""`binhyen sdmx`: files for a statistics system, or one sentence and nothing."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from binhyen.analytics.sdmx.messages import FILES
from binhyen.cli import sdmx
from binhyen.config.databases import SQLITE_FILE
from binhyen.figures.actions.periods import begin_period
from binhyen.foundation.span import Span
from binhyen.organisation.models import User
from tests.analytics.messages import read
from tests.cast import Cast, approved, month_cells
from tests.web.conftest import clock as clock  # a fixture

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))


def run(out: Path, *more: str, who: str = "minh", province: str = "thu") -> int:
    words = ["--form", "BC-THANG", "--period", "2026-05", "--out", str(out), "--as", who]
    return sdmx.main([*words, *(["--province", province] if province else []), *more])


@pytest.mark.usefixtures("clock")
def test_a_folder_is_made_and_made_again_and_says_what_it_holds(
    cast: Cast, now: datetime, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "thang-5"
    assert run(out) == 0
    assert "3 đơn vị, 48 ô số liệu, 0 ô có số" in capsys.readouterr().out
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    assert run(out, province="Tỉnh Thử") == 0
    assert f"{out}: biểu BC-THANG, tháng 5 năm 2026, 3 đơn vị, 48 ô số liệu, 16 ô có số." in capsys.readouterr().out
    assert sum(one.value != "" for one in read(out)) == 16
    assert sorted(path.name for path in tmp_path.rglob("*")) == sorted([out.name, *FILES])


@pytest.mark.usefixtures("clock")
def test_a_zip_is_written_whole(cast: Cast, now: datetime, tmp_path: Path) -> None:
    approved(cast, cast.tan_an, MAY, month_cells(), now)
    out = tmp_path / "thang-5.zip"
    assert run(out, who="quan") == 0
    assert [path.name for path in tmp_path.iterdir()] == [out.name]
    with ZipFile(out) as made:
        made.extractall(tmp_path / "unpacked")
    assert sum(one.value != "" for one in read(tmp_path / "unpacked")) == 16


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize(
    ("who", "province", "more", "said"),
    [
        ("nobody", "thu", (), "Không có tài khoản “nobody”"),
        ("tuan", "thu", (), "không có quyền thực hiện việc đó đối với Tỉnh Thử"),
        ("lan", "thu", (), "không có quyền thực hiện việc đó đối với Tỉnh Thử"),
        ("minh", "", (), "Đề nghị chọn tỉnh, thành phố của đồng chí"),
        ("minh", "thu-tan-an", (), "Xã Tân An không phải là cấp tỉnh"),
        ("minh", "Không có", (), "Không có"),
        ("minh", "thu", ("--form", "BC-LA"), "Không có biểu BC-LA"),
        ("minh", "thu", ("--period", "tháng 5"), "Không đọc được kỳ “tháng 5”"),
    ],
)
def test_a_refusal_is_one_sentence_and_leaves_nothing(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    who: str, province: str, more: tuple[str, ...], said: str,
) -> None:  # fmt: skip
    assert run(tmp_path / "ra", *more, who=who, province=province) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_both_doors_read_the_ledgers_number_and_the_figures_in_one_moment(
    db: None, ready_data: Path, tmp_path: Path
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the ready data are a file of SQLite")
    copy = tmp_path / "var.sqlite3"
    shutil.copy(ready_data / SQLITE_FILE, copy)

    def asked() -> list[list[str]]:
        made = connections.create_connection("default")
        made.settings_dict = {**made.settings_dict, "NAME": copy}
        connections["default"] = made
        try:
            begin_period(MAY)
            client, found = Client(), []
            client.force_login(User.objects.get(username="minh"))
            with CaptureQueriesContext(connection) as by_command:
                assert run(tmp_path / "ra") == 0
            found.append([one["sql"] for one in by_command])
            with CaptureQueriesContext(connection) as by_page:
                page = client.get("/theo-doi/thu/sdmx.zip?bieu=BC-THANG&ky=2026-05-01..2026-05-31")
            assert page.status_code == 200
            found.append([one["sql"] for one in by_page])
            return found
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        for questions in thread.submit(asked).result():
            inside = " ".join(questions[questions.index("BEGIN DEFERRED") : questions.index("COMMIT")])
            assert 'MAX("figures_ledgerentry"."seq")' in inside
            assert 'FROM "figures_cell"' in inside


def test_a_place_that_cannot_be_written_is_named_before_anything_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    taken = tmp_path / "ghi-chu.txt"
    taken.write_text("của tôi", encoding="utf-8")
    assert run(taken) == 2
    assert "Đề nghị ghi tên thư mục hoặc tên tệp kết thúc bằng .zip" in capsys.readouterr().err
    assert run(tmp_path / "khong-co" / "ra") == 2
    assert run(tmp_path / "khong-co" / "ra.zip") == 2
    assert "không có thư mục" in capsys.readouterr().err
    assert taken.read_text(encoding="utf-8") == "của tôi"
