"""Giải trình chênh lệch: half a page about one figure that rose or fell against the same period, on the same territory. Pure.

It says what stands in the record: totals, units, the reasons they gave, corrections. It judges nothing and guesses no cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from binhyen.figures.rules import periods
from binhyen.foundation.official.content import (
    Column,
    OfficialDocument,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    plain,
)
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import padded, short_date, show
from binhyen.reviews.issuers import issuer
from binhyen.reviews.material import Place
from binhyen.reviews.wording import percent

MOST_UNITS = 8
MOST_REASONS = 8


@dataclass(frozen=True)
class Part:
    """What one unit had in the same period a year before and has now (scaled values)."""

    name: str
    before: int
    now: int

    @property
    def change(self) -> int:
        """Now minus before."""
        return self.now - self.before


@dataclass(frozen=True)
class Explained:
    """One figure of a place over two periods. ``parts`` are the units complete in both; ``left_out`` names the others.

    ``writer`` is the place in whose name the paper goes out; None: the place itself.
    """

    place: Place
    profile: str
    name: str
    unit_of_count: str
    decimals: int
    span: Span
    before: Span
    parts: tuple[Part, ...]
    left_out: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]
    corrections: tuple[str, ...]
    made_on: date
    stock: bool = False
    invented: bool = False
    writer: Place | None = None

    @property
    def now_total(self) -> int:
        """The sum now."""
        return sum(part.now for part in self.parts)

    @property
    def before_total(self) -> int:
        """The sum a year before."""
        return sum(part.before for part in self.parts)


def explanation(facts: Explained) -> OfficialDocument:
    """The draft: one paragraph of totals, the units, the reasons and corrections that the record holds."""
    who = issuer(facts.profile, facts.writer or facts.place, facts.made_on.year)
    several = len(facts.parts) > 1
    said = (_totals(facts), *(_movements(facts) if several else ()), *_left_out(facts))
    sections = (
        Section(1, "1. Số liệu", said, (_table(facts),) if several else ()),
        Section(1, "2. Giải trình của đơn vị và đính chính", tuple(_given(facts))),
    )
    return OfficialDocument(
        heading=who.heading,
        title="BÁO CÁO",
        subject=f"Giải trình chênh lệch số liệu “{facts.name}” {_period(facts)}",
        made_on=facts.made_on.isoformat(),
        sections=sections,
        closing=plain(f"{who.voice} báo cáo để theo dõi, tổng hợp./."),
        signers=who.signers,
        recipients=who.recipients,
        demo=facts.invented,
    )


def _period(facts: Explained) -> str:
    return f"đến ngày {short_date(facts.span.last)}" if facts.stock else periods.name(facts.span)


def _amount(facts: Explained, value: int) -> str:
    return f"{show(value, facts.decimals)}\u00a0{facts.unit_of_count}"


def _change(facts: Explained, change: int) -> str:
    return f"{'tăng' if change > 0 else 'giảm'} {_amount(facts, abs(change))}" if change else "không thay đổi"


def _totals(facts: Explained) -> Paragraph:
    if not facts.parts:
        return plain(
            f"{periods.name(facts.span).capitalize()}, chỉ tiêu “{facts.name}” của {facts.place.full} không so sánh được với "
            f"cùng kỳ ({periods.name(facts.before)}): không có đơn vị nào đủ số liệu đã phê duyệt ở cả hai kỳ."
        )
    change = facts.now_total - facts.before_total
    share = f"{percent(abs(change), facts.before_total)}%" if facts.before_total and change else ""
    several = len(facts.parts) > 1 or bool(facts.left_out)
    over = f", tính trên cùng {padded(len(facts.parts))} {facts.place.unit_words}" if several else ""
    return plain(
        f"{periods.name(facts.span).capitalize()}, chỉ tiêu “{facts.name}” của {facts.place.full} là "
        f"{_amount(facts, facts.now_total)}; cùng kỳ ({periods.name(facts.before)}) là {_amount(facts, facts.before_total)}; "
        f"{_change(facts, change)}{f' ({share})' if share else ''}{over} theo địa giới ngày {short_date(facts.span.last)}."
    )


def _left_out(facts: Explained) -> list[Paragraph]:
    """The units that are not compared, few of them by name."""
    if not facts.left_out or not facts.parts:
        return []
    names = "; ".join(facts.left_out[:MOST_UNITS]) + ("; …" if len(facts.left_out) > MOST_UNITS else "")
    return [
        plain(
            f"Không đưa vào so sánh {padded(len(facts.left_out))} đơn vị chưa đủ số liệu đã phê duyệt ở cả hai kỳ hoặc "
            f"không quy đổi được theo địa giới: {names}."
        )
    ]


def _movements(facts: Explained) -> list[Paragraph]:
    """How many units rose, fell, stayed, each with its sum."""
    rose = [part.change for part in facts.parts if part.change > 0]
    fell = [-part.change for part in facts.parts if part.change < 0]
    same = len(facts.parts) - len(rose) - len(fell)
    said = []
    if fell:
        said.append(f"{padded(len(fell))} đơn vị giảm, cộng {_amount(facts, sum(fell))}")
    if rose:
        said.append(f"{padded(len(rose))} đơn vị tăng, cộng {_amount(facts, sum(rose))}")
    if same:
        said.append(f"{padded(same)} đơn vị không thay đổi")
    return [plain(f"Trong đó: {'; '.join(said)}.")]


def _table(facts: Explained) -> Table:
    """The units that moved most, in the order of names, and the others in one row: nobody is ranked."""
    largest = sorted(facts.parts, key=lambda part: -abs(part.change))[:MOST_UNITS]
    named = [part for part in facts.parts if part in largest]
    rest = [part for part in facts.parts if part not in largest]
    if rest:
        other = f"{padded(len(rest))} đơn vị khác"
        named.append(Part(other, sum(p.before for p in rest), sum(p.now for p in rest)))
    columns = (
        Column("TT", 7, "center"), Column("Đơn vị", 39), Column("Cùng kỳ", 18, "right"), Column("Kỳ này", 18, "right"),
        Column("Tăng, giảm", 18, "right"),
    )  # fmt: skip
    rows = [_row(facts, str(n), part) for n, part in enumerate(named, 1)]
    rows.append(_row(facts, "", Part("Cộng", facts.before_total, facts.now_total)))
    return Table(columns, tuple(rows), notes=(plain(f"Đơn vị tính: {facts.unit_of_count}.", "note"),))


def _row(facts: Explained, n: str, part: Part) -> Row:
    sign = "+" if part.change > 0 else "\u2212" if part.change < 0 else ""
    values = (
        show(part.before, facts.decimals),
        show(part.now, facts.decimals),
        sign + show(abs(part.change), facts.decimals),
    )
    return Row(tuple((Run(text),) for text in (n, part.name, *values)))


def _given(facts: Explained) -> list[Paragraph]:
    """The reasons in the units' own words, the corrections, and room for who writes."""
    found = [plain(f"- {name}: {reason.rstrip('.')}.") for name, reason in facts.reasons[:MOST_REASONS]]
    if not found:
        found.append(plain("Các đơn vị không ghi giải trình cho chỉ tiêu này khi gửi báo cáo."))
    elif len(facts.reasons) > MOST_REASONS:
        found.append(plain(f"Còn {padded(len(facts.reasons) - MOST_REASONS)} giải trình khác trong hệ thống."))
    found += [plain(f"- Đính chính: {each}.") for each in facts.corrections]
    found.append(plain("Cán bộ soạn thảo bổ sung nguyên nhân sau khi kiểm tra, đối chiếu với đơn vị.", "placeholder"))
    return found
