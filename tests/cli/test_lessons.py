"""`binhyen lessons`: suggestions for the reader's rules, printed or written whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from binhyen.cli.lessons import main
from tests.cast import Cast
from tests.web.pages import signed_in
from tests.web.texts_of_ours import decide, taken_in


@pytest.fixture
def rejected(cast: Cast) -> None:
    """Three texts in which the same words were set aside."""
    for n in (15, 16, 17):
        source = taken_in(cast.nam, f"Trong năm 2025, tỉnh Thử thành lập {n} tổ bầu cử và {n + 40} tổ tự quản.")
        decide(signed_in(cast.nam), source, f"{n} tổ", "reject", reason="not_a_figure")


@pytest.mark.usefixtures("rejected")
def test_suggestions_are_printed_with_their_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("“tổ bầu cử” (")
    assert "3 lần loại (không phải số liệu 3), 0 lần sử dụng, 3 văn bản → đề nghị" in line
    assert main(["--times", "4"]) == 0
    assert "Chưa có gợi ý nào" in capsys.readouterr().out


@pytest.mark.usefixtures("rejected")
def test_suggestions_are_written_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--out", str(tmp_path / "goi-y.txt")]) == 0
    assert "Đã ghi 1 gợi ý" in capsys.readouterr().out
    assert "tổ bầu cử" in (tmp_path / "goi-y.txt").read_text(encoding="utf-8")


@pytest.mark.usefixtures("cast")
def test_a_place_that_takes_no_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--out", str(tmp_path / "missing" / "a.txt")]) == 2
    assert "không có thư mục" in capsys.readouterr().err
    assert main(["--out", str(tmp_path)]) == 2
    assert "Không ghi được tệp" in capsys.readouterr().err
