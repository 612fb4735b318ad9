"""Vietnamese text, numbers and dates: folding, sorting, reading and writing. Pure; no framework."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from binhyen.foundation.errors import Invalid

_ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
_TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPES = {"\u0306", "\u0302", "\u031b"}
_NBSP = "\u00a0"


def nfc(text: str) -> str:
    """``text`` in Unicode NFC, the form in which everything is stored."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """``text`` without marks, case or repeated blanks, đ as d, for look-up: "  Điện  Biên" gives "dien bien".

    One function for every database: SQLite, PostgreSQL and unicodedata each treat đ differently.
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(plain.replace("đ", "d").replace("Đ", "D").casefold().split())


def sort_key(text: str) -> bytes:
    """A key whose byte order is Vietnamese dictionary order (letters, then tones, then case), as ICU's vi collation."""
    letters: list[int] = []
    tones: list[int] = []
    cases: list[int] = []
    decomposed = unicodedata.normalize("NFD", text)
    at = 0
    while at < len(decomposed):
        char, shape, tone = decomposed[at], "", 0
        at += 1
        while at < len(decomposed) and unicodedata.combining(decomposed[at]):
            if decomposed[at] in _SHAPES:
                shape += decomposed[at]
            else:
                tone = _TONES.get(decomposed[at], tone)
            at += 1
        base = unicodedata.normalize("NFC", char.lower() + shape)
        if base in _ALPHABET:
            letters.append(3000 + _ALPHABET[base])
            tones.append(tone)
            cases.append(int(char.isupper()))
        elif char.isdigit():
            letters.append(2000 + unicodedata.digit(char))
        else:
            letters.append(1 if char.isspace() else 10 + ord(char) % 1900)
    packed = b"".join(n.to_bytes(2, "big") for n in letters)
    return packed + b"\x00\x00" + bytes(t + 1 for t in tones) + b"\x00" + bytes(c + 1 for c in cases)


def number(value: int | Decimal, decimals: int = 0) -> str:
    """``value`` the Vietnamese way: 1474 gives "1.474", Decimal("75.5") with one decimal gives "75,5"; a true minus sign."""
    text = f"{abs(Decimal(value)):,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    return ("\u2212" if value < 0 else "") + text


def padded(value: int) -> str:
    """A count as papers print it: 8 gives "08", 1474 gives "1.474".

    One rule for screens and papers: how many there are of something is said so in every sentence ("còn 08 chỉ tiêu", "quá hạn
    03 ngày làm việc"). Figures themselves, tables, the tally beside a heading, n/m beside a bar, and ordinals stay as they are.
    """
    return f"{value:02d}" if 0 <= value < 10 else number(value)


def scaled(value: int, decimals: int) -> Decimal:
    """The number behind a stored value: 755 with one decimal is 75.5."""
    return Decimal(value).scaleb(-decimals)


def show(value: int, decimals: int) -> str:
    """A stored value (scaled by ``10**decimals``) the Vietnamese way, without needless zeros: (7550, 2) gives "75,5"."""
    text = number(scaled(value, decimals), decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text


_GROUPED = re.compile(r"\d{1,3}(?:[.\u00a0\u202f ]\d{3})+(?:,\d+)?")
_PLAIN = re.compile(r"\d+(?:,\d+)?")


def read_number(text: str, decimals: int = 0) -> int:
    """The value of a typed number, scaled by ``10**decimals``.

    "1.474" is 1474, "75,5" is 75.5, "1 474" is 1474. Refused with ``Invalid``: other dots ("1.5", which could be either),
    more decimals than the indicator has, signs, letters, NaN, and digits other than 0-9.
    """
    shown = text.strip()
    if not shown or not all(c in "0123456789.,\u00a0\u202f " for c in shown) or len(shown) > 30:
        raise Invalid("foundation.number_unreadable", text=shown[:40])
    if not (_GROUPED.fullmatch(shown) or _PLAIN.fullmatch(shown)):
        raise Invalid("foundation.number_ambiguous", text=shown)
    whole, _, fraction = re.sub(r"[.\u00a0\u202f ]", "", shown).partition(",")
    if len(fraction.rstrip("0")) > decimals:
        raise Invalid("foundation.number_ambiguous" if decimals else "foundation.number_not_whole", text=shown)
    value = int(whole + fraction.rstrip("0").ljust(decimals, "0"))
    if value >= 10**15:
        raise Invalid("foundation.number_unreadable", text=shown)
    return value


def official_date(day: date) -> str:
    """ "ngày 05 tháng 3 năm 2026": a zero before days 1-9 and months 1-2 only (Nghị định 30/2020/NĐ-CP, appendix I)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_date(day: date) -> str:
    """ "05/6/2026": as official papers write a date in figures."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})|(\d{4})-(\d{2})-(\d{2})", re.ASCII)


def read_date(text: str) -> date:
    """A typed date: 5/6/2026, 05.06.2026, 5-6-26 (day first, always) or 2026-06-05. Refused with ``Invalid`` otherwise."""
    match = _DATE.fullmatch(text.strip())
    if match:
        day, month, year, iso_year, iso_month, iso_day = match.groups()
        try:
            if iso_year:
                return date(int(iso_year), int(iso_month), int(iso_day))
            return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
        except ValueError:
            pass
    raise Invalid("foundation.date_unreadable", text=text.strip()[:40])
