"""The commune's paper: its words, its numbers and no others, its file; read back by two readers."""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from docx import Document

from binhyen.collection.actions import requests
from binhyen.collection.actions.words import Typed, save_words
from binhyen.collection.papers.annex import change, shown
from binhyen.collection.papers.issuers import paper_issuer
from binhyen.collection.papers.material import Asked, PaperLine, PaperMaterial, Place
from binhyen.collection.papers.outline import TO_WRITE, compose, subject
from binhyen.collection.papers.sentences import told
from binhyen.collection.queries.papers import outline_of, paper_material
from binhyen.figures.queries.forms import form_on
from binhyen.figures.queries.sheets import form_sheet
from binhyen.figures.rules.cells import CellKey, CellValue, Nature, Qualifier, State
from binhyen.foundation.errors import Invalid
from binhyen.foundation.official.content import OfficialDocument
from binhyen.foundation.official.writer import write
from binhyen.foundation.span import Span
from binhyen.organisation.queries import version_on
from tests.cast import Cast, entered, month_cells, submitted

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
HALF = Span(date(2026, 1, 1), date(2026, 6, 30))
PLACE = Place("xã", "Tân An", "tỉnh")
NOTHING = CellValue(State.NOTHING_AROSE)


def count(value: int, qualifier: Qualifier = Qualifier.EXACT) -> CellValue:
    return CellValue(State.REPORTED, value, None, qualifier)


def line(
    code: str, label: str, unit: str, content: CellValue | None, nature: Nature = Nature.FLOW, breakdown: str = "",
    same: CellValue | None = None, group: str = "I. Thử", decimals: int = 0,
) -> PaperLine:  # fmt: skip
    return PaperLine(CellKey(code, breakdown), label, group, unit, nature, decimals, content, same)


def material(*lines: PaperLine, words: tuple[tuple[str, str], ...] = (), asked: Asked | None = None) -> PaperMaterial:
    title = (
        "Báo cáo kết quả công tác phòng, chống tội phạm và xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc 6 tháng"
    )
    return PaperMaterial(PLACE, title, "half_year", HALF, lines, words, asked, date(2026, 6, 16), demo=True)


def composed(given: PaperMaterial, profile: str = "ubnd", signer: str = "head") -> OfficialDocument:
    return compose(given, paper_issuer(profile, signer, given.place, 2026))


def text(*lines: PaperLine) -> str:
    return " ".join(told(lines, PLACE)).replace("\u00a0", " ")


def test_counts_below_ten_carry_a_zero_thousands_a_dot_and_pairs_stand_together() -> None:
    said = text(
        line("COM04", "Buổi tuyên truyền", "buổi", count(8)),
        line("COM04", "- Công an chủ trì", "buổi", count(6), breakdown="host_org=ca"),
        line("COM04", "- MTTQ chủ trì", "buổi", count(2), breakdown="host_org=mttq"),
        line("COM04", "- Đơn vị khác chủ trì", "buổi", NOTHING, breakdown="host_org=khac"),
        line("COM05", "Lượt người dự", "lượt người", count(1474), Nature.ATTENDANCE),
        line("FRC01", "Tổ bảo vệ an ninh, trật tự", "tổ", count(12), Nature.STOCK),
        line("COM01", "Tin, bài", "tin/bài", NOTHING),
        line("COM09", "Lượt phát", "lượt", None),
    )
    assert said == (
        "Trong kỳ, xã Tân An tổ chức 08 buổi tuyên truyền, phổ biến pháp luật tập trung với 1.474 lượt người dự "
        "(trong đó: Công an chủ trì 06; MTTQ chủ trì 02). Đến cuối kỳ, toàn xã có 12 tổ bảo vệ an ninh, trật tự. "
        "Trong kỳ không phát sinh: tin, bài."
    )


def test_the_settled_share_is_printed_only_where_both_counts_are_exact() -> None:
    accepted = line("MED03", "Vụ, việc tiếp nhận", "vụ, việc", count(36))
    settled = line("MED04", "Vụ, việc hòa giải thành", "vụ, việc", count(31))
    assert "hòa giải thành 31 vụ, việc (86,1%)" in text(accepted, settled)
    estimated = replace(settled, content=count(31, Qualifier.ESTIMATE))
    assert "hòa giải thành ước 31 vụ, việc." in text(accepted, estimated)


def test_who_issued_a_document_is_named_and_the_commune_never_speaks_for_several() -> None:
    assert text(line("LDR01", "Văn bản của cấp ủy", "văn bản", count(2))) == "Đảng ủy xã ban hành 02 văn bản lãnh đạo."


