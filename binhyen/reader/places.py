"""The province that a text is about."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from binhyen.reader.starts import sought
from binhyen.reader.text import UPPER, Span, Text
from binhyen.reader.vocabulary import Place

_AT_HOME = re.compile(r"(?:tỉnh|thành phố|tp\.?|công an|tỉnh ủy|thành ủy|ubnd|đảng bộ|nhân dân|hội [^\W\d_]+) $")
_CITY_ONLY = {"Hồ Chí Minh"}
_CITY = re.compile(r"(?:thành phố|tp\.?) ?$")
_SHORT_CITY = re.compile(r"(?<!\w)tp\.? ?hcm(?!\w)")
_STREET = re.compile(
    r"(?:đường|(?<!thành )phố|chiến dịch|chiến thắng|huyện|thị xã|phường|xã|diễn biến|thị trấn|trường) $"
)


_NAMED_PROVINCE = re.compile(
    rf"(?<!\w)(?:[Tt]ỉnh|[Tt]ỉnh ủy) (?P<name>[{UPPER}][^\W\d_]+(?: [{UPPER}][^\W\d_]+)?)(?!\w| [{UPPER}])"
)


@lru_cache(maxsize=8)
def _pattern(places: tuple[Place, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    names = {
        spelling.lower().replace("–", "-"): place.name
        for place in places
        for spelling in (place.name, *place.spellings)
    }
    words = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(sought(words) + r"(?!\w)" if names else r"(?!)"), names


def province_of(text: Text, body: list[Span], places: tuple[Place, ...]) -> str | None:
    """The name of the province that the body speaks of most, weighing "tỉnh X" and the first lines; ``None`` if none."""
    pattern, names = _pattern(places)
    weights: dict[str, int] = {}
    for row, line in enumerate(body):
        for match in _one_by_one(text, list(pattern.finditer(text.low, line.start, line.end))):
            written = text.norm[match.start() : match.end()]
            before = text.low[max(line.start, match.start() - 16) : match.start()]
            capitals = all(part[0].isupper() for part in written.replace("-", " ").split())
            if not capitals and not (written.islower() and before.endswith("tỉnh ")):
                continue
            name = names[match.group()]
            if _STREET.search(before) or (name in _CITY_ONLY and not _CITY.search(before)):
                continue
            weights[name] = weights.get(name, 0) + (3 if _AT_HOME.search(before) else 1) + (2 if row < 3 else 0)
        if "hcm" in text.low[line.start : line.end]:
            weights["Hồ Chí Minh"] = weights.get("Hồ Chí Minh", 0) + 3 * len(
                _SHORT_CITY.findall(text.low[line.start : line.end])
            )
    best = max(weights.items(), key=lambda item: item[1], default=("", 0))
    return best[0] if best[1] >= 2 else _unknown_province(text, body)


_BETWEEN = re.compile(r"(?:, ?| và |; ?)(?:(?:các )?tỉnh |tp\.? ?|thành phố )?")
_MANY = 4


def _one_by_one(text: Text, named: list[re.Match[str]]) -> list[re.Match[str]]:
    """The names that stand in no list of many: "các tỉnh: Quảng Ninh, Hải Phòng, Nam Định, Thái Bình" is about none of them."""
    runs: list[list[re.Match[str]]] = []
    for match in named:
        if runs and _BETWEEN.fullmatch(text.low, runs[-1][-1].end(), match.start()):
            runs[-1].append(match)
        else:
            runs.append([match])
    return [match for run in runs if len(run) < _MANY for match in run]


def _unknown_province(text: Text, body: list[Span]) -> str | None:
    """The name that most often follows "tỉnh" where the vocabulary has none of the text's names."""
    names: Counter[str] = Counter()
    for line in body:
        names.update(match.group("name") for match in _NAMED_PROVINCE.finditer(text.norm, line.start, line.end))
    return names.most_common(1)[0][0] if names else None
