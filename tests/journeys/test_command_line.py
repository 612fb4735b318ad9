"""The command line as a person types it: answers on standard output; a refusal is one sentence and leaves nothing behind."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import unicodedata
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.conftest import run
from tests.reader.legacy import tcvn3, vni, windows_1258

WORDS = "Cộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc\nTổ chức 45 buổi tuyên truyền.\n"
PARTS = {
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://x/officeDocument" Target="word/document.xml"/>'
    '<Relationship Id="r2" Type="http://x/custom-properties" Target="docProps/custom.xml"/></Relationships>',
    "word/document.xml": "<document/>",
    "docProps/custom.xml": "<Properties/>",
}


@pytest.fixture(scope="module")
def data(busy_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The busy province for commands that change nothing."""
    folder = tmp_path_factory.mktemp("commands") / "var"
    shutil.copytree(busy_data, folder)
    return folder


def binhyen(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command with these arguments."""
    return run("-m", "binhyen.cli", *arguments, folder=data)


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence of a refused command; nothing on standard output."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    lines = done.stderr.splitlines()
    assert len(lines) == 1, done.stderr
    assert lines[0].startswith("Lỗi: ")
    return lines[0].removeprefix("Lỗi: ")


# Units


@pytest.mark.parametrize(("on", "numbers"), [("2025-06-30", (63, 696, 10_035)), ("01/7/2025", (34, 0, 3_321))])
def test_units_are_counted_on_a_day(data: Path, on: str, numbers: tuple[int, int, int]) -> None:
    done = binhyen(data, "units", "count", "--on", on)
    assert done.returncode == 0
    assert json.loads(done.stdout) == dict(zip(("province", "district", "commune"), numbers, strict=True))


def test_a_name_without_its_marks_is_found_on_a_day(data: Path) -> None:
    done = binhyen(data, "units", "find", "ha nam", "--on", "2024-01-01", "--level", "province")
    assert "Hà Nam" in done.stdout
    done = binhyen(data, "units", "find", "Hà Nam", "--on", "2026-01-01", "--level", "province")
    assert "Không tìm thấy đơn vị “Hà Nam” vào ngày 01/01/2026" in done.stdout


def test_a_question_before_the_register_is_refused(data: Path) -> None:
    assert "bắt đầu từ ngày 01/8/2008" in refusal(binhyen(data, "units", "count", "--on", "2007-01-01"))


# Reviews

REVIEW = {
    "--programme": "CTPH-09", "--unit": "Thử", "--from": "2026-05-01", "--to": "2026-05-31", "--kind": "interim",
    "--as": "hoa",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--unit": "Không Có"}, "Không có đơn vị hành chính “Không Có” vào ngày 31/5/2026"),
        ({"--unit": "tỉnh Hà Nam"}, "Không có đơn vị hành chính “tỉnh Hà Nam” vào ngày 31/5/2026"),
        ({"--programme": "CT-00"}, "Không có chương trình “CT-00”"),
        ({"--from": "2026-06-01"}, "sau ngày kết thúc"),
        ({"--from": "hôm qua"}, "hôm qua"),
        ({"--from": "2007-01-01", "--to": "2007-06-30"}, "bắt đầu từ ngày 01/8/2008"),
        ({"--to": "2026-06-30"}, "tháng 6 năm 2026 chưa chốt số liệu"),
        ({"--issuer": "khong-co"}, "Không có mẫu cơ quan ban hành"),
        ({"--as": "khong-co"}, "Không có tài khoản “khong-co”"),
        ({"--as": "nam"}, "không có quyền"),
    ],
)
def test_a_refused_review_says_why_and_leaves_no_file(
    data: Path, tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    asked = {**REVIEW, **changed, "--out": str(tmp_path / "bao-cao.docx")}
    done = binhyen(data, "review", *(word for pair in asked.items() for word in pair))
    assert said in refusal(done)
    assert list(tmp_path.iterdir()) == []


def test_a_review_with_nowhere_to_go_is_refused(data: Path, tmp_path: Path) -> None:
    asked = {**REVIEW, "--out": str(tmp_path / "khong-co" / "bao-cao.docx")}
    assert "không có thư mục" in refusal(binhyen(data, "review", *(word for pair in asked.items() for word in pair)))


def test_a_review_of_a_closed_month_is_written_and_traced(data: Path, tmp_path: Path) -> None:
    paper = tmp_path / "bao-cao.docx"
    done = binhyen(data, "review", *(word for pair in REVIEW.items() for word in pair), "--out", str(paper))
    assert done.returncode == 0, done.stderr
    traced = binhyen(data, "trace", str(paper), "--json")
    assert traced.returncode == 0, traced.stderr
    assert all(entry["source"] for entry in json.loads(traced.stdout))


# Reading


def read(data: Path, file: Path) -> subprocess.CompletedProcess[str]:
    """`binhyen read FILE --json`."""
    return binhyen(data, "read", str(file), "--json")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Văn bản trống"),
        (b" \n\n", "Văn bản trống"),
        (b"\x00\x01\x02\xff" * 300, "nhị phân"),
        (b"a" * (20 * 2**20 + 1), "lớn hơn 20 MB"),
        (vni(WORDS).decode("cp1252").encode() + "Đảng ủy xã dự hội nghị".encode(), "VNI"),
        (b"%PDF-1.7 ...", "PDF"),
    ],
    ids=["empty", "blank", "binary", "over 20 MB", "half VNI", "PDF"],
)
def test_what_is_no_text_is_refused_by_name(data: Path, tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "van-ban.txt"
    file.write_bytes(content)
    sentence = refusal(read(data, file))
    assert said in sentence
    assert "van-ban.txt" in sentence


@pytest.mark.parametrize("encode", [tcvn3, vni, windows_1258])
def test_older_encodings_are_read_like_unicode(data: Path, tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    file = tmp_path / "van-ban.txt"
    file.write_text(WORDS, encoding="utf-8")
    given = json.loads(read(data, file).stdout)["figures"]
    file.write_bytes(encode(WORDS))
    done = read(data, file)
    assert "đã chuyển sang Unicode" in done.stderr
    assert [f["value"] for f in json.loads(done.stdout)["figures"]] == [f["value"] for f in given] != []


def test_a_missing_file_and_a_folder_are_refused(data: Path, tmp_path: Path) -> None:
    assert "Không có tệp này" in refusal(read(data, tmp_path / "khong-co.txt"))
    assert "thư mục" in refusal(read(data, tmp_path))


def test_decomposed_letters_are_read_like_composed_ones(data: Path, tmp_path: Path) -> None:
    numbers = []
    for form in ("NFC", "NFD"):
        file = tmp_path / f"{form}.txt"
        file.write_text(unicodedata.normalize(form, WORDS), encoding="utf-8")
        answer = json.loads(read(data, file).stdout)
        numbers.append([(figure["value"], figure["indicator"]) for figure in answer["figures"]])
    assert numbers[0] == numbers[1] != []


def test_one_bad_file_among_several_prints_nothing(data: Path, tmp_path: Path) -> None:
    (tmp_path / "tot.txt").write_text(WORDS, encoding="utf-8")
    (tmp_path / "hong.txt").write_bytes(b"")
    done = binhyen(data, "read", str(tmp_path / "tot.txt"), str(tmp_path / "hong.txt"), "--json")
    assert "hong.txt" in refusal(done)


# Tracing


def docx(**parts: str | bytes) -> bytes:
    """A zip with the parts of a .docx, some of them changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in {**PARTS, **parts}.items():
            file.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"khong phai zip", "không phải tệp nén"),
        (docx(), "không mang mã báo cáo"),
        (docx(**{"word/media/bom.xml": b"0" * (65 * 2**20)}), "quá lớn"),
        (docx(**{"docProps/custom.xml": '<!DOCTYPE p [<!ENTITY a "a">]><p>&a;</p>'}), "DTD hoặc thực thể"),
        (docx(**{"_rels/.rels": "<hong"}), "hỏng"),
    ],
    ids=["not a zip", "not ours", "bomb", "entity", "broken"],
)
def test_a_hostile_paper_is_refused(data: Path, tmp_path: Path, content: bytes, said: str) -> None:
    paper = tmp_path / "bao-cao.docx"
    paper.write_bytes(content)
    assert said in refusal(binhyen(data, "trace", str(paper)))


def test_a_paper_that_is_not_there_is_refused(data: Path, tmp_path: Path) -> None:
    assert "Không có tệp" in refusal(binhyen(data, "trace", str(tmp_path / "khong-co.docx")))


# The command itself


def test_the_record_of_the_province_is_whole(data: Path) -> None:
    done = binhyen(data, "verify")
    assert done.returncode == 0, done.stdout
    assert "chuỗi nguyên vẹn" in done.stdout


def test_every_command_explains_itself(data: Path) -> None:
    commands = binhyen(data, "--help").stdout
    for name in ("read", "units", "review", "trace", "verify", "demo"):
        assert name in commands
        done = binhyen(data, name, "--help")
        assert done.returncode == 0
        assert f"binhyen {name}" in done.stdout
    assert "Không có lệnh" in refusal(binhyen(data, "xoa")).capitalize()


def test_a_missing_option_is_refused_in_one_sentence(data: Path) -> None:
    assert "binhyen units count --help" in refusal(binhyen(data, "units", "count"))
