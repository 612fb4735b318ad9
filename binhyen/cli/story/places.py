"""Tỉnh Mẫu: 19 communes until 30 June 2025, 12 from 1 July 2025: merged, divided, or left as they were. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from binhyen.organisation.actions import NewUnit, Pass, change_units, create_unit
from binhyen.organisation.models import Unit
from binhyen.organisation.rules import Extent, Level, LineageKind

FOUNDED = date(2020, 1, 1)
CHANGED = date(2025, 7, 1)
BASIS = "Đơn vị hư cấu để minh họa"
DECISION = "Nghị quyết minh họa về sắp xếp đơn vị hành chính cấp xã của tỉnh Mẫu"

# (slug, type, name, residential areas)
OLD = [
    ("an-loc-cu", "xa", "An Lộc", 13), ("an-phu", "xa", "An Phú", 12), ("binh-giang-cu", "xa", "Bình Giang", 12),
    ("binh-hai", "xa", "Bình Hải", 14), ("dong-ngan-cu", "phuong", "Đông Ngạn", 11), ("dong-mai", "thi-tran", "Đông Mai", 12),
    ("hop-tien-cu", "xa", "Hợp Tiến", 13), ("hop-thanh", "xa", "Hợp Thành", 11), ("kim-son-cu", "xa", "Kim Sơn", 9),
    ("kim-lien", "xa", "Kim Liên", 8), ("kim-dong", "xa", "Kim Đông", 9), ("nam-hai-cu", "phuong", "Nam Hải", 16),
    ("nam-an", "xa", "Nam An", 15), ("nam-ninh", "xa", "Nam Ninh", 16),
]  # fmt: skip
KEPT = [
    ("tan-lap", "xa", "Tân Lập", 24), ("thach-khe", "xa", "Thạch Khê", 26), ("thuong-lam", "xa", "Thượng Lâm", 22),
    ("tran-phu", "phuong", "Trần Phú", 28), ("vinh-son", "xa", "Vĩnh Sơn", 25),
]  # fmt: skip
# new commune: (type, name, code, old communes that pass to it whole)
MERGED = {
    "an-loc": ("xa", "An Lộc", "M0101", ["an-loc-cu", "an-phu"]),
    "binh-giang": ("xa", "Bình Giang", "M0103", ["binh-giang-cu", "binh-hai"]),
    "dong-ngan": ("phuong", "Đông Ngạn", "M0105", ["dong-ngan-cu", "dong-mai"]),
    "hop-tien": ("xa", "Hợp Tiến", "M0107", ["hop-tien-cu", "hop-thanh"]),
    "kim-son": ("xa", "Kim Sơn", "M0109", ["kim-son-cu", "kim-lien", "kim-dong"]),
}
# Nam An is divided between the two others, which so become new units
DIVIDED = {
    "nam-hai": ("phuong", "Nam Hải", "M0112", "nam-hai-cu"),
    "nam-ninh-moi": ("xa", "Nam Ninh", "M0114", "nam-ninh"),
}
DIVIDED_UNIT = "nam-an"


@dataclass(frozen=True)
class Places:
    """The province and its communes by slug, before and after the change, with the number of residential areas."""

    province: Unit
    units: dict[str, Unit]
    areas: dict[str, int]

    def on(self, day: date) -> list[str]:
        """The slugs of the communes that exist on the day."""
        old, new = [s for s, *_ in OLD], [*MERGED, *DIVIDED]
        return [*(old if day < CHANGED else new), *(s for s, *_ in KEPT)]


def found_province(now: datetime) -> Places:
    """Make the province and its communes, then apply the decision of 1 July 2025."""
    province = create_unit(
        NewUnit("mau", Level.PROVINCE, "tinh", "Mẫu", "M01", None), valid_from=FOUNDED, basis=BASIS, actor=None, now=now
    )
    units: dict[str, Unit] = {}
    areas: dict[str, int] = {}
    for place, (slug, kind, name, size) in enumerate([*OLD, *KEPT], start=1):
        new = NewUnit(f"mau-{slug}", Level.COMMUNE, kind, name, f"M01{place:02d}", province)
        units[slug] = create_unit(new, valid_from=FOUNDED, basis=BASIS, actor=None, now=now)
        areas[slug] = size
    passes: list[Pass] = []
    for slug, (kind, name, code, old) in MERGED.items():
        new = NewUnit(f"mau-{slug}", Level.COMMUNE, kind, name, code, province)
        passes += [Pass(units[o], new, Extent.WHOLE) for o in old]
        areas[slug] = sum(areas[o] for o in old)
    for slug, (kind, name, code, core) in DIVIDED.items():
        new = NewUnit(f"mau-{slug}", Level.COMMUNE, kind, name, code, province)
        passes += [Pass(units[core], new, Extent.WHOLE), Pass(units[DIVIDED_UNIT], new, Extent.PART)]
        areas[slug] = areas[core] + (8 if slug == "nam-hai" else 7)
    begun = change_units(passes, kind=LineageKind.MERGE, on=CHANGED, decision=DECISION, actor=None, now=now)
    units |= {unit.uid.removeprefix("mau-"): unit for unit in begun}
    return Places(province, units, areas)
