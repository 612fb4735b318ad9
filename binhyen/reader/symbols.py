"""Symbols of documents ("48-CT/T.Ư", "124/2021/TT-BCA", "3371/BCA-V05"): how they are written and their canonical form.

Marks are never stripped before the issuer is decided: T.Ư is the Party's centre, T.U a province's committee.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from binhyen.reader.late import late

KIND_OF_TYPE = {
    "NQLT": "Nghị quyết liên tịch", "TTLT": "Thông tư liên tịch", "QCPH": "Quy chế phối hợp", "CTPH": "Chương trình phối hợp", "CTRPH": "Chương trình phối hợp",
    "CTHĐ": "Chương trình hành động", "CTR": "Chương trình", "QYĐ": "Quy định", "TTR": "Tờ trình", "NQ": "Nghị quyết", "QĐ": "Quyết định",
    "CT": "Chỉ thị", "KL": "Kết luận", "KH": "Kế hoạch", "HD": "Hướng dẫn", "TB": "Thông báo", "BC": "Báo cáo", "TT": "Thông tư",
    "NĐ": "Nghị định", "QC": "Quy chế", "ĐA": "Đề án", "CV": "Công văn", "CĐ": "Công điện", "PA": "Phương án", "L": "Luật",
    "KHLN": "Kế hoạch liên ngành", "KHPH": "Kế hoạch phối hợp", "HDLN": "Hướng dẫn liên ngành", "HDLT": "Hướng dẫn liên tịch", "VBHN": "Văn bản hợp nhất", "CTLT": "Chương trình liên tịch", "QCLN": "Quy chế liên ngành", "PL": "Pháp lệnh", "QCH": "Quy chế", "BS": "Bản sao",
}  # fmt: skip
_TYPES = "|".join(sorted((re.escape(t) for t in KIND_OF_TYPE), key=len, reverse=True))
_ISSUER = r"(?:T\. ?[ƯUW](?!\w)|[^\W\d_][\w.]*)(?:(?:[-/&]| ?- ?(?=[A-ZĐ]{2}))[\w.]+)*"
SYMBOL = late(
    rf"(?<![\w/.,-])(?:(?P<number>\d{{1,5}}[a-z]?)(?P<sep> ?[-/] ?| ?(?=[A-ZĐ]{{2,4}} ?[-/] ?[A-ZĐ]))(?:(?P<year>(?:19|20)\d{{2}}) ?/ ?)?(?P<type>{_TYPES})(?: ?[-/] ?(?P<issuer>{_ISSUER}))?"
    rf"|(?P<law>\d{{1,4}})/(?P<law_year>20\d{{2}})/(?P<term>(?:UBTV)?QH\d{{1,2}})"
    rf"|(?P<letter>\d{{1,6}}) ?/ ?(?P<letter_issuer>[A-ZĐ]{{2,}}(?:[-/.][A-ZĐ0-9]+)*))(?!\w)",
    re.IGNORECASE,
)
# where a symbol may begin: to try all of it at each character of a text costs four times as much
_BEGIN = late(r"\d(?<![\w/.,-]\d)\d{0,5}[a-z]? ?(?:[-/]|[A-ZĐ]{2,4} ?[-/])", re.IGNORECASE)
_GARBLED = late(r"\d{1,5}[-/][A-ZĐa-zđ][\w./-]{1,30}")
_PARTY = late(r"(?:TW|[THQ]U|TXU|THU|ĐU\w*|ĐTN|VPTW|VPTU|B[A-Z]+T[WU]|UBKT\w+)$")


_PRIME_MINISTER = late(r"(?<![^\W_])TTG(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol at ``start:end``; ``kind`` follows from its type code (``None`` for letters and garbled ones)."""

    start: int
    end: int
    number: str
    canonical: str
    kind: str | None


def central_or_provincial(issuer: str) -> str:
    """T.Ư, TƯ, T.W and TW as TW; T.U and TU as TU; other letters in capitals, untouched."""
    plain = (
        issuer.upper()
        .replace("T. ", "T.")
        .replace("T.Ư", "TW")
        .replace("TƯ", "TW")
        .replace("T.W", "TW")
        .replace("T.U", "TU")
    )
    return _PRIME_MINISTER.sub("TTg", plain.replace(" ", "").strip(".()-/"))


def canonical_symbol(number: str, year: str | None, code: str, issuer: str | None) -> str:
    """The one spelling: 48/CT-T.Ư is 48-CT/TW (Party), 2798-QĐ/UBND is 2798/QĐ-UBND (State)."""
    code = {"CTR": "CTr", "CTRPH": "CTrPH", "TTR": "TTr", "QYĐ": "QyĐ", "QCH": "QC"}.get(code.upper(), code.upper())
    if not issuer:
        return f"{number}/{year}/{code}" if year else f"{number}/{code}"
    issuer = central_or_provincial(issuer)
    if year:
        return f"{number}/{year}/{code}-{issuer}"
    if _PARTY.match(issuer):
        return f"{number}-{code}/{issuer}"
    return f"{number}/{code}-{issuer}"


def _from_match(match: re.Match[str]) -> Symbol | None:
    end = match.end()
    if match.group("law"):
        number = match.group("law")
        canonical = f"{number}/{match.group('law_year')}/{match.group('term').upper()}"
        kind = "Nghị quyết" if match.group("term").upper().startswith("UBTV") else "Luật"
        return Symbol(match.start(), end, number, canonical, kind)
    if match.group("letter"):
        if not match.group("letter_issuer").isupper():
            return None
        return Symbol(
            match.start(), end, match.group("letter"), f"{match.group('letter')}/{match.group('letter_issuer')}", None
        )
    issuer = match.group("issuer")
    if not match.group("sep").strip() and not match.group("type").isupper():
        return None
    if issuer:
        kept = issuer.rstrip(".()-/")
        end -= len(issuer) - len(kept)
        issuer = kept
    elif not match.group("type").isupper():
        return None
    canonical = canonical_symbol(match.group("number"), match.group("year"), match.group("type"), issuer)
    return Symbol(match.start(), end, match.group("number"), canonical, KIND_OF_TYPE[match.group("type").upper()])


def symbol_at(norm: str, at: int) -> Symbol | None:
    """The symbol that begins at ``at`` after a kind of document; a garbled one is kept as it stands."""
    match = SYMBOL.match(norm, at)
    symbol = _from_match(match) if match else None
    if symbol:
        return symbol
    garbled = _GARBLED.match(norm, at)
    if garbled and not re.search(r"\d{4}$", garbled.group()):
        words = garbled.group().rstrip("./-")
        return Symbol(at, at + len(words), re.match(r"\d+", words).group(), words, None)  # type: ignore[union-attr]
    return None


def symbols(norm: str, start: int, end: int) -> list[Symbol]:
    """Every well-formed symbol of a named kind in ``norm[start:end]``."""
    found = []
    at = start
    for begin in _BEGIN.finditer(norm, start, end):
        match = SYMBOL.match(norm, begin.start(), end) if begin.start() >= at else None
        at = match.end() if match else at
        if match is None or match.group("letter"):
            continue
        symbol = _from_match(match)
        if symbol and (
            match.group("issuer") or match.group("year") or match.group("law") or len(match.group("type")) > 2
        ):
            found.append(symbol)
    return found
