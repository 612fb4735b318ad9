"""The chart: drawn by another process, and the paper is made without it when that fails."""

from __future__ import annotations

import struct
from dataclasses import replace

from binhyen.reviews import chart
from binhyen.reviews.chart_process import specification
from binhyen.reviews.facts import Chart, Point
from binhyen.reviews.paper import make
from tests.reviews.examples import facts

BARS = Chart("Điểm mô hình (điểm)", "Biểu đồ cột", (Point("Năm 2025", "3286", "3.286"), Point("Năm 2026", "", "")))


def test_the_chart_is_a_png_wide_enough_for_print() -> None:
    png, note = chart.draw(BARS)
    assert note == ""
    assert png is not None
    width, height = struct.unpack(">II", png[16:24])
    assert width >= 1500
    assert 500 <= height <= 1500


def test_bars_are_grey_in_order_with_vietnamese_numbers_and_a_gap_has_dots() -> None:
    layers = specification({"points": [{"label": p.label, "value": p.value, "shown": p.shown} for p in BARS.points]})[
        "layer"
    ]
    colour = layers[0]["mark"]["color"]
    assert colour[1:3] == colour[3:5] == colour[5:7]
    assert layers[0]["encoding"]["x"]["sort"] == ["Năm 2025", "Năm 2026"]
    assert "3.286" in str(specification({"points": [{"label": "a", "value": "3286", "shown": "3.286"}]}))
    assert "…" in str(specification({"points": [{"label": "a", "value": "", "shown": ""}]}))


def test_a_drawing_that_takes_too_long_is_given_up_with_a_note() -> None:
    assert chart.draw(BARS, timeout_s=0.001) == (None, chart.MISSING)


def test_a_paper_without_its_chart_is_still_made_and_says_so() -> None:
    made = make(replace(facts(), chart=replace(BARS, points=(Point("a", "không phải số", ""),))))
    assert made.notes == (chart.MISSING,)
    assert made.docx.startswith(b"PK")
