"""Believable numbers for the invented communes: the same on every build, sums that hold, stocks that balance."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from random import Random

from binhyen.figures.rules.cells import CellKey, CellValue, Qualifier, State
from binhyen.foundation.span import Span

HOSTS = ("ca", "mttq_ctxh", "cqdnth", "khac")
MODEL_HOSTS = ("ca", "mttq", "ctxh", "cqdnth", "khac")
Cells = dict[CellKey, CellValue]


def chance(*parts: object) -> Random:
    """A generator that gives the same numbers for the same parts on every machine."""
    return Random(hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest())  # noqa: S311 (a demo, not a secret)


def number(value: int, qualifier: Qualifier = Qualifier.EXACT) -> CellValue:
    """A reported number; 0 is a confirmed "không phát sinh"."""
    if value == 0 and qualifier is Qualifier.EXACT:
        return CellValue(State.NOTHING_AROSE)
    return CellValue(State.REPORTED, value, None, qualifier)


class Book:
    """What one commune carries from period to period: the mediation backlog and the model points by host."""

    def __init__(self, slug: str, areas: int) -> None:
        rng = chance("book", slug)
        self.slug = slug
        self.areas = areas
        self.backlog = 0
        self.points = {
            host: max(1, round(areas * share * rng.uniform(0.9, 1.1))) for host, share in MODEL_SHARES.items()
        }
        self.teams = areas
        self.members = areas * 3 + rng.randint(0, 4)

    def inherit(self, books: list[Book]) -> None:
        """Take over the books of the communes that passed to this one as a whole."""
        self.backlog = sum(b.backlog for b in books)
        self.members = sum(b.members for b in books)
        self.points = {host: sum(b.points[host] for b in books) for host in MODEL_HOSTS}

    def take_half(self, of: Book, *, larger: bool) -> None:
        """Take over half the book of a commune that was divided between this one and another."""
        self.backlog += (of.backlog + larger) // 2
        self.members += (of.members + larger) // 2
        for host in MODEL_HOSTS:
            self.points[host] += (of.points[host] + larger) // 2


PER_AREA = {"LDR01": 0.12, "LDR02": 0.22, "LDR03": 0.15, "LDR07": 0.12, "COM01": 1.7, "COM09": 4.5, "TIP01": 0.5}
MODEL_SHARES = {"ca": 0.22, "mttq": 0.18, "ctxh": 0.24, "cqdnth": 0.10, "khac": 0.06}


def month(book: Book, span: Span) -> Cells:
    """A month of the form BC-THANG: sessions and attendances by host, patrols, mediation with its balance."""
    rng = chance("month", book.slug, span.start)
    cells: Cells = {}
    sessions = {
        host: _around(rng, book.areas * share) for host, share in zip(HOSTS, (0.16, 0.2, 0.08, 0.02), strict=True)
    }
    people = {host: sum(rng.randint(38, 75) for _ in range(n)) for host, n in sessions.items()}
    _split(cells, "COM04", "host_org", sessions)
    _split(cells, "COM05", "host_org", people)
    patrols = _around(rng, book.areas * 2.4)
    cells[CellKey("FRC04")] = number(patrols)
    cells[CellKey("FRC05")] = number(sum(rng.randint(3, 5) for _ in range(patrols)))
    accepted = _around(rng, book.areas * 0.09)
    settled = sum(rng.random() < 0.8 for _ in range(accepted))
    failed = sum(rng.random() < 0.6 for _ in range(book.backlog + accepted - settled))
    book.backlog += accepted - settled - failed
    for code, value in (("MED03", accepted), ("MED04", settled), ("MED05", failed), ("MED06", book.backlog)):
        cells[CellKey(code)] = number(value)
    return cells


def half_year(book: Book, span: Span) -> Cells:
    """A half-year of the lines that BC-6T collects itself: documents, commitments, models, force, awards."""
    rng = chance("half", book.slug, span.start)
    cells: Cells = {}
    for code, share in PER_AREA.items():
        cells[CellKey(code)] = number(max(1, _around(rng, book.areas * share)))
    first_half = span.start.month == 1
    cells[CellKey("CMT05")] = number(book.areas if first_half else book.areas - rng.randint(0, 1))
    schools = max(1, book.areas // 12)
    enterprises = book.areas // 10 + rng.randint(0, 1)
    _split(
        cells,
        "CMT07",
        "unit_type",
        {"co_quan": max(1, book.areas // 5), "doanh_nghiep": enterprises, "co_so_giao_duc": schools},
    )
    cells[CellKey("CMT01")] = number(book.areas * 118 + rng.randint(-30, 30))
    _models(cells, book, rng)
    cells[CellKey("FRC01")] = number(book.teams)
    cells[CellKey("FRC02")] = number(book.members)
    cells[CellKey("FRC08")] = number(book.members if first_half else rng.randint(4, 9))
    cells[CellKey("FRC06")] = number(book.areas)
    cells[CellKey("WEA01")] = number(rng.choice((0, 0, 0, 1)))
    cells[CellKey("FIR05")] = number(max(1, book.areas // 4))
    awards = {"tap_the": 0.09, "ca_nhan": 0.2, "ho_gia_dinh": 0.05}
    _split(cells, "AWD06", "recipient_kind", {kind: _around(rng, book.areas * share) for kind, share in awards.items()})
    return cells


def _models(cells: Cells, book: Book, rng: Random) -> None:
    """Points at the end = at the beginning + new + replicated - dissolved - merged."""
    new, copied = rng.randint(0, 2), rng.randint(0, 1)
    ended, merged = (1 if rng.random() < 0.25 else 0), (1 if rng.random() < 0.15 else 0)
    book.points["ca"] += new
    book.points["ctxh"] += copied
    book.points[max(book.points, key=lambda host: book.points[host])] -= ended + merged
    _split(cells, "MOD02", "host_org", book.points)
    for code, value in (("MOD05", new), ("MOD06", copied), ("MOD09", ended), ("MOD10", merged)):
        cells[CellKey(code)] = number(value)


def _split(cells: Cells, code: str, dimension: str, parts: dict[str, int]) -> None:
    for item, value in parts.items():
        cells[CellKey(code, f"{dimension}={item}")] = number(value)
    cells[CellKey(code)] = number(sum(parts.values()))


def _around(rng: Random, mean: float) -> int:
    return max(0, round(mean * rng.uniform(0.75, 1.25)))


Told = Callable[[str, Span, Cells], Cells]


def remarkable(slug: str, span: Span, cells: Cells) -> Cells:
    """The states a real commune has besides numbers: an estimate, not applicable, no file kept."""
    special = dict(cells)
    if (slug, span.start) == ("thach-khe", date(2024, 7, 1)) and CellKey("WEA01") in special:
        special[CellKey("WEA01")] = CellValue(State.NOT_REPORTED, reason="không còn hồ sơ lưu")
    if slug == "tran-phu" and CellKey("FIR05") in special:
        special[CellKey("FIR05")] = CellValue(State.NOT_APPLICABLE, reason="phường chưa thuộc diện triển khai")
    if (slug, span.start) == ("vinh-son", date(2026, 6, 1)):
        before = special[CellKey("FRC04")]
        special[CellKey("FRC04")] = CellValue(State.REPORTED, before.amount or 60, None, Qualifier.ESTIMATE)
    return special
