"""From the numbers in a file back to their sources; changed and missing numbers reported; hostile files refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from binhyen.foundation.errors import DomainError
from binhyen.reviews.docx import write
from binhyen.reviews.facts import ReviewFacts
from binhyen.reviews.texts import SENTENCES
from binhyen.reviews.trace import LIMIT_BYTES, Traced, trace
from tests.reviews.examples import facts, rich


@pytest.fixture(scope="module")
def made() -> ReviewFacts:
    return facts()


@pytest.fixture(scope="module")
def docx(made: ReviewFacts) -> bytes:
    return write(made)


def known(made: ReviewFacts) -> Callable[[str], ReviewFacts | None]:
    """A look-up that knows one review."""
    return lambda review: made if review == made.review else None


def changed(docx: bytes, change: Callable[[str], str], name: str = "word/document.xml") -> bytes:
    """The file with one part edited as text."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for each in source.namelist():
            part = source.read(each)
            target.writestr(each, change(part.decode()).encode() if each == name else part)
    return made.getvalue()


def refusal(file: bytes, made: ReviewFacts) -> str:
    """The code of the refusal; its sentence can be filled."""
    with pytest.raises(DomainError) as refused:
        trace(file, known(made))
    assert SENTENCES[refused.value.code].format(**refused.value.params)
    return refused.value.code


def test_every_number_leads_to_its_fact_and_its_sources(docx: bytes, made: ReviewFacts) -> None:
    found = trace(docx, known(made))
    assert [each.n for each in found] == list(range(1, len(made.numbers) + 1))
    assert {each.state for each in found} == {"kept"}
    sessions = next(each for each in found if each.number == "6.118")
    assert sessions.as_json() == {
        "number": "6.118",
        "fact": "COM04 Buổi tuyên truyền, phổ biến pháp luật tập trung; buổi; Tỉnh Mẫu; 01/7/2024 - 30/6/2026; 158/166 xã, phường",
        "source": ["Xã Đông Lộc, Biểu 01, phiên bản 2", "Phường Bình Giang, Biểu 01, phiên bản 1"],
        "state": "kept",
        "found": "6.118",
        "bookmark": f"by_12_{sessions.n}",
    }


def test_a_computed_number_leads_to_its_arithmetic_and_to_the_cells_behind_it(docx: bytes, made: ReviewFacts) -> None:
    drop = next(each for each in trace(docx, known(made)) if each.number == "49" and "giảm" in each.fact.name)
    assert [source.text for source in drop.sources][:2] == ["1.563 − 1.612 = −49", "Xã Đông Lộc, Biểu 01, phiên bản 2"]


def only(found: list[Traced], state: str) -> list[tuple[str, str]]:
    return [(each.number, each.found) for each in found if each.state == state]


def test_a_number_changed_by_hand_is_reported_with_both_texts(docx: bytes, made: ReviewFacts) -> None:
    file = changed(docx, lambda xml: xml.replace(">6.118<", ">6.811<", 1))
    assert only(trace(file, known(made)), "changed") == [("6.118", "6.811")]


def test_a_lost_bookmark_is_reported(docx: bytes, made: ReviewFacts) -> None:
    gone = re.compile(r'<w:bookmarkStart w:id="5" w:name="[^"]*"/>')
    file = changed(docx, lambda xml: gone.sub("", xml))
    assert only(trace(file, known(made)), "missing") == [(made.numbers[4].text, "")]


def test_runs_split_inside_a_bookmark_are_read_together_and_deleted_text_is_not(docx: bytes, made: ReviewFacts) -> None:
    split = "<w:t>6.1</w:t></w:r><w:r><w:delText>9</w:delText></w:r><w:r><w:t>18</w:t>"
    file = changed(docx, lambda xml: xml.replace("<w:t>6.118</w:t>", split, 1))
    assert not only(trace(file, known(made)), "changed")


def test_a_file_of_another_review_or_with_other_facts_is_refused(docx: bytes, made: ReviewFacts) -> None:
    assert refusal(docx, facts(rich(review="99"))) == "reviews.facts_unknown"
    assert refusal(docx, facts(rich(demo=False))) == "reviews.facts_differ"
    stripped = changed(docx, lambda xml: xml.replace("BinhYenReview", "Khac"), "docProps/custom.xml")
    assert refusal(stripped, made) == "reviews.file_not_ours"


