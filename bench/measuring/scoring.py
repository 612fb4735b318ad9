"""What a reading is worth: the answers of the reader beside those of a careful clerk, layer by layer.

A layer is a list of things. Predicted and annotated things are paired one to one, as many as possible, so that a thing
proposed twice costs precision. The rules of what may be paired are those written beside the annotated real texts:

* references: distinct documents, by their canonical; T.Ư and TW, commas, leading zeros, dash or slash do not matter;
* mentions: the same with an overlapping span, every mention;
* figures: overlap, value, upper value and hedge; an unhedged percentage counts as exact, a vague figure may lack its value;
* figures_unit: and percentage or not, and unit, which may be a run of leading syllables of the other;
* tasks: overlap and the same lead; awards: form and counts; inconsistencies: the same set of figures;
* document: kind, title, place, date, from and to, field by field.

Knows nothing of the reader: both sides are plain data in the shape of ``binhyen read --json``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Thing = dict[str, Any]
T = TypeVar("T")

LAYERS = ("references", "mentions", "figures", "figures_unit", "tasks", "awards", "inconsistencies", "document")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_HEDGES = {"percent_of": "exact", "": "exact"}
_VAGUE = frozenset({"tens", "hundreds", "thousands"})


@dataclass(frozen=True)
class Count:
    """How many of ``proposed`` were among the ``wanted``; counts of several texts are added."""

    right: int = 0
    proposed: int = 0
    wanted: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.proposed + other.proposed, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """Share of what was proposed that is right; 1 where nothing was proposed."""
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was proposed; 1 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 1 where nothing was wanted and nothing proposed."""
        both = self.proposed + self.wanted
        return 2 * self.right / both if both else 1.0


def score(wanted: Thing, proposed: Thing) -> dict[str, Count]:
    """Every layer of one text."""
    figures = (wanted["figures"], proposed["figures"])
    references = (wanted["references"], proposed["references"])
    return {
        "references": _count(_documents(references[0]), _documents(references[1]), _same_document),
        "mentions": _count(*references, _same_mention),
        "figures": _count(*figures, same_figure),
        "figures_unit": _count(*figures, lambda a, b: same_figure(a, b) and _same_unit(a, b)),
        "tasks": _count(wanted["tasks"], proposed["tasks"], lambda a, b: _overlap(a, b) and _lead(a) == _lead(b)),
        "awards": _count(wanted["awards"], proposed["awards"], lambda a, b: _award(a) == _award(b)),
        "inconsistencies": _count(_findings(wanted), _findings(proposed), _same_finding),
        "document": _count(_fields(wanted["document"]), _fields(proposed["document"]), lambda a, b: a == b),
    }


def right_figures(wanted: Sequence[Thing], proposed: Sequence[Thing]) -> set[int]:
    """The places of those proposed figures that are right with their unit."""
    return {j for _, j in _pairs(wanted, proposed, lambda a, b: same_figure(a, b) and _same_unit(a, b))}


def total(counts: Iterable[dict[str, Count]]) -> dict[str, Count]:
    """The layers of several texts added up: each thing weighs the same, not each text."""
    found = dict.fromkeys(LAYERS, Count())
    for one in counts:
        for layer in LAYERS:
            found[layer] += one[layer]
    return found


@dataclass(frozen=True)
class Linking:
    """Figures whose annotation says which indicator they are of ("codes"), and what the reader said of them.

    ``found`` are those that the reader proposed as figures at all, ``right`` those whose first code is one of the
    annotated ones, or that have none on both sides. ``with_code`` and ``right_with_code``: the same of those alone for
    which the annotation names an indicator.
    """

    figures: int = 0
    found: int = 0
    right: int = 0
    with_code: int = 0
    right_with_code: int = 0

    def __add__(self, other: Linking) -> Linking:
        names = ("figures", "found", "right", "with_code", "right_with_code")
        return Linking(*(getattr(self, name) + getattr(other, name) for name in names))


def linking(wanted: Thing, proposed: Thing) -> Linking:
    """How the figures of one text were linked to indicators; figures annotated without the key "codes" are left out."""
    asked = [figure for figure in wanted["figures"] if "codes" in figure]
    pairs = _pairs(asked, proposed["figures"], same_figure)
    right = [i for i, j in pairs if _linked(asked[i]["codes"], proposed["figures"][j].get("codes") or [])]
    return Linking(
        figures=len(asked),
        found=len(pairs),
        right=len(right),
        with_code=sum(bool(figure["codes"]) for figure in asked),
        right_with_code=sum(bool(asked[i]["codes"]) for i in right),
    )


def _linked(wanted: list[str], proposed: list[str]) -> bool:
    return proposed[0] in wanted if proposed else not wanted


