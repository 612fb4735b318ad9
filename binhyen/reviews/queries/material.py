"""Everything that a review is composed from, read from the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import F

from binhyen.analytics.coverage import owing
from binhyen.directives.models import Directive, Programme
from binhyen.figures.models import FormLine, FormVersion, PeriodLock, Submission
from binhyen.figures.rules import periods
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.errors import Invalid
from binhyen.foundation.span import Span
from binhyen.foundation.vietnamese import short_date, sort_key
from binhyen.organisation.models import Lineage, Unit, UnitVersion
from binhyen.organisation.queries import children_on, recut, version_on
from binhyen.organisation.register import REFORM
from binhyen.organisation.rules import Level
from binhyen.organisation.texts import TYPES
from binhyen.reviews.material import Absent, Change, Kind, Line, Material, Place, Recut, Series, Year, calendar_years
from binhyen.reviews.material import Programme as Reviewed
from binhyen.reviews.queries.collected import Collected
from binhyen.reviews.queries.ratios import ratio_lines
from binhyen.reviews.queries.read_from_texts import mismatches, published_lines
from binhyen.reviews.queries.same_period import with_same_period
from binhyen.reviews.wording import lower_first

_MAIN = ("MOD02", "COM04", "MED03", "FRC01")
_MOST_CHANGES = 5
_MOST_BARS = 12
_MOST_STEPS = {"half_year": 8, "month": 12}


def material(
    *,
    review: str,
    programme: Programme,
    unit: Unit,
    span: Span,
    kind: Kind,
    today: date,
    seq: int,
    provisional: bool,
    demo: bool,
) -> Material:
    """What the review ``review`` prints of ``unit`` over ``span``, as known at ledger number ``seq``.

    Raises ``Invalid`` for a level that reviews are not made for and a unit that did not exist on the span's last day.
    """
    place = place_of(unit, span)
    years = calendar_years(span)
    province = None if unit.level == Level.NATION else unit
    collected = Collected(province, programme, span, years, seq, today)
    lines = with_same_period(collected, [*collected.lines(), *ratio_lines(collected)])
    lines += published_lines(unit, programme, span, years)
    return Material(
        review=review,
        kind=kind,
        programme=_reviewed(programme, span),
        place=place,
        span=span,
        cut_off=span.last,
        made_on=today,
        lines=tuple(lines),
        years=years,
        absent=_absent(unit, collected),
        changes=_changes(unit, span),
        recut=_recut(unit, collected),
        mismatches=mismatches(unit, programme, span),
        series=_series(collected, lines, years),
        provisional=provisional,
        demo=demo or unit.invented or programme.invented,
    )


def open_period(province: Unit | None, programme: Programme, span: Span) -> Span | None:
    """The first reporting period inside the span that is not closed (chốt số liệu) yet, None where all are."""
    lines = FormLine.objects.filter(
        role=FormLine.COLLECTS, version__vertical=False, indicator__readers__programme=programme
    )
    for form, keys in _by_form(lines.values_list("version__code", "indicator__code", "breakdown")).items():
        owed = {period for by_period in owing(province, keys, span).values() for period in by_period}
        locks = PeriodLock.objects.filter(form_code=form)
        if province is not None:
            locks = locks.filter(under_unit=province)
        closed = {Span(start, end) for start, end in locks.values_list("period__starts_on", "period__ends_on")}
        still_open = sorted(owed - closed)
        if still_open:
            return still_open[0]
    return None


def _by_form(rows: Iterable[tuple[str, str, str]]) -> dict[str, list[CellKey]]:
    """Rows of (form, indicator, breakdown) as the keys of each form."""
    forms: dict[str, list[CellKey]] = {}
    for form, code, breakdown in rows:
        key = CellKey(code, breakdown)
        if key not in forms.setdefault(form, []):
            forms[form].append(key)
    return forms


def place_of(unit: Unit, span: Span) -> Place:
    """The reviewed unit as it is on the span's last day; ``Invalid`` for a level that reviews are not made for."""
    level = Level(unit.level)
    if level not in (Level.NATION, Level.PROVINCE):
        raise Invalid("reviews.level_unsupported", unit=unit.last_name())
    version = version_on(unit, span.last)
    if version is None:
        raise Invalid("reviews.unit_not_valid", unit=unit.last_name(), on=short_date(span.last))
    if level is Level.NATION:
        return Place(version.name, "", "nation")
    type_ = TYPES[version.type]
    name = version.name.removeprefix(f"{type_.capitalize()} ")
    try:
        communes = children_on(unit, Level.COMMUNE, span.last)
    except Invalid:  # before the register of communes begins: the paper says nothing about their number
        communes = []
    counted = Counter(TYPES[commune.type] for commune in communes)
    units = dict(sorted(counted.items(), key=lambda item: -item[1]))
    return Place(name, type_, "province", units, has_districts=span.last < REFORM)


def _reviewed(programme: Programme, span: Span) -> Reviewed:
    """The programme under its first document (later ones continue it); documents issued after the span are no basis."""
    documents = [
        each
        for each in programme.directives.order_by(F("issued_on").asc(nulls_last=True), "id")
        if each.issued_on is None or each.issued_on <= span.last
    ]
    title = str(documents[0]) if documents else programme.name
    return Reviewed(programme.code, title, tuple(_basis(each) for each in documents))


