"""Where `binhyen review` may write: refused before a review is kept, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from binhyen.cli.files import write_whole
from binhyen.cli.review import main
from binhyen.foundation.errors import Invalid

WORDS = "--programme X --unit X --from 2024-07-01 --to 2026-06-30 --kind interim --out".split()


@pytest.mark.parametrize("out", ["missing/a.docx", ".", "/dev/null", "a" * 300 + ".docx"])
def test_a_place_that_takes_no_file_is_refused_in_one_sentence(
    out: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*WORDS, out]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Lỗi: Không ghi được tệp")
    assert len(said.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_replaced_keeps_nothing_half_written(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    with pytest.raises(Invalid) as refused:
        write_whole(tmp_path / "a.docx", b"whole")
    assert refused.value.code == "cli.file_not_written"
    assert [each.name for each in tmp_path.iterdir()] == ["a.docx"]
    write_whole(tmp_path / "b.docx", b"whole")
    assert (tmp_path / "b.docx").read_bytes() == b"whole"
