"""Source texts: the list, and the page on which a text is pasted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from binhyen.directives.actions import accept_text
from binhyen.directives.models import Programme, SourceText
from binhyen.figures.models import Submission
from binhyen.figures.rules.moves import Stage
from binhyen.foundation.errors import DomainError, Invalid, NotAllowed
from binhyen.foundation.vietnamese import read_date
from binhyen.organisation.actor import Actor
from binhyen.organisation.models import Unit
from binhyen.organisation.queries import find_units, resolve_unit, territory
from binhyen.organisation.rules import Act, Relation, may
from binhyen.reader import read
from binhyen.reader.encodings import LIMIT, decoded
from binhyen.reader.intake import text_of
from binhyen.reader.intake.source import NAMES_OF_ENCODINGS
from binhyen.web.actor import actor_of, today
from binhyen.web.refusals import sentence

PER_PAGE = 50


def may_accept(actor: Actor) -> bool:
    """Whether the post takes texts into the system at all."""
    return may(actor.role, Act.ACCEPT_TEXT, Relation.OWN)


@require_GET
def source_list(request: HttpRequest) -> HttpResponse:
    """The texts that figures were read from, newest first, with what became of each."""
    actor = actor_of(request)
    texts = SourceText.objects.visible_to(actor).select_related("unit").prefetch_related("programmes")
    page = Paginator(texts, PER_PAGE).get_page(request.GET.get("page"))
    counts = _counts([text.pk for text in page])
    rows = [{"source": text, **counts.get(text.pk, {})} for text in page]
    waiting = Submission.objects.visible_to(actor).filter(source__isnull=False, stage=Stage.SUBMITTED).count()
    context = {"page": page, "rows": rows, "may_accept": may_accept(actor), "waiting": waiting}
    return render(request, "web/directives/sources.html", context)


def _counts(ids: list[int]) -> dict[int, dict[str, int]]:
    """By text, how many of its reports are approved, wait for approval, or are still being drafted."""
    rows = (
        Submission.objects.filter(source__in=ids)
        .values("source_id")
        .annotate(
            approved=Count("pk", filter=Q(stage=Stage.APPROVED)),
            waiting=Count("pk", filter=Q(stage=Stage.SUBMITTED)),
            drafting=Count("pk", filter=Q(stage__in=[Stage.DRAFT, Stage.SENT_BACK])),
        )
        .order_by()
    )
    return {row["source_id"]: {name: row[name] for name in ("approved", "waiting", "drafting")} for row in rows}


@dataclass(frozen=True)
class _Entries:
    """What was typed, as typed: shown again when the text is refused."""

    no_secrets: bool = False
    title: str = ""
    publisher: str = ""
    published_on: str = ""
    unit: str = ""
    programmes: tuple[str, ...] = ()
    text: str = ""
    from_file: bool = False


@require_http_methods(["GET", "POST"])
def paste_page(request: HttpRequest) -> HttpResponse:
    """Paste or upload a text. The secrecy question comes first; on refusal nothing is stored and the entries stay."""
    actor, now, status = actor_of(request), timezone.now(), 200
    if not may_accept(actor):
        raise Http404
    entries = _Entries(unit=actor.unit.last_name())
    problems: list[dict[str, str]] = []
    known: SourceText | None = None
    if request.method == "POST":
        entries, file = _entries(request), request.FILES.get("file")
        try:
            entries, notes = _with_file(entries, file)
            source = _accept(entries, actor, now)
        except DomainError as refused:
            entries, status = _shown_again(request, entries, refused), 403 if isinstance(refused, NotAllowed) else 422
            said = sentence(refused) + (CHOOSE_AGAIN if file and not entries.from_file else "")
            problems = [{"text": said, "target": _FIELD.get(refused.code, "tep" if file else "van-ban")}]
            known = SourceText.objects.visible_to(actor).filter(pk=refused.params.get("known", 0)).first()
        else:
            for note in notes:
                messages.warning(request, sentence(DomainError(note)))
            return redirect("source", source.pk)
    context = {"entries": entries, "problems": problems, "known": known, "programmes": Programme.objects.all()}
    return render(request, "web/directives/paste.html", context, status=status)


def _with_file(entries: _Entries, file: UploadedFile[bytes] | None) -> tuple[_Entries, tuple[str, ...]]:
    """The entries with the text of the file in place of what was pasted, and what to tell about the file or the letters."""
    if not entries.no_secrets:  # before anything is read
        raise Invalid("directives.secrecy_unanswered")
    if file is None:
        encoding = decoded(entries.text.encode("utf-8", "replace")).encoding
        return entries, (NAMES_OF_ENCODINGS[encoding],) if encoding else ()
    read = text_of(file.read(LIMIT + 1), file.name or "")  # one byte more shows that it is too long
    return replace(entries, text=read.text, from_file=True), read.notes


def _shown_again(request: HttpRequest, entries: _Entries, refused: DomainError) -> _Entries:
    """The entries for the page after a refusal: the text of a file only where nothing was pasted and it bears no mark."""
    typed = request.POST.get("text", "")
    if not entries.from_file or (not typed and refused.code not in NOT_SHOWN and len(entries.text) <= SHOWN_AGAIN):
        return entries
    return replace(entries, text=typed, from_file=False)


SHOWN_AGAIN = 500_000  # characters of a file that was read and refused for another reason
NOT_SHOWN = frozenset({"directives.text_secret", "directives.text_too_long"})
CHOOSE_AGAIN = " Khi gửi lại, đề nghị chọn lại tệp."
_FIELD = {
    "directives.secrecy_unanswered": "khong-mat",
    "foundation.date_unreadable": "ngay",
    "organisation.unit_unknown": "don-vi",
    "organisation.unit_near": "don-vi",
    "organisation.unit_ambiguous": "don-vi",
    "organisation.before_register": "don-vi",
    "organisation.not_allowed": "don-vi",
}


def _entries(request: HttpRequest) -> _Entries:
    typed = request.POST
    return _Entries(
        no_secrets=typed.get("no_secrets") == "yes",
        title=typed.get("title", ""),
        publisher=typed.get("publisher", ""),
        published_on=typed.get("published_on", ""),
        unit=typed.get("unit", ""),
        programmes=tuple(typed.getlist("programme")),
        text=typed.get("text", ""),
    )


def _accept(entries: _Entries, actor: Actor, now: datetime) -> SourceText:
    typed_day = read_date(entries.published_on) if entries.published_on.strip() else None
    unit = unit_in_reach(entries.unit, typed_day or today(), actor)
    title, own_day = stated_by(entries.text)
    return accept_text(
        text=entries.text, title=entries.title or title, publisher=entries.publisher,
        published_on=typed_day or own_day, unit=unit, programmes=Programme.objects.filter(code__in=entries.programmes),
        no_secrets=entries.no_secrets, actor=actor, now=now,
    )  # fmt: skip


def stated_by(text: str) -> tuple[str, date | None]:
    """The text's own title and day; "" and None where it has none. A file's name is never taken: it may name a person."""
    about = read(text[:BEGINNING]).document
    day = date.fromisoformat(about.date) if about.date else None
    return about.title or "", day if day is not None and day <= today() else None


BEGINNING = 20_000  # characters in which the title stands


def unit_in_reach(text: str, on: date, actor: Actor) -> Unit:
    """The unit that ``text`` names on the day; of several, the one in the post's territory. Else as ``resolve_unit``."""
    own = territory(actor.unit)
    exact = [hit for hit in find_units(text, on) if hit.exact and hit.unit_id in own]
    if len(exact) == 1:
        return Unit.objects.get(pk=exact[0].unit_id)
    return resolve_unit(text, on)