def _basis(directive: Directive) -> str:
    """The document as a paper cites it; what was only inferred of it (nobody read it there) is left out."""
    text = str(directive)
    guessed = directive.inferred
    if directive.issued_on and "issued_on" not in guessed:
        text += f" ngày {short_date(directive.issued_on)}"
    if directive.issuer and "issuer" not in guessed:
        text += f" của {directive.issuer}"
    if directive.subject and directive.number and "subject" not in guessed:
        subject = lower_first(directive.subject)
        text += f" {subject}" if subject.startswith("về ") else f" về {subject}"
    return text


def _absent(unit: Unit, collected: Collected) -> tuple[Absent, ...]:
    """Units that owe a form in a period and have no approved report of it, a row for each unit and form."""
    rows = FormLine.objects.filter(
        role=FormLine.COLLECTS, version__vertical=False, indicator__code__in={key.indicator for key in collected.keys}
    )
    titles = dict(FormVersion.objects.order_by("valid_from").values_list("code", "short_title"))
    found: list[Absent] = []
    for form, keys in _by_form(rows.values_list("version__code", "indicator__code", "breakdown")).items():
        mine = [key for key in keys if key in set(collected.keys)][:1]
        owed = owing(collected.province, mine, collected.span, today=collected.today)
        given = set(
            Submission.objects.filter(form_code=form, approved_version__isnull=False).values_list(
                "unit_id", "period__starts_on", "period__ends_on"
            )
        )
        lacking: dict[int, list[Span]] = {}
        for period, units in sorted(owed[mine[0]].items()) if mine else ():
            for one in units:
                if (one, period.start, period.end) not in given:
                    lacking.setdefault(one, []).append(period)
        names = _names(lacking)
        found += [Absent(names[one], titles[form], _periods(spans)) for one, spans in lacking.items()]
    return tuple(sorted(found, key=lambda each: (sort_key(each.unit), each.form)))


def _names(lacking: dict[int, list[Span]]) -> dict[int, str]:
    names: dict[int, str] = {}
    for version in UnitVersion.objects.filter(unit__in=set(lacking)).order_by("valid_from"):
        if version.unit_id not in names or version.valid_from <= lacking[version.unit_id][-1].last:
            names[version.unit_id] = version.full_name
    return names


def _periods(spans: Sequence[Span]) -> str:
    shown = ", ".join(periods.name(span) for span in spans[:3])
    return shown if len(spans) <= 3 else f"{shown} và các kỳ khác ({len(spans)} kỳ)"


def _changes(unit: Unit, span: Span) -> tuple[Change, ...]:
    """New units inside the span, each with what it was formed from; many at once are said in one sentence."""
    inside = UnitVersion.objects.filter(province=unit).values("unit_id")
    rows = Lineage.objects.filter(to_unit__in=inside, on__gte=span.start, on__lte=span.last)
    events: dict[tuple[date, int], list[Lineage]] = {}
    for line in rows.select_related("from_unit", "to_unit").order_by("on", "id"):
        events.setdefault((line.on, line.to_unit_id), []).append(line)
    if len(events) > _MOST_CHANGES:
        days = {on: lines[0].decision for (on, _), lines in events.items()}
        return tuple(Change(on, "thực hiện sắp xếp các đơn vị hành chính cấp xã", basis) for on, basis in days.items())
    return tuple(
        Change(on, f"{_old_names(lines)} nhập thành {lower_first(lines[0].to_unit.last_name())}", lines[0].decision)
        if len(lines) > 1
        else Change(
            on, f"{lower_first(lines[0].to_unit.last_name())} được thành lập từ {_old_names(lines)}", lines[0].decision
        )
        for (on, _), lines in events.items()
    )


def _old_names(lines: Sequence[Lineage]) -> str:
    return ", ".join(lower_first(line.from_unit.last_name()) for line in lines)


def _recut(unit: Unit, collected: Collected) -> Recut | None:
    """The last change of boundaries inside the span, and the former units that could not be converted to today's."""
    inside = UnitVersion.objects.filter(province=unit).values("unit_id")
    last = Lineage.objects.filter(
        to_unit__in=inside, on__gt=collected.span.start, on__lte=collected.span.last
    ).order_by("-on").first()  # fmt: skip
    if last is None or not collected.keys:
        return None
    former = set(
        UnitVersion.objects.filter(province=unit, valid_to__gte=collected.span.start, valid_to__lt=last.on).values_list(
            "unit_id", flat=True
        )
    )
    lost = [one for one, target in recut(former, collected.span.last).items() if target is None]
    names = sorted((one.last_name() for one in Unit.objects.filter(pk__in=lost)), key=sort_key)
    return Recut(last.on, tuple(names))


def _series(collected: Collected, lines: Sequence[Line], years: Sequence[Year]) -> Series | None:
    """The first main indicator with at least two numbers to draw."""
    known = {
        line.measure.code
        for line in lines
        if not line.breakdown and line.document is None and line.whole.known is not None
    }
    spans, names = _steps(collected.span, years)
    for code in (code for code in _MAIN if code in known):
        amounts = tuple(collected.amount(CellKey(code), span) for span in spans)
        if sum(amount.known is not None for amount in amounts) > 1:
            return Series(collected.measures[code], names, amounts)
    return None


def _steps(span: Span, years: Sequence[Year]) -> tuple[list[Span], tuple[str, ...]]:
    """The bars of the chart: half-years, for a short span its months, for a long one its years."""
    for calendar in ("half_year", "month"):
        cut = periods.cut(calendar, span)
        if 2 <= len(cut) <= _MOST_STEPS[calendar]:
            return cut, tuple(periods.name(each).replace(" năm ", "/" if calendar == "month" else " ") for each in cut)
    last = years[-_MOST_BARS:]
    return [year.span for year in last], tuple(year.label for year in last)