@pytest.mark.parametrize(
    ("content", "printed"),
    [(count(1474), "1.474"), (count(8), "8"), (count(120, Qualifier.ESTIMATE), "ước 120"), (NOTHING, "-"), (count(0), "0"),
     (None, "…"), (CellValue(State.NOT_REPORTED), "…"), (CellValue(State.NOT_APPLICABLE, reason="không có"), "x")],
)  # fmt: skip
def test_the_annex_prints_each_state_in_its_own_way(content: CellValue | None, printed: str) -> None:
    assert shown(content, 0).replace("\u00a0", " ") == printed


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [(count(46), count(38), "tăng 8 (21,1%)"), (count(2), count(5), "giảm 3 (60%)"), (count(5), count(5), "0"),
     (NOTHING, count(4), "giảm 4 (100%)"), (count(4), NOTHING, "tăng 4"), (count(4), None, ""),
     (count(4, Qualifier.ESTIMATE), count(3), "")],
)  # fmt: skip
def test_a_change_is_said_in_words_and_only_between_exact_numbers(
    now: CellValue, before: CellValue | None, said: str
) -> None:
    assert change(line("COM04", "Buổi", "buổi", now, same=before)).replace("\u00a0", " ") == said


def test_words_stand_under_the_headings_of_the_request_and_empty_ones_are_left_to_the_writer() -> None:
    asked = Asked("12/BCĐ-PV05", date(2026, 6, 1), "Báo cáo 6 tháng đầu năm 2026")
    words = (("1. Phương hướng, nhiệm vụ", "Tiếp tục tuyên truyền.\nCủng cố mô hình."), ("Kiến nghị", " "))
    document = composed(material(line("COM04", "Buổi", "buổi", count(8)), words=words, asked=asked))
    titles = {section.title: [p.text for p in section.paragraphs] for section in document.sections}
    assert titles["II. PHƯƠNG HƯỚNG, NHIỆM VỤ"] == ["Tiếp tục tuyên truyền.", "Củng cố mô hình."]
    assert titles["III. KIẾN NGHỊ"] == [TO_WRITE]
    assert (
        "Thực hiện văn bản số 12/BCĐ-PV05 ngày 01 tháng 6 năm 2026 về việc báo cáo 6 tháng" in document.opening[0].text
    )
    assert document.subject.replace("\u00a0", " ") == (
        "Kết quả công tác phòng, chống tội phạm và xây dựng phong trào toàn dân bảo vệ an ninh Tổ quốc "
        "6 tháng đầu năm 2026; phương hướng, nhiệm vụ 6 tháng cuối năm 2026"
    )


def test_the_subject_promises_no_tasks_that_the_outline_does_not_have() -> None:
    assert "phương hướng" in subject(material(words=(("Phương hướng, nhiệm vụ", "x"),)))
    without = subject(material(words=(("Kiến nghị", "x"),)))
    assert without.startswith("Kết quả")
    assert "phương hướng" not in without


