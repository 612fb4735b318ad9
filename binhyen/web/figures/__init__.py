"""Pages of the room ``figures``: reports by form, unit and period; one figure; closing a period."""

from django.urls import path, register_converter

from binhyen.web.figures import cell, cells, closing, line, lists, rules, sheet
from binhyen.web.figures.addresses import SpanConverter

register_converter(SpanConverter, "span")

urlpatterns = [
    path("so-lieu/", lists.reports, name="figures"),
    path("so-lieu/bieu/<str:form_code>/<path:uid>/<span:span>/", sheet.sheet_page, name="figure_sheet"),
    path("so-lieu/bieu/<str:form_code>/<path:uid>/<span:span>/o-nhap/", cells.figure_cells, name="figure_cells"),
    path("so-lieu/bieu/<str:form_code>/<path:uid>/<span:span>/chi-tieu/<str:key>/", line.line_page, name="figure_line"),
    path("so-lieu/chot/<str:form_code>/<path:uid>/<span:span>/", closing.close_page, name="figure_close"),
    path("so-lieu/o/<int:cell_id>/", cell.figure_page, name="figure"),
    path("so-lieu/o/<int:cell_id>/dinh-chinh/", cell.ask_correction, name="figure_correct"),
    path("so-lieu/dinh-chinh/<int:correction_id>/", cell.decide, name="figure_decide"),
    *rules.urlpatterns,
]