@pytest.mark.parametrize("file", [b"", b"PK\x03\x04", b"%PDF-1.7", b"\x00" * 100, "Báo cáo".encode()])
def test_what_is_no_word_file_is_refused(file: bytes, made: ReviewFacts) -> None:
    assert refusal(file, made) == "reviews.file_not_docx"


def test_a_zip_without_the_parts_of_a_document_is_refused(docx: bytes, made: ReviewFacts) -> None:
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as target:
        target.writestr("a.txt", "a")
    assert refusal(empty.getvalue(), made) == "reviews.file_not_docx"
    torn = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(torn, "w") as target:
        for name in source.namelist():
            if name != "word/document.xml":
                target.writestr(name, source.read(name))
    assert refusal(torn.getvalue(), made) == "reviews.file_not_docx"
    assert refusal(changed(docx, lambda xml: xml[: len(xml) // 2]), made) == "reviews.file_not_docx"


def bomb(docx: bytes, claimed: int | None) -> bytes:
    """A file whose text unpacks to more than the limit; ``claimed`` writes a smaller size into the zip's directory."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, b" " * (LIMIT_BYTES + 2**20) if name == "word/document.xml" else source.read(name))
    file = made.getvalue()
    if claimed is not None:
        size = (LIMIT_BYTES + 2**20).to_bytes(4, "little")
        file = file.replace(size, claimed.to_bytes(4, "little"))
    return file


def test_a_zip_bomb_is_refused_before_it_is_unpacked(docx: bytes, made: ReviewFacts) -> None:
    assert refusal(bomb(docx, None), made) == "reviews.file_too_large"


def test_a_zip_bomb_that_lies_about_its_size_is_refused(docx: bytes, made: ReviewFacts) -> None:
    assert refusal(bomb(docx, 1000), made) in {"reviews.file_not_docx", "reviews.file_too_large"}


def test_a_zip_of_very_many_parts_is_refused(made: ReviewFacts) -> None:
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as target:
        for n in range(2001):
            target.writestr(f"{n}", "")
    assert refusal(many.getvalue(), made) == "reviews.file_not_docx"


LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("name", ["word/document.xml", "docProps/custom.xml", "_rels/.rels"])
def test_entities_are_refused_in_every_part_that_is_read(docx: bytes, made: ReviewFacts, name: str) -> None:
    def with_entities(xml: str) -> str:
        head, _, rest = xml.partition("?>")
        return f"{head}?>{LAUGHS}{rest}"

    assert refusal(changed(docx, with_entities, name), made) == "reviews.file_entities"


def test_a_relation_that_leads_out_of_the_file_is_refused(docx: bytes, made: ReviewFacts) -> None:
    file = changed(docx, lambda xml: xml.replace("word/document.xml", "../../../etc/passwd"), "_rels/.rels")
    assert refusal(file, made) == "reviews.file_not_docx"


def test_a_file_that_libreoffice_saved_again_can_still_be_traced(
    docx: bytes, made: ReviewFacts, tmp_path: Path, convert: Callable[[Path, str], Path]
) -> None:
    source = tmp_path / "bao-cao.docx"
    source.write_bytes(changed(docx, lambda xml: xml.replace(">6.118<", ">6.811<", 1)))
    found = trace(convert(source, "docx").read_bytes(), known(made))
    assert only(found, "changed") == [("6.118", "6.811")]
    assert only(found, "missing") == []
    assert all(each.sources for each in found)


def test_libreoffice_prints_the_paper_with_its_numbers(
    made: ReviewFacts, docx: bytes, tmp_path: Path, convert: Callable[[Path, str], Path], pdftotext: Path
) -> None:
    import subprocess

    source = tmp_path / "bao-cao.docx"
    source.write_bytes(docx)
    pdf = convert(source, "pdf")
    pages = (
        subprocess.run([pdftotext, "-layout", pdf, "-"], check=True, capture_output=True)
        .stdout.decode()
        .split("\f")[:-1]
    )
    assert 6 <= len(pages) <= 12
    assert "2" not in pages[0].split("\n")[0]
    assert pages[1].split("\n")[0].strip() == "2"
    assert all("Văn bản minh họa, không có giá trị pháp lý" in page for page in pages)
    said = " ".join(" ".join(pages).replace("\u00a0", " ").split())
    assert "hòa giải thành 1.285 (82,2%), không thành 214, đang hòa giải 64." in said
    assert "duy trì 38 loại mô hình với 3.412 điểm (đầu kỳ 3.286 điểm)" in said
