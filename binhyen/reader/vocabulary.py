"""What the reader is told about the world: plain data, a small built-in set or the register's, passed in by a door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from binhyen.reader.cues import CUES, IndicatorCue

# the 63 provinces until 2025-06-30; the 34 from 2025-07-01 use names of this list ("Huế" in both spellings)
_PROVINCES = (
    "An Giang|Bà Rịa - Vũng Tàu|Bạc Liêu|Bắc Giang|Bắc Kạn|Bắc Ninh|Bến Tre|Bình Dương|Bình Định|Bình Phước|Bình Thuận|Cà Mau|Cao Bằng|Cần Thơ|Đà Nẵng"
    "|Đắk Lắk|Đắk Nông|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Giang|Hà Nam|Hà Nội|Hà Tĩnh|Hải Dương|Hải Phòng|Hậu Giang|Hòa Bình|Hồ Chí Minh|Hưng Yên"
    "|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lạng Sơn|Lào Cai|Lâm Đồng|Long An|Nam Định|Nghệ An|Ninh Bình|Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam"
    "|Quảng Ngãi|Quảng Ninh|Quảng Trị|Sóc Trăng|Sơn La|Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thừa Thiên Huế|Tiền Giang|Trà Vinh|Tuyên Quang|Vĩnh Long"
    "|Vĩnh Phúc|Yên Bái|Huế"
).split("|")
_OTHER_SPELLINGS = {
    "Đắk Lắk": ("Đắc Lắc", "Đăk Lăk"), "Đắk Nông": ("Đắc Nông", "Đăk Nông"), "Thừa Thiên Huế": ("Thừa Thiên - Huế",), "Bắc Kạn": ("Bắc Cạn",),
    "Kon Tum": ("Kontum",), "Bà Rịa - Vũng Tàu": ("Bà Rịa – Vũng Tàu", "Bà Rịa-Vũng Tàu"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A province by its name, with other spellings and, where known, its code."""

    name: str
    spellings: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class DocumentName:
    """A document of the register: its canonical symbol, the ways it is called ("09/CTPH"), and what else is known of it.

    ``kind`` ("Chỉ thị"), ``number`` and ``issuer`` are as in a text, ``issued`` is "YYYY-MM-DD"; empty where unknown.
    """

    canonical: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    number: str = ""
    issuer: str = ""
    issued: str = ""


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A figure already published: its indicator's code, the name of its place, its days (YYYY-MM-DD), and where it stands."""

    code: str
    place: str
    start: str
    end: str
    value: int | float
    source: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Places, indicators and documents as valid ``on`` a day (``None``: no day in particular), and figures already known."""

    places: tuple[Place, ...]
    indicators: tuple[IndicatorCue, ...]
    documents: tuple[DocumentName, ...]
    on: date | None = None
    known: tuple[KnownFigure, ...] = ()


@cache
def built_in() -> Vocabulary:
    """The vocabulary used when none is given: all province names, the cues of the catalogue, no documents."""
    places = tuple(Place(name, _OTHER_SPELLINGS.get(name, ())) for name in _PROVINCES)
    return Vocabulary(places, CUES, ())
