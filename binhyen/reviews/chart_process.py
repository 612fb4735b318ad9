"""``python -m binhyen.reviews.chart_process``: a chart as JSON on standard input, its PNG on standard output."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

_FONT = "Be Vietnam Pro"
_NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " đồng"]}
_SCALE = 3.0


def specification(chart: dict[str, Any]) -> dict[str, Any]:
    """The Vega-Lite specification: grey columns with their values, safe for black-and-white print."""
    rows = [
        {
            "label": point["label"],
            "value": float(point["value"]) if point["value"] else 0.0,
            "shown": point["shown"] or "…",
        }
        for point in chart["points"]
    ]
    order = [row["label"] for row in rows]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("label:N", sort=order, title=None, axis=alt.Axis(labelAngle=0, labelLimit=200, ticks=False)),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=True), axis=None),
    )
    columns = base.mark_bar(color="#6b6b6b", width={"band": 0.55})
    values = base.mark_text(dy=-8, fontSize=13, color="#000000").encode(text="shown:N")
    made = (columns + values).properties(width=520, height=210, background="#ffffff")
    styled = made.configure(font=_FONT).configure_axis(labelFontSize=12, labelColor="#000000", domainColor="#000000")
    spec: dict[str, Any] = styled.configure_view(strokeWidth=0).to_dict()
    return spec


def main() -> None:
    """Draw one chart."""
    vl_convert.register_font_directory(str(Path(__file__).parent / "fonts"))
    chart = json.loads(sys.stdin.buffer.read())
    png = vl_convert.vegalite_to_png(specification(chart), scale=_SCALE, format_locale=_NUMBERS)
    sys.stdout.buffer.write(png)


if __name__ == "__main__":
    main()
