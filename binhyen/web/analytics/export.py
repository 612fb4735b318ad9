"""What a province's page hands out: its table as a .csv for spreadsheet programs, the form's figures as SDMX."""

from __future__ import annotations

import csv
from io import BytesIO

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from binhyen.analytics.sdmx.messages import write_zipped
from binhyen.analytics.sdmx.reading import dataset_of
from binhyen.collection.workbooks.marking import harmless
from binhyen.figures.rules import periods
from binhyen.figures.rules.small_cells import WITHHELD
from binhyen.figures.texts import SUM_CLASSES
from binhyen.foundation.snapshot import one_moment
from binhyen.foundation.vietnamese import scaled
from binhyen.organisation.rules import Level
from binhyen.web.actor import actor_of, today
from binhyen.web.analytics import province
from binhyen.web.analytics.question import question_of

BYTE_ORDER_MARK = "\ufeff"


@require_GET
def board_csv(request: HttpRequest, uid: str) -> HttpResponse:
    """Indicator, unit of count, and for each period: plain digits, the hedge in words, n and m. Empty where nothing is known."""
    question = question_of(request, uid)
    if question.unit.level != Level.PROVINCE or question.span is None:
        raise Http404
    guards = province.guards_on(actor_of(request), question)
    _, answers = province.table(question, guards)
    response = HttpResponse(BYTE_ORDER_MARK, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="so-lieu-{question.unit.uid}.csv"'
    out = csv.writer(response)
    head = ["Mã", "Chỉ tiêu thống kê", "Đơn vị tính"]
    for span in question.shown_spans:
        name = periods.name(span)
        head += [name, f"{name}: cách ghi", f"{name}: đã báo cáo", f"{name}: phải báo cáo"]
    out.writerow(head)
    for line in question.additive:
        row = [line.key.indicator, harmless(line.label), harmless(line.indicator.unit_of_count)]
        for answer in answers:
            found = answer.rows[line.key]
            if guards and guards.covers_total(found.key, found.span):
                value, hedge = "", WITHHELD
            else:
                value = str(scaled(found.value, found.decimals)) if found.known else ""
                hedge = SUM_CLASSES[found.sum_class.value] if found.known else ""
            row += [value, hedge, str(found.reported), str(found.expected)]
        out.writerow(row)
    return response


@require_GET
def board_sdmx(request: HttpRequest, uid: str) -> HttpResponse:
    """The approved figures of the page's form and period as SDMX files in a .zip, as reported."""
    question = question_of(request, uid)
    if question.unit.level != Level.PROVINCE or question.form is None or question.span is None:
        raise Http404
    actor = actor_of(request)
    made = BytesIO()
    with one_moment():
        dataset = dataset_of(question.form.code, question.span, question.unit, actor=actor, today=today())
        write_zipped(dataset, made, prepared=timezone.now())
    name = f"sdmx-{question.form.code}-{question.span.start.isoformat()}-{question.span.last.isoformat()}.zip"
    response = HttpResponse(made.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
