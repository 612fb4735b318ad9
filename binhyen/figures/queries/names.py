"""What a person calls a line: the indicator's wording on a day, with the items of its breakdown in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from binhyen.directives.models import Programme
from binhyen.figures.models import CodeItem, IndicatorVersion
from binhyen.figures.rules.cells import CellKey, parse_breakdown
from binhyen.organisation.models import Post, Unit, UnitVersion

PROGRAMME = "programme"


def names_of(keys: Iterable[CellKey], on: date) -> dict[CellKey, str]:
    """The name of each key on the day: "Điểm mô hình hiện có (cuối kỳ): Công an". The code where no wording is known."""
    wanted = set(keys)
    wordings = IndicatorVersion.objects.filter(
        indicator__code__in={k.indicator for k in wanted}, valid_from__lte=on
    ).order_by("valid_from")
    named = dict(wordings.values_list("indicator__code", "name"))
    parts = {key: parse_breakdown(key.breakdown) for key in wanted}
    pairs = {pair for found in parts.values() for pair in found.items()}
    labels = _labels(pairs)
    return {
        key: ": ".join([named.get(key.indicator, key.indicator), *(labels[pair] for pair in parts[key].items())])
        for key in wanted
    }


def _labels(pairs: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    found = {pair: pair[1] for pair in pairs}
    if pairs:
        rows = CodeItem.objects.filter(code__in={item for _, item in pairs}).values_list("dimension", "code", "label")
        found |= {(dimension, item): label for dimension, item, label in rows if (dimension, item) in pairs}
    return found


def post_titles(ids: Iterable[int | None]) -> dict[int, str]:
    """Posts as pages name whoever acted: "Lãnh đạo UBND xã, Xã An Lộc". Never the holder's name."""
    posts = list(Post.objects.filter(pk__in={i for i in ids if i is not None}).select_related("unit"))
    return {post.pk: post.title for post in posts}


def unit_names(units: Iterable[Unit | int], on: date) -> dict[int, str]:
    """By id the full name of each unit on the day, or the last one before it was gone."""
    wanted = {unit if isinstance(unit, int) else unit.pk for unit in units}
    found: dict[int, str] = {}
    for version in UnitVersion.objects.filter(unit__in=wanted).order_by("valid_from"):
        if version.unit_id not in found or version.valid_from <= on:
            found[version.unit_id] = version.full_name
    return found


def programme_names(codes: Iterable[str]) -> dict[str, str]:
    """Programmes by code, with their names."""
    return dict(Programme.objects.filter(code__in=set(codes)).values_list("code", "name"))
