"""Every pair of colours that the styles put together meets WCAG 2.2 AA, in both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "binhyen" / "web" / "static" / "web" / "tokens.css"
BASES = ["canvas", "surface", "sunken"]
TINTS = ["cham", "ok", "warn", "err", "thread"]
INKS = ["ink", "ink-2", "ink-3", "cham", "cham-strong", "thread-ink", "ok", "warn", "err"]
TEXT = (
    [(ink, base) for base in BASES for ink in INKS]
    + [(kind, f"{kind}-tint") for kind in ("cham", "ok", "warn", "err")]
    + [(ink, f"{kind}-tint") for kind in TINTS for ink in ("ink", "ink-2")]
    + [
        ("thread-ink", "thread-tint"),
        ("on-cham", "cham"),
        ("on-cham", "cham-strong"),
        ("on-bar", "bar"),
        ("on-bar", "bar-2"),
    ]
    + [("on-bar-2", "bar"), ("surface", "err"), ("surface", "ok"), ("cham", "err-tint"), ("cham", "warn-tint")]
)
GRAPHIC = [(mark, base) for base in BASES for mark in ("line-2", "focus", "thread")] + [
    ("thread-on-bar", "bar"),
    ("thread", "thread-tint"),
    ("err", "err-tint"),
]
THEMES = {"light": ":root{", "dark": ":root[data-theme=dark]"}


def colours(theme: str) -> dict[str, str]:
    css = TOKENS.read_text(encoding="utf-8")
    start = css.index(THEMES[theme])
    return dict(re.findall(r"--c-([\w-]+):(#[0-9a-f]{6})", css[start : css.index("}", start)]))


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_ratio_is_the_one_of_wcag() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("pairs", "needed"), [(TEXT, 4.5), (GRAPHIC, 3.0)], ids=["text", "graphics"])
def test_colours_that_meet_can_be_told_apart(theme: str, pairs: list[tuple[str, str]], needed: float) -> None:
    palette = colours(theme)
    weak = {pair: round(ratio(palette[pair[0]], palette[pair[1]]), 2) for pair in pairs}
    assert {pair: value for pair, value in weak.items() if value < needed} == {}
