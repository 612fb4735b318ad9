"""Files that come with a report, and short remarks on its lines."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db.models import Sum

from binhyen.collection.models import Attachment, Remark
from binhyen.collection.rules.attached import LARGEST_TOGETHER, PDF, WORD, Accepted, accept
from binhyen.collection.rules.words import words_under
from binhyen.figures.actions.guards import locked, require_line, today_of
from binhyen.figures.models import Submission
from binhyen.figures.queries.forms import closing_of, line_map
from binhyen.figures.rules.moves import Stage
from binhyen.foundation.audit import Chain, chain
from binhyen.foundation.errors import Invalid, WrongMove
from binhyen.organisation.actor import Actor, relation, require
from binhyen.organisation.rules import Act, may
from binhyen.reader.guard import mask_personal, secrecy_mark
from binhyen.reader.intake import text_of

REMARK_LIMIT = 300


def attach(
    submission: Submission, *, line: str, name: str, content: bytes, no_secrets: bool, actor: Actor, now: datetime
) -> Attachment:
    """Keep a file as evidence of one line, or of the whole report (``line`` ""). Officer and leader of the unit.

    Refused with ``Invalid``: the secrecy question unanswered, a secrecy mark in its name or readable text, what ``accept``
    refuses, a line that the form does not have, the same file twice, more than all files of a report may take.
    """
    require_own(actor, submission, now)
    _require_line(submission, line)
    given = admissible(name, content, no_secrets=no_secrets)
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as record:
        return keep(submission, given, kind=Attachment.EVIDENCE, line=line, record=record, actor=actor)


def remove_attachment(attachment: Attachment, *, actor: Actor, now: datetime) -> Attachment:
    """Empty a file: who gave it, when, its name and digest stay. Officer and leader of the unit.

    Once the report is approved or its period closed only who decides on it may, in its line of work: what was decided on
    stays with the decision (``WrongMove("collection.file_decided")`` for the unit).
    """
    desk = may(actor.role, Act.SEND_BACK, relation(actor, attachment.submission.unit, today_of(now)))
    if desk:
        require_line(actor, attachment.submission.form_version)
    else:
        require_own(actor, attachment.submission, now)
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now, held=False) as record:
        report = locked(attachment.submission, seen_revision=None)
        record.hold()
        fresh = Attachment.objects.select_for_update(no_key=True, of=("self",)).get(pk=attachment.pk)
        if fresh.removed_at is not None:
            raise WrongMove("collection.file_removed")
        closed = closing_of(report.form_code, report.unit, report.period, today_of(now)) is not None
        if not desk and (closed or report.stage == Stage.APPROVED):
            raise WrongMove("collection.file_decided")
        fresh.content, fresh.removed_at = b"", now
        fresh.save(update_fields=["content", "removed_at"])
        record.entry("collection.remove_attachment", f"attachment:{fresh.pk}", {"sha256": fresh.sha256})
    return fresh


def remark(submission: Submission, *, line: str, text: str, actor: Actor, now: datetime) -> Remark:
    """Say something short on a line ("" : on the report). Officer and leader of the unit, and who approves in its line.

    Refused as ``words_under`` refuses, or where it says nothing; it is never changed or deleted.
    """
    on = today_of(now)
    approves = may(actor.role, Act.APPROVE, relation(actor, submission.unit, on))
    if approves:
        require(actor, Act.APPROVE, submission.unit, on)
        require_line(actor, submission.form_version)
    else:
        require_own(actor, submission, now)
    _require_line(submission, line)
    words = words_under(text, REMARK_LIMIT)
    if not words:
        raise Invalid("collection.words_empty")
    with chain(user_id=actor.user.pk, post_id=actor.post.pk, now=now) as record:
        made = Remark.objects.create(
            submission=submission, line=line, text=words, at=now, by_user=actor.user.pk, by_post=actor.post.pk
        )
        record.entry(
            "collection.remark", f"remark:{made.pk}", {"submission": submission.pk, "line": line, "text": words}
        )
    return made


def require_own(actor: Actor, submission: Submission, now: datetime) -> None:
    """``NotAllowed`` unless the post enters or signs the reports of the unit."""
    on = today_of(now)
    stands = relation(actor, submission.unit, on)
    act = next((act for act in (Act.DRAFT, Act.SUBMIT) if may(actor.role, act, stands)), Act.DRAFT)
    require(actor, act, submission.unit, on)


def admissible(name: str, content: bytes, *, no_secrets: bool) -> Accepted:
    """The file as it may be kept. The question comes first; then its kind; then marks, where there is text to read.

    A scan has no readable text: of it only the answer to the question stands.
    """
    if not no_secrets:
        raise Invalid("collection.secrecy_unanswered")
    given = accept(name, content)
    stem = given.name.rpartition(".")[0].replace("_", " ")
    mark = secrecy_mark(stem) or secrecy_mark(_readable(given))
    if mark:
        raise Invalid("collection.file_secret", mark=mark)
    return Accepted(mask_personal(given.name)[0], given.media_type, given.content)


def _readable(given: Accepted) -> str:
    """The text of a PDF or Word file, read by a bounded process of its own; "" where there is none to read."""
    if given.media_type not in (PDF, WORD):
        return ""
    try:
        return text_of(given.content, given.name).text
    except Invalid:
        return ""


def digest_of(given: Accepted) -> str:
    """sha256 of a file as it is kept."""
    return hashlib.sha256(given.content).hexdigest()


def keep(submission: Submission, given: Accepted, *, kind: str, line: str, record: Chain, actor: Actor) -> Attachment:
    """The row of a file, inside the caller's transaction, with its own audit entry."""
    digest = digest_of(given)
    kept = Attachment.objects.filter(submission=submission, removed_at=None)
    twin = kept.filter(kind=kind, line=line, sha256=digest).defer("content").first()
    if twin is not None:
        raise Invalid("collection.file_twice", name=twin.name)
    if (kept.aggregate(total=Sum("size"))["total"] or 0) + len(given.content) > LARGEST_TOGETHER:
        raise Invalid("collection.files_too_much", limit=LARGEST_TOGETHER // 1024 // 1024)
    made = Attachment.objects.create(
        submission=submission, kind=kind, line=line, name=given.name, media_type=given.media_type,
        size=len(given.content), sha256=digest, content=given.content, at=record.now, by_user=actor.user.pk,
        by_post=actor.post.pk,
    )  # fmt: skip
    about = {"submission": submission.pk, "kind": kind, "line": line, "sha256": digest}
    record.entry("collection.attach", f"attachment:{made.pk}", about)
    return made


def _require_line(submission: Submission, line: str) -> None:
    if line and line not in {str(key) for key in line_map(submission)}:
        raise Invalid("collection.line_unknown", form=submission.form_code, key=line[:60])
