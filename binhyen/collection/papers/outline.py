"""The paper put together: heading, opening, I. results by group, the words under their headings, closing, annex. Pure."""

from __future__ import annotations

import re

from binhyen.collection.papers.annex import annex
from binhyen.collection.papers.issuers import PaperIssuer
from binhyen.collection.papers.material import PaperMaterial
from binhyen.collection.papers.sentences import short_name, told
from binhyen.figures.rules import periods
from binhyen.foundation.official.content import OfficialDocument, Section, plain
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import fold, official_date, short_date

RESULTS = "KẾT QUẢ THỰC HIỆN"
# Where no request brings an outline: headings for the writer to fill.
USUAL = ("Tồn tại, hạn chế và nguyên nhân", "Phương hướng, nhiệm vụ thời gian tới", "Kiến nghị, đề xuất")
TO_WRITE = "(Cán bộ soạn thảo bổ sung nội dung này.)"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_NUMBERED = re.compile(r"^\s*(?:[IVX]{1,4}|\d{1,2})[.)]\s+")
_FORM = re.compile(r"^Báo cáo (?:số liệu (?:tháng|quý|6 tháng|năm) về )?(?:kết quả )?", re.IGNORECASE)
_CUT = re.compile(r" (?:tháng|quý|6 tháng|năm)$")
_LOOKS_AHEAD = frozenset({"half_year", "year"})


def compose(material: PaperMaterial, issuer: PaperIssuer) -> OfficialDocument:
    """The whole paper, a draft: its number and date are left open, nobody is named."""
    return OfficialDocument(
        heading=issuer.heading,
        title="BÁO CÁO",
        subject=subject(material),
        made_on=material.made_on.isoformat(),
        opening=(plain(_opening(material, issuer)),),
        sections=tuple(_sections(material)),
        closing=plain(f"Trên đây là {_what(material)} của {issuer.voice}, kính gửi {issuer.to} tổng hợp./."),
        signers=(issuer.signer,),
        recipients=issuer.recipients,
        annexes=(annex(material),),
        demo=material.demo,
    )


def subject(material: PaperMaterial) -> str:
    """The trích yếu: what the form is about and the period; the tasks ahead where the outline has them."""
    text = _what(material)
    ahead = any("phuong huong" in fold(title) for title, _ in _written(material))
    if ahead and material.calendar in _LOOKS_AHEAD:
        text += f"; phương hướng, nhiệm vụ {short_name(periods.following(material.calendar, material.span))}"
    return text[:1].upper() + text[1:]


def report_name(form_title: str, span: Span) -> str:
    """What a report is called inside a sentence: "kết quả công tác phòng, chống tội phạm … 6 tháng đầu năm 2026"."""
    about = _CUT.sub("", _FORM.sub("", form_title)).strip()
    about = about[:1].lower() + about[1:] if not about[1:2].isupper() else about
    return f"kết quả {about} {short_name(span)}"


def _what(material: PaperMaterial) -> str:
    return report_name(material.form_title, material.span)


def _opening(material: PaperMaterial, issuer: PaperIssuer) -> str:
    days = f"số liệu từ ngày {short_date(material.span.start)} đến ngày {short_date(material.span.last)}"
    asked = material.asked
    if asked is None:
        return f"{issuer.voice} báo cáo {_what(material)} ({days}) như sau:"
    symbol = f" số {asked.symbol}" if asked.symbol else ""
    about = asked.subject[:1].lower() + asked.subject[1:].rstrip(".")
    return (
        f"Thực hiện văn bản{symbol} {official_date(asked.issued_on)} về việc {about.removeprefix('về việc ')}, "
        f"{issuer.voice} báo cáo kết quả ({days}) như sau:"
    )


def _written(material: PaperMaterial) -> tuple[tuple[str, str], ...]:
    return material.words or tuple((title, "") for title in USUAL)


def _sections(material: PaperMaterial) -> list[Section]:
    made = [Section(1, f"I. {RESULTS}")]
    for n, group in enumerate(material.groups, start=1):
        said = told(material.of_group(group), material.place)
        paragraphs = [plain(text) for text in said] or [plain("Chưa có số liệu.", "placeholder")]
        made.append(Section(2, f"{n}. {_NUMBERED.sub('', group)}", tuple(paragraphs)))
    for n, (title, text) in enumerate(_written(material), start=1):
        paragraphs = [plain(each.strip()) for each in text.splitlines() if each.strip()]
        made.append(
            Section(
                1, f"{_ROMAN[min(n, len(_ROMAN) - 1)]}. {_NUMBERED.sub('', title).upper()}",
                tuple(paragraphs) or (plain(TO_WRITE, "placeholder"),),
            )
        )  # fmt: skip
    return made
