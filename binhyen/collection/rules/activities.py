"""The activity book (sổ theo dõi hoạt động): kinds of activities, what an entry needs, which places may be written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import fold, nfc, number, short_date
from binhyen.reader.names import covered, name_spans

HOST = "host_org"
MOST = 100_000
"""No day of a commune has more of anything."""


@dataclass(frozen=True)
class Kind:
    """A kind of activity and the indicators that count it; with ``by_host`` also broken down by the main host."""

    code: str
    label: str
    unit: str
    times: str
    attendances: str = ""
    by_host: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Entry:
    """One line of the book as typed and read: the day, what, by whom, how often, how many came, where."""

    on: date
    kind: str
    host: str
    times: int
    attendances: int | None
    area: str


def checked(entry: Entry, kinds: Mapping[str, Kind], hosts: Mapping[str, str], today: date) -> Entry:
    """The entry as it may be kept. ``Invalid`` names what is missing or does not fit, and where a place is too fine."""
    kind = kinds.get(entry.kind)
    if kind is None:
        raise Invalid("collection.activity_kind", kind=covered(entry.kind[:40]))
    if entry.on > today:
        raise Invalid("collection.activity_future", on=short_date(entry.on))
    host = entry.host if kind.by_host else ""
    if kind.by_host and host not in hosts:
        raise Invalid("collection.activity_host", kind=kind.label)
    if not 1 <= entry.times <= MOST:
        raise Invalid("collection.activity_times", unit=kind.unit)
    came = entry.attendances if kind.attendances else None
    if kind.attendances and (came is None or not entry.times <= came <= MOST):
        raise Invalid("collection.activity_attendances", unit=kind.unit, times=number(entry.times))
    return Entry(entry.on, kind.code, host, entry.times, came, checked_area(entry.area))


def sums(rows: Iterable[Entry], kinds: Mapping[str, Kind], hosts: Iterable[str]) -> dict[CellKey, int]:
    """What the book's lines come to, per indicator and host. A kind without any line in ``rows`` says nothing."""
    found: dict[CellKey, int] = {}
    for row in rows:
        kind = kinds.get(row.kind)
        if kind is None:
            continue
        counted = {kind.times: row.times}
        if kind.attendances:
            counted[kind.attendances] = row.attendances or 0
        for code, amount in counted.items():
            for host in hosts if kind.by_host else ():
                found.setdefault(CellKey(code, f"{HOST}={host}"), 0)
            parts = [CellKey(code), *([CellKey(code, f"{HOST}={row.host}")] if kind.by_host else [])]
            for key in parts:
                found[key] = found.get(key, 0) + amount
    return found


LONGEST = 80
UNSEEN = "Cf"
"""The kind of signs that nobody sees; they belong to no place's name."""
_AREAS = (
    "thôn|bản|ấp|buôn|làng|xóm|khóm|sóc|phum|bon|plei|plây|mường|khu dân cư|khu phố|khu vực|khu tập thể|tiểu khu|khu"
    "|tổ dân phố|tdp|phố|chòm|đội|toàn xã|toàn phường|toàn đặc khu|liên thôn|các thôn"
)
_SEVERAL = re.compile(r"(?:các|liên) ", re.IGNORECASE)  # "các thôn Trần Phú, Lê Hồng Phong": places that bear names
_AREA = re.compile(rf"(?:{_AREAS})(?!\w)", re.IGNORECASE)
_NUMBERED = re.compile(rf"(?:{_AREAS})(?:\s+số)?\s+\d{{1,3}}[a-zđ]?(?!\w|/|-\d)", re.IGNORECASE)
_TOO_FINE = re.compile(
    r"(?<!\w)(?:số nhà|nhà số|nhà riêng|căn hộ|phòng số|hộ gia đình|hộ|ngõ|ngách|hẻm|kiệt|lô|tổ liên gia|cổng nhà)(?!\w)"
    r"(?:\s+[\w/.-]+)?",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"(?<!\w)(?:ông|bà|anh|chị|em|cụ|cháu|đồng chí|đ/c|nhà)\s+(?=[^\W\d_a-zà-ỹđ])\w+(?:\s+[^\W\d_a-zà-ỹđ]\w*)*"
    r"|(?<!\w)(?:Ông|Bà|Anh|Chị|Em|Cụ|Cháu|Đồng chí|Đ/c)\s+"
    r"(?:Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Trịnh|Mai|Cao|Lương)\s+\w+"
)
_NUMBER = re.compile(r"\d[\d/.,-]*")


def checked_area(text: str) -> str:
    """The place of an activity: a khu dân cư at the finest ("thôn Đông Hạ", "tổ dân phố số 5", "toàn xã"), or "".

    ``Invalid("collection.area_too_fine")`` with the place (characters from 1, both inclusive) of a house, a lane, a person or
    any other number, which itself is not repeated; ``Invalid("collection.area_unknown")`` where the text does not begin as a
    residential area does.
    """
    area = " ".join(nfc("".join(sign for sign in text if unicodedata.category(sign) != UNSEEN)).split())
    if not area:
        return ""
    if len(area) > LONGEST:
        raise Invalid("collection.area_too_long", most=LONGEST)
    for pattern in (_TOO_FINE, _PERSON):
        _refuse_found(pattern.search(area))
    for start, end in name_spans(area):
        listed = _SEVERAL.match(area) and area[:start].endswith((", ", " và "))
        if " " in area[start:end] and not listed:  # a single word names many a place: "xóm Ông Trịnh"
            raise Invalid("collection.area_too_fine", place=start + 1, until=end)
    _refuse_found(_NUMBER.search(_NUMBERED.sub(lambda match: "x" * len(match.group()), area)))
    if not _AREA.match(area):
        raise Invalid("collection.area_unknown")
    return area


def _refuse_found(match: re.Match[str] | None) -> None:
    if match is not None:
        raise Invalid("collection.area_too_fine", place=match.start() + 1, until=match.end())


def read_kind(text: str, kinds: Mapping[str, Kind]) -> str:
    """The code of the kind that ``text`` names by code or label, or by the beginning of its label; else the text itself."""
    wanted = fold(text)
    for kind in kinds.values():
        if wanted in (kind.code, fold(kind.label)) or (wanted and fold(kind.label).startswith(wanted)):
            return kind.code
    return text
