"""What the words around a figure say besides: of which smaller unit they speak, and whether the figure is only aimed at.

A person is asked in both cases: the number of one commune is not the province's, and an aim is no result.
"""

from __future__ import annotations

import re

from binhyen.reader.text import UPPER

_SMALLER = re.compile(
    r"(?<!\w)(?:[Xx]ã|[Pp]hường|[Tt]hị (?:trấn|xã)|[Đđ]ặc khu|[Hh]uyện|[Qq]uận|[Tt]hôn|[Bb]uôn|[Ấấ]p|[Tt]ổ dân phố|[Kk]hu phố|XÃ|PHƯỜNG|HUYỆN)"
    rf" (?:[{UPPER}][^\W_]*|\d{{1,2}}(?!\w))(?: [{UPPER}][^\W_]*){{0,3}}"
)
_AIMED = re.compile(
    r"(?<!\w)(?:phấn đấu|mục tiêu|dự kiến|chỉ tiêu đến|hướng tới|đặt ra|sẽ (?:có|đạt|xây dựng|thành lập|tổ chức)|đến năm 20\d\d(?=,? (?:có|đạt|100|trên|ít nhất)))(?!\w)"
)
_CLAUSE_END = re.compile(r"[;\n]|\.(?=\s)")
_REACH = 300  # characters on either side; a clause of a report is shorter


def smaller_unit(text: str, start: int, end: int) -> str | None:
    """The first named unit below the province in the clause around ``text[start:end]``, as written ("xã An Bình")."""
    found = _SMALLER.search(_clause(text, start, end))
    return " ".join(found.group().split()) if found else None


def is_aim(text: str, start: int, end: int) -> bool:
    """Whether the clause around ``text[start:end]`` speaks of what is aimed at."""
    return _AIMED.search(_clause(text, start, end).lower()) is not None


def _clause(text: str, start: int, end: int) -> str:
    floor = max(0, start - _REACH)
    for stop in _CLAUSE_END.finditer(text, floor, start):
        floor = stop.end()
    close = _CLAUSE_END.search(text, end, end + _REACH)
    return text[floor : close.start() if close else end + _REACH]