# Pairing


def _count(wanted: Sequence[T], proposed: Sequence[T], same: Callable[[T, T], bool]) -> Count:
    return Count(len(_pairs(wanted, proposed, same)), len(proposed), len(wanted))


def _pairs(wanted: Sequence[T], proposed: Sequence[T], same: Callable[[T, T], bool]) -> list[tuple[int, int]]:
    """As many pairs as possible (places in both lists): each new one may push earlier ones to another partner."""
    partners = [[j for j, other in enumerate(proposed) if same(one, other)] for one in wanted]
    owner: dict[int, int] = {}

    def pair(i: int, tried: set[int]) -> bool:
        for j in partners[i]:
            if j in tried:
                continue
            tried.add(j)
            if j not in owner or pair(owner[j], tried):
                owner[j] = i
                return True
        return False

    for i in range(len(wanted)):
        pair(i, set())
    return sorted((i, j) for j, i in owner.items())


def _overlap(one: Thing, other: Thing) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


# What is alike


def _words(text: str | None) -> str:
    """Lower case, single blanks, no punctuation; where in a syllable the tone stands does not matter."""
    words = []
    for word in unicodedata.normalize("NFD", (text or "").lower()).split():
        tones = "".join(c for c in word if c in _TONES)
        bare = unicodedata.normalize("NFC", "".join(c for c in word if c not in _TONES))
        bare = re.sub(r"[^\w%]+", " ", bare).strip()
        if bare:
            words.append(bare + tones)
    return " ".join(words)


def _canonical(reference: Thing) -> str:
    text = unicodedata.normalize("NFC", reference["canonical"] or "").upper().replace("\u00a0", " ")
    text = text.replace(".", "").replace("TƯ", "TW")
    text = re.sub(r" *[-/\u2010-\u2015] *", "_", text)
    return _words(re.sub(r"(?<!\d)0+(?=\d)", "", text))


def _documents(references: Sequence[Thing]) -> list[tuple[str, list[Thing]]]:
    found: dict[str, list[Thing]] = {}
    for reference in references:
        found.setdefault(_canonical(reference), []).append(reference)
    return list(found.items())


def _same_document(one: tuple[str, list[Thing]], other: tuple[str, list[Thing]]) -> bool:
    return one[0] == other[0] or any(_same_programme(a, b) for a in one[1] for b in other[1])


def _same_mention(one: Thing, other: Thing) -> bool:
    return _overlap(one, other) and (_canonical(one) == _canonical(other) or _same_programme(one, other))


def _same_programme(one: Thing, other: Thing) -> bool:
    """Of documents without a number it is enough that they are of one kind and stand in the same place."""
    unnumbered = one["number"] is None and other["number"] is None
    return unnumbered and _overlap(one, other) and _words(one["kind"]) == _words(other["kind"])


def same_figure(one: Thing, other: Thing) -> bool:
    """Whether two figures, the first of them annotated, say the same of the same place."""
    hedge = _hedge(one)
    if hedge != _hedge(other) or not _overlap(one, other):
        return False
    if hedge in _VAGUE and other["value"] is None:
        return True
    return bool(one["value"] == other["value"] and one["value_max"] == other["value_max"])


def _hedge(figure: Thing) -> str:
    word = figure["qualifier"] or ""
    return _HEDGES.get(word, word)


def _same_unit(one: Thing, other: Thing) -> bool:
    mine, theirs = _words(one["unit"]).split(), _words(other["unit"]).split()
    shorter = min(len(mine), len(theirs))
    alike = mine[:shorter] == theirs[:shorter] if shorter else mine == theirs
    return alike and bool(one["is_percent"]) == bool(other["is_percent"])


def _lead(task: Thing) -> str:
    return re.sub(r"^(?:(?:giao|các|đồng chí|toàn thể) )+", "", _words(task["lead"]) + " ").strip()


def _award(award: Thing) -> tuple[str, int | None, int | None]:
    return _words(award["form"]), award["collectives"], award["individuals"]


def _findings(answer: Thing) -> list[list[Thing]]:
    return [[answer["figures"][i] for i in sorted(set(finding["figures"]))] for finding in answer["inconsistencies"]]


def _same_finding(one: list[Thing], other: list[Thing]) -> bool:
    return len(one) == len(other) == len(_pairs(one, other, same_figure))


def _fields(document: Thing) -> list[tuple[str, str]]:
    period = document["period"]
    found = {name: _words(document[name]) for name in ("kind", "title", "place")}
    found |= {"date": document["date"], "from": period["from"], "to": period["to"]}
    return [(name, value) for name, value in found.items() if value]
