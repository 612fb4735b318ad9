"""The number of the signed report, typed after it was sent; the signed file beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from binhyen.collection.actions.attachments import admissible, digest_of, keep, require_own
from binhyen.collection.models import Attachment, Paper
from binhyen.collection.papers.issuers import offices
from binhyen.collection.queries.papers import last_paper, place_of, signed_file
from binhyen.figures.actions.guards import locked, today_of
from binhyen.figures.models import Submission
from binhyen.foundation.audit import chain
from binhyen.foundation.errors import Invalid, WrongMove
from binhyen.foundation.vietnamese import nfc, short_date
from binhyen.organisation.actor import Actor
from binhyen.organisation.queries import version_on
from binhyen.reader.names import covered

_NUMBER = re.compile(r"\d{1,6}[a-zđ]?", re.ASCII | re.IGNORECASE)
_SYMBOL = re.compile(r"[A-ZĐ][A-Za-zĐđ.]{0,15}(?:[-/][A-ZĐ][A-Za-zĐđ0-9.]{0,15}){1,4}")


@dataclass(frozen=True)
class SignedAs:
    """What stands on the signed paper: number and symbol ("45", "BC-UBND"), its date, the office of who signed."""

    number: str
    symbol: str
    signed_on: date
    office: str


@dataclass(frozen=True)
class GivenFile:
    """A file as it was given: what it was called, its bytes, and the answer to the secrecy question."""

    name: str
    content: bytes
    no_secrets: bool


def number_paper(
    submission: Submission, signed: SignedAs, *, file: GivenFile | None, actor: Actor, now: datetime
) -> Paper:
    """Keep the number under which the report as last sent was signed. A later call replaces it; earlier ones stay.

    Without ``file`` the file given before stays with it. Refused: another unit's post, a report that was never sent, a
    number, symbol or day that cannot be, an office outside the list (so never a name), and what a file is refused for.
    """
    require_own(actor, submission, now)
    if not submission.version:
        raise WrongMove("collection.paper_not_sent")
    said = _checked(submission, signed, today_of(now))
    given = admissible(file.name, file.content, no_secrets=file.no_secrets) if file else None
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now, held=False) as record:
        fresh = locked(submission, seen_revision=None)
        record.hold()
        before = last_paper(fresh)
        kept = signed_file(before)
        if given is not None and (kept is None or kept.sha256 != digest_of(given)):
            kept = keep(fresh, given, kind=Attachment.SIGNED, line="", record=record, actor=actor)
        elif before is not None and said == _said(before):
            return before
        made = Paper.objects.create(
            submission=fresh, version=fresh.version, number=said.number, symbol=said.symbol, signed_on=said.signed_on,
            signer_office=said.office, attachment=kept, at=now, by_user=actor.user.pk, by_post=actor.post.pk,
        )  # fmt: skip
        about = {"submission": fresh.pk, "version": fresh.version, "symbol": f"{said.number}/{said.symbol}",
                 "signed_on": said.signed_on, "office": said.office}  # fmt: skip
        record.entry("collection.number_paper", f"paper:{made.pk}", about)
    return made


def _said(paper: Paper) -> SignedAs:
    return SignedAs(paper.number, paper.symbol, paper.signed_on, paper.signer_office)


def _checked(submission: Submission, signed: SignedAs, today: date) -> SignedAs:
    number, symbol = nfc(signed.number.strip()), nfc(signed.symbol.strip())
    if not _NUMBER.fullmatch(number) or not number.strip("0"):
        raise Invalid("collection.paper_number", text=covered(number[:20]))
    if not _SYMBOL.fullmatch(symbol):
        raise Invalid("collection.paper_symbol", text=covered(symbol[:40]))
    start = submission.period.starts_on
    if not start <= signed.signed_on <= today:
        raise Invalid("collection.paper_date", on=short_date(signed.signed_on), start=short_date(start))
    if signed.office not in offices_of(submission):
        raise Invalid("collection.office_unknown")
    return SignedAs(number.zfill(2), symbol, signed.signed_on, signed.office)


def offices_of(submission: Submission) -> list[str]:
    """The offices that may have signed a report of the unit."""
    on = submission.period.ends_on
    version = version_on(submission.unit, on)
    return offices(place_of(version, on)) if version else []
