"""The catalogue of indicators: the list, and one indicator with its definition, its rule and who collects or reads it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_GET

from binhyen.figures.models import CodeItem, FormLine, FormProgramme, Indicator, IndicatorVersion
from binhyen.figures.queries.names import names_of
from binhyen.figures.rules.cells import CellKey, Nature
from binhyen.foundation.vietnamese import fold
from binhyen.web.actor import actor_of, today

NATURES = {
    Nature.FLOW: "số phát sinh trong kỳ; cộng được qua các kỳ và các đơn vị",
    Nature.STOCK: "số có đến cuối kỳ; cộng được qua các đơn vị, không cộng qua các kỳ",
    Nature.DISTINCT: "số đếm không trùng; không cộng qua các kỳ hoặc các đơn vị",
    Nature.ATTENDANCE: "lượt; cộng được, một người có thể tính nhiều lượt",
    Nature.RATIO: "tỷ lệ; tính từ tử số và mẫu số, không cộng, không lấy bình quân",
    Nature.REGISTER: "đếm từ sổ theo dõi, không nhập trực tiếp",
}
ROLES = {FormLine.COLLECTS: "thu thập", FormLine.READS: "lấy từ biểu khác"}


@dataclass(frozen=True)
class _Row:
    """One indicator in the list."""

    indicator: Indicator
    name: str
    nature: str
    collected: bool


@require_GET
def indicator_list(request: HttpRequest) -> HttpResponse:
    """All indicators by group, searched by code or name."""
    actor_of(request)
    wanted = request.GET.get("q", "").strip()
    indicators = list(Indicator.objects.order_by("code"))
    names = names_of([CellKey(i.code) for i in indicators], today())
    collected = set(FormLine.objects.filter(role=FormLine.COLLECTS).values_list("indicator_id", flat=True))
    rows = [
        _Row(i, names[CellKey(i.code)], NATURES[Nature(i.nature)], i.pk in collected)
        for i in indicators
        if fold(wanted) in fold(f"{i.code} {names[CellKey(i.code)]}")
    ]
    order = {group: n for n, group in enumerate(dict.fromkeys(i.group for i in indicators))}
    rows.sort(key=lambda row: order[row.indicator.group])
    groups = [(name, list(found)) for name, found in groupby(rows, key=lambda row: row.indicator.group)]
    context = {"groups": groups, "count": len(rows), "wanted": wanted, "collected": sum(row.collected for row in rows)}
    return render(request, "web/catalogue/indicators.html", context)


@require_GET
def indicator_page(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: what it counts, how it adds up, where it is collected and read, what is forbidden for it."""
    actor_of(request)
    indicator = get_object_or_404(Indicator.objects.select_related("numerator", "denominator"), code=code)
    wordings = list(IndicatorVersion.objects.filter(indicator=indicator).order_by("-valid_from"))
    lines = FormLine.objects.filter(indicator=indicator, breakdown="").select_related("version")
    readers = FormProgramme.objects.filter(indicator=indicator).select_related("programme")
    parts = [i for i in (indicator.numerator, indicator.denominator) if i is not None]
    forbidden = {
        "chỉ tiêu phấn đấu": indicator.target_allowed,
        "xếp hạng đơn vị": indicator.rank_allowed,
        "bản đồ": indicator.map_allowed,
    }
    dimensions = wordings[0].dimensions if wordings else []
    context = {
        "indicator": indicator,
        "wording": wordings[0] if wordings else None,
        "earlier": wordings[1:],
        "nature": NATURES[Nature(indicator.nature)],
        "parts": names_of([CellKey(i.code) for i in parts], today()),
        "lines": [{"line": line, "role": ROLES[line.role]} for line in lines],
        "programmes": [reader.programme for reader in readers],
        "forbidden": [words for words, allowed in forbidden.items() if not allowed],
        "items": CodeItem.objects.filter(dimension__in=dimensions).order_by("dimension", "position"),
        "name": names_of([CellKey(code)], today())[CellKey(code)],
    }
    return render(request, "web/catalogue/indicator.html", context)


urlpatterns = [
    path("danh-muc/chi-tieu/", indicator_list, name="indicators"),
    path("danh-muc/chi-tieu/<str:code>/", indicator_page, name="indicator"),
]