@pytest.mark.parametrize(
    ("profile", "signer", "body", "lines"),
    [
        ("ubnd", "head", "XÃ TÂN AN", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("ubnd", "deputy", "XÃ TÂN AN", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("ban-chi-dao", "deputy", "BAN CHỈ ĐẠO PHÒNG, CHỐNG TỘI PHẠM",
         ("TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "TRƯỞNG CÔNG AN XÃ")),
    ],
)  # fmt: skip
def test_heading_and_signature_follow_the_chosen_issuer_and_name_an_office(
    profile: str, signer: str, body: str, lines: tuple[str, ...]
) -> None:
    document = composed(material(), profile, signer)
    assert document.heading.issuers[-1].startswith(body)
    assert document.signers[0].lines == lines


def test_an_unknown_issuer_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Invalid) as refused:
        paper_issuer("tinh-uy", "head", PLACE, 2026)
    assert refused.value.code == "collection.issuer_unknown"


@pytest.fixture
def reported(cast: Cast, now: datetime) -> PaperMaterial:
    """A month of Tân An as its officer entered it, one number an estimate, one line nothing arose."""
    cells = month_cells(sessions=1474, attendances=60_250, patrols=9, accepted=7)
    cells[CellKey("FRC04")] = count(9, Qualifier.ESTIMATE)
    submission = entered(cast, cast.tan_an, MAY, cells, now)
    sheet = form_sheet(form_on("BC-THANG", MAY.last), cast.tan_an, MAY, submission)
    version = version_on(cast.tan_an, MAY.last)
    assert version is not None
    return paper_material(sheet, version, today=now.date(), demo=False)


def test_what_the_unit_wrote_under_the_request_stands_in_its_paper_and_no_other_units_words(
    cast: Cast, now: datetime
) -> None:
    may = form_on("BC-THANG", MAY.last)
    asking = requests.Asked(
        "Báo cáo tháng 5", ((may.code, MAY),), now + timedelta(days=6), symbol="12/BCĐ-PV05",
        sections=(requests.Section("Nổi bật"), requests.Section("Kiến nghị")),
    )  # fmt: skip
    request = requests.make_request(asking, actor=cast.minh, now=now)
    save_words(request, cast.tan_an, {1: Typed("Ra mắt 02 mô hình.", 0), 2: Typed("", 0)}, actor=cast.lan, now=now)
    officer = cast.officers[cast.tan_binh.pk]
    save_words(request, cast.tan_binh, {1: Typed("Của phường khác.", 0)}, actor=officer, now=now)
    asked, words = outline_of(cast.tan_an, may.code, MAY)
    assert asked == Asked("12/BCĐ-PV05", now.date(), "Báo cáo tháng 5")
    assert words == (("Nổi bật", "Ra mắt 02 mô hình."), ("Kiến nghị", ""))
    submitted(cast, cast.tan_an, MAY, month_cells(), now)
    later = replace(asking, symbol="15/BCĐ-PV05", sections=(), replaces=True, replaces_reason="Gia hạn")
    requests.make_request(later, actor=cast.minh, now=now + timedelta(minutes=1))
    assert outline_of(cast.tan_an, may.code, MAY) == (asked, words)  # the paper that was sent stays what it was
    changed, _ = outline_of(cast.tan_binh, may.code, MAY)
    assert changed == Asked("15/BCĐ-PV05", now.date(), "Báo cáo tháng 5")


def numbers(read: str) -> set[str]:
    """Every number of a text, dates, list numbers and document symbols taken out."""
    bare = re.sub(r"\d{1,2}/\d{1,2}/\d{4}|tháng \d+|năm \d{4}|ngày \d+|^\s*\d+\. ", " ", read, flags=re.MULTILINE)
    return set(re.findall(r"\d+(?:[.,]\d+)*", bare))


def allowed(given: PaperMaterial) -> set[str]:
    """Each cell in the two ways in which a paper writes it, and the one share."""
    amounts = [line.amount for line in given.lines if line.amount is not None]
    return {f"{n:02d}" if n < 10 else f"{n:,}".replace(",", ".") for n in amounts} | {
        f"{n:,}".replace(",", ".") for n in amounts
    } | {"100"}  # fmt: skip


def test_the_paper_holds_exactly_the_numbers_of_the_cells(reported: PaperMaterial) -> None:
    document = composed(reported)
    said = "\n".join(p.text for section in document.sections for p in section.paragraphs)
    assert {"1.474", "60.250", "09", "27", "07"} <= numbers(said) <= allowed(reported)
    assert "ước\u00a009" in said
    shown_now = [row.cells[3][0].text for row in document.annexes[0].tables[0].rows if not row.heading]
    assert shown_now == [shown(line.content, 0) for line in reported.lines]
    assert {"1.474", "60.250", "ước\u00a09", "27", "7", "-"} <= set(shown_now)


def test_the_same_report_gives_the_same_bytes_marked_as_a_draft_of_an_invented_unit(reported: PaperMaterial) -> None:
    made = write(composed(reported))
    assert made == write(composed(reported))
    document = Document(io.BytesIO(made))
    assert document.tables[0].rows[1].cells[0].text.split("\n")[1] == "DỰ THẢO"
    assert "không có giá trị pháp lý" in document.sections[0].first_page_header.paragraphs[0].text


def test_libreoffice_and_python_read_the_same_numbers_from_the_file(
    reported: PaperMaterial, convert: Callable[[Path, str], Path], pdftotext: Path, tmp_path: Path
) -> None:
    file = tmp_path / "bao-cao.docx"
    file.write_bytes(write(composed(reported)))
    document = Document(str(file))
    table = next(t for t in document.tables if t.rows[0].cells[0].text == "TT")
    by_python = {row.cells[1].text: row.cells[3].text for row in table.rows[1:]}
    pdf = convert(file, "pdf")
    read = subprocess.run([str(pdftotext), "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    flat = " ".join(read.replace("\u00a0", " ").split())
    assert by_python["Buổi tuyên truyền, phổ biến pháp luật tập trung"] == "1.474"
    assert {"1.474", "60.250", "27"} <= numbers(flat)
    assert "tổ chức 1.474 buổi tuyên truyền, phổ biến pháp luật tập trung với 60.250 lượt người dự" in flat
    assert "ước 09 lượt" in flat
    assert "DỰ THẢO" in flat
