"""The only writers of this room: keep a text or a citation, load the register of documents and programmes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from binhyen.directives.models import Directive, DirectiveLink, Programme, SourceText
from binhyen.directives.rules import admissible, clean_words, digest
from binhyen.foundation.audit import chain
from binhyen.foundation.data import day, rows
from binhyen.foundation.errors import Invalid
from binhyen.foundation.vietnamese import short_date
from binhyen.organisation.actor import Actor, require
from binhyen.organisation.models import Unit
from binhyen.organisation.rules import Act
from binhyen.reader.names import without_names


def accept_text(
    *, text: str | bytes, title: str, publisher: str = "", published_on: date | None = None, unit: Unit,
    programmes: Iterable[Programme] = (), no_secrets: bool, actor: Actor, now: datetime,
) -> SourceText:  # fmt: skip
    """Keep a pasted text to read figures from, personal numbers masked. On refusal nothing is stored.

    Refused: see ``rules.admissible``; a text that is already there; a post without the right to accept texts for the unit.
    """
    require(actor, Act.ACCEPT_TEXT, unit, timezone.localtime(now).date())
    kept, masked = admissible(text, no_secrets=no_secrets)
    return _keep(kept, SourceText.FULL, title, publisher, published_on, unit, programmes, masked, actor, now)


def accept_citation(
    *, title: str, publisher: str = "", published_on: date | None = None, unit: Unit,
    programmes: Iterable[Programme] = (), key: str, actor: Actor, now: datetime,
) -> SourceText:  # fmt: skip
    """Register a document that figures are cited from without keeping its text; ``key`` makes it unique."""
    require(actor, Act.ACCEPT_TEXT, unit, timezone.localtime(now).date())
    return _keep("", SourceText.CITATION, title, publisher, published_on, unit, programmes, 0, actor, now, key=key)


def _keep(
    text: str, extent: str, title: str, publisher: str, published_on: date | None, unit: Unit,
    programmes: Iterable[Programme], masked: int, actor: Actor, now: datetime, *, key: str = "",
) -> SourceText:  # fmt: skip
    sha256 = digest(text or f"citation:{key}")
    today = timezone.localtime(now).date()
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as line:
        known = SourceText.objects.filter(sha256=sha256).first()
        if known is not None:
            raise Invalid("directives.text_duplicate", known=known.pk)
        source = SourceText.objects.create(
            sha256=sha256, title=clean_words(without_names(title), 300) or f"Văn bản đưa vào ngày {short_date(today)}",
            publisher=clean_words(publisher, 200), published_on=published_on, extent=extent, text=text, masked=masked,
            unit=unit, accepted_on=today,
        )  # fmt: skip
        source.programmes.set(programmes)
        line.entry("directives.accept_text", f"source:{source.pk}", {"sha256": sha256, "masked": masked})
    return source


def load_documents(*, now: datetime, actor: Actor | None = None) -> int:
    """Bring documents, links and programmes in step with the data files; can be run again. Returns the number of documents."""
    with chain(user_id=actor.user.pk if actor else None, post_id=actor.post.pk if actor else None, now=now) as line:
        for row in rows("binhyen.directives", "documents.csv"):
            Directive.objects.update_or_create(
                canonical=row["canonical"],
                defaults={
                    "kind": row["kind"], "number": row["number"], "symbol": row["symbol"],
                    "aliases": [a for a in row["aliases"].split("|") if a], "issuer": row["issuer"],
                    "issued_on": day(row["issued_on"]), "subject": row["subject"], "status": row["status"],
                    "inferred": json.loads(row["inferred"] or "{}"), "invented": row["invented"] == "yes",
                },
            )  # fmt: skip
        documents = {d.canonical: d for d in Directive.objects.all()}
        for row in rows("binhyen.directives", "links.csv"):
            DirectiveLink.objects.update_or_create(
                from_directive=documents[row["from"]], to_directive=documents[row["to"]], kind=row["kind"],
                defaults={"on": day(row["on"])},
            )  # fmt: skip
        for row in rows("binhyen.directives", "programmes.csv"):
            programme, _ = Programme.objects.update_or_create(
                code=row["code"],
                defaults={
                    "name": row["name"], "starts_on": date.fromisoformat(row["starts_on"]), "ends_on": day(row["ends_on"]),
                    "line": row["line"], "issuer": row["issuer"], "inferred": json.loads(row["inferred"] or "{}"),
                    "invented": row["invented"] == "yes",
                },
            )  # fmt: skip
            programme.directives.set([documents[c] for c in row["documents"].split("|") if c])
        line.entry("directives.load_documents", "documents", {"documents": len(documents)})
    return len(documents)
