"""The register of documents and programmes: the list, one document with its links both ways, one programme."""

from __future__ import annotations

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from binhyen.directives.models import Directive, Programme
from binhyen.directives.texts import KINDS, LINES, LINKS, STATUSES
from binhyen.figures.models import FormProgramme
from binhyen.figures.queries.names import names_of
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation.vietnamese import nfc
from binhyen.web.actor import actor_of, today
from binhyen.web.directives.sources import may_accept

# How a link reads from its other end.
BACKWARDS = {"based_on": "là căn cứ của", "implements": "được triển khai bởi", "replaces": "được thay thế bởi"}
COLUMNS = {
    "kind": "loại văn bản",
    "number": "số",
    "symbol": "số, ký hiệu",
    "issuer": "cơ quan ban hành",
    "issued_on": "ngày ban hành",
    "subject": "trích yếu",
    "status": "hiệu lực",
    "starts_on": "ngày bắt đầu",
    "ends_on": "ngày kết thúc",
}


@require_GET
def directive_list(request: HttpRequest) -> HttpResponse:
    """All documents, searched by symbol, subject and issuer only; and the programmes."""
    actor = actor_of(request)
    wanted = nfc(request.GET.get("q", "")).strip()
    documents = Directive.objects.prefetch_related("programmes").order_by(
        F("issued_on").desc(nulls_last=True), "canonical"
    )
    if wanted:
        documents = documents.filter(
            Q(canonical__icontains=wanted) | Q(subject__icontains=wanted) | Q(issuer__icontains=wanted)
        )
    rows = [
        {"document": d, "kind": KINDS[d.kind], "status": STATUSES[d.status], "programmes": list(d.programmes.all())}
        for d in documents
    ]
    context = {
        "rows": rows,
        "wanted": wanted,
        "programmes": [{"programme": p, "line": LINES[p.line]} for p in Programme.objects.all()],
        "may_accept": may_accept(actor),
    }
    return render(request, "web/directives/list.html", context)


@require_GET
def directive_page(request: HttpRequest, directive_id: int) -> HttpResponse:
    """One document: what is known, what is unknown or inferred and from what, and its links both ways."""
    actor_of(request)
    document = get_object_or_404(Directive, pk=directive_id)
    links = [
        {"words": LINKS[link.kind], "other": link.to_directive, "on": link.on}
        for link in document.links_out.select_related("to_directive")
    ] + [
        {"words": BACKWARDS[link.kind], "other": link.from_directive, "on": link.on}
        for link in document.links_in.select_related("from_directive")
    ]
    context = {
        "document": document,
        "facts": _facts(document),
        "links": links,
        "programmes": list(document.programmes.all()),
        "is_invented": document.invented,
    }
    return render(request, "web/directives/directive.html", context)


def _facts(document: Directive) -> list[dict[str, object]]:
    """What is known of a document, column by column; "" is unknown; "why" says what a value was inferred from."""
    values: dict[str, object] = {
        "kind": KINDS[document.kind],
        "symbol": document.symbol or document.number,
        "issuer": document.issuer,
        "issued_on": document.issued_on,
        "subject": document.subject,
        "status": STATUSES[document.status],
    }
    return [
        {
            "label": COLUMNS[name].capitalize(),
            "value": value,
            "is_date": name == "issued_on",
            "why": _why(document, name),
        }
        for name, value in values.items()
    ]


def _why(document: Directive, name: str) -> str:
    if name == "symbol":
        return document.inferred.get("symbol", "") or document.inferred.get("number", "")
    return document.inferred.get(name, "")


@require_GET
def programme_page(request: HttpRequest, code: str) -> HttpResponse:
    """One programme: period, line, documents, and the indicators that it reads."""
    actor_of(request)
    programme = get_object_or_404(Programme, code=code)
    read = list(FormProgramme.objects.filter(programme=programme).values_list("indicator__code", flat=True))
    names = names_of([CellKey(one) for one in read], today())
    context = {
        "programme": programme,
        "line": LINES[programme.line],
        "documents": list(programme.directives.all()),
        "inferred": [(COLUMNS.get(name, name), why) for name, why in programme.inferred.items()],
        "indicators": sorted((key.indicator, name) for key, name in names.items()),
        "is_invented": programme.invented,
    }
    return render(request, "web/directives/programme.html", context)
