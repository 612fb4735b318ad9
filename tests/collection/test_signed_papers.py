"""The number of a signed paper, its file, evidence and remarks: who may, what is refused, what stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from binhyen.collection.actions.attachments import attach, remark, remove_attachment
from binhyen.collection.actions.papers import GivenFile, SignedAs, number_paper
from binhyen.collection.models import Attachment, Paper, Remark
from binhyen.collection.queries.attached import attachments_seen_by, counts_by_line, files_of
from binhyen.collection.queries.papers import carried, carried_by, last_paper, receipt, receipt_codes, signed_file
from binhyen.figures.actions import approve, open_report, send_back
from binhyen.figures.models import Submission
from binhyen.figures.queries.witnesses import evidence_of
from binhyen.figures.rules.cells import CellKey
from binhyen.foundation import audit
from binhyen.foundation.errors import DomainError, Invalid, NotAllowed, NotFound
from binhyen.foundation.span import Span
from binhyen.organisation.actor import Actor
from tests.cast import Cast, entered, key, month_cells, submitted
from tests.collection.test_attached_files import PAGE, exif, jpeg

MAY = Span(date(2026, 5, 1), date(2026, 5, 31))
SIGNED = SignedAs("45", "BC-UBND", date(2026, 6, 2), "Phó Chủ tịch UBND xã")
FILE = GivenFile("bao-cao.pdf", PAGE, no_secrets=True)


@pytest.fixture
def sent(cast: Cast, now: datetime) -> Submission:
    """Tân An's May, sent by its leader."""
    return submitted(cast, cast.tan_an, MAY, month_cells(), now)


def given(
    submission: Submission, actor: Actor, now: datetime, line: str = "FRC04", content: bytes = PAGE
) -> Attachment:
    return attach(submission, line=line, name="so.pdf", content=content, no_secrets=True, actor=actor, now=now)


def test_the_number_of_the_signed_paper_goes_with_what_was_sent(cast: Cast, sent: Submission, now: datetime) -> None:
    paper = number_paper(sent, SIGNED, file=FILE, actor=cast.lan, now=now)
    assert carried(paper) == "đã gửi kèm báo cáo số 45/BC-UBND ngày 02/6/2026"
    assert carried_by([sent.pk]) == {sent.pk: carried(paper)}
    assert (paper.version, paper.attachment is not None) == (1, True)
    assert evidence_of(sent) == {None}
    audit.verify()


def test_a_wrong_number_is_replaced_by_a_later_row_and_the_file_stays_with_it(
    cast: Cast, sent: Submission, now: datetime
) -> None:
    first = number_paper(sent, SIGNED, file=FILE, actor=cast.lan, now=now)
    again = number_paper(sent, SIGNED, file=None, actor=cast.binh, now=now)
    assert again == first
    assert number_paper(sent, SIGNED, file=FILE, actor=cast.lan, now=now) == first
    number_paper(sent, replace(SIGNED, number="7"), file=FILE, actor=cast.binh, now=now)
    last = last_paper(sent)
    assert last is not None
    assert (last.number, last.attachment_id, Paper.objects.count()) == ("07", first.attachment_id, 2)
    with pytest.raises(DatabaseError), transaction.atomic():
        Paper.objects.filter(pk=first.pk).update(number="99")


def test_a_report_that_was_never_sent_carries_no_number(cast: Cast, now: datetime) -> None:
    with pytest.raises(DomainError) as refused:
        number_paper(entered(cast, cast.tan_an, MAY, month_cells(), now), SIGNED, file=None, actor=cast.lan, now=now)
    assert refused.value.code == "collection.paper_not_sent"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"number": "bốn lăm"}, "paper_number"), ({"number": "000"}, "paper_number"), ({"symbol": "BC"}, "paper_symbol"),
        ({"symbol": "BC-UBND 0912345678"}, "paper_symbol"), ({"signed_on": date(2026, 12, 1)}, "paper_date"),
        ({"signed_on": date(2026, 4, 30)}, "paper_date"), ({"office": "Nguyễn Văn A"}, "office_unknown"),
        ({"office": "Chủ tịch UBND xã Nguyễn Văn A"}, "office_unknown"), ({"office": ""}, "office_unknown"),
    ],
)  # fmt: skip
def test_a_number_symbol_day_or_office_that_cannot_be_is_refused(
    cast: Cast, sent: Submission, now: datetime, changed: dict[str, object], code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        number_paper(sent, replace(SIGNED, **changed), file=None, actor=cast.lan, now=now)  # type: ignore[arg-type]
    assert refused.value.code == f"collection.{code}"
    assert not Paper.objects.exists()


def test_only_officer_and_leader_of_the_unit_number_attach_and_remove(
    cast: Cast, sent: Submission, now: datetime
) -> None:
    kept = given(sent, cast.binh, now)
    for stranger in (cast.minh, cast.hoa, cast.quan, cast.tuan, cast.admin, cast.officers[cast.tan_binh.pk]):
        with pytest.raises(NotAllowed):
            number_paper(sent, SIGNED, file=None, actor=stranger, now=now)
        with pytest.raises(NotAllowed):
            given(sent, stranger, now, line="FRC05")
        if stranger is not cast.minh:
            with pytest.raises(NotAllowed):
                remove_attachment(kept, actor=stranger, now=now)


def test_files_are_seen_by_the_unit_and_those_above_it_and_nobody_else(
    cast: Cast, sent: Submission, now: datetime
) -> None:
    given(sent, cast.lan, now)
    seen = {actor.user.username for actor in (cast.lan, cast.binh, cast.minh, cast.hoa, cast.quan, cast.tuan, cast.admin,
            cast.officers[cast.tan_binh.pk]) if attachments_seen_by(actor).exists()}  # fmt: skip
    assert seen == {"lan", "binh", "minh", "hoa"}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"no_secrets": False}, "secrecy_unanswered"), ({"content": b""}, "file_empty"), ({"content": b"<html>"}, "file_kind"),
        ({"name": "TỐI MẬT.pdf"}, "file_secret"), ({"line": "COM99"}, "line_unknown"), ({"line": "MOD02"}, "line_unknown"),
    ],
)  # fmt: skip
def test_a_file_is_refused_before_anything_is_stored(
    cast: Cast, sent: Submission, now: datetime, changed: dict[str, object], code: str
) -> None:
    asked: dict[str, object] = {"line": "FRC04", "name": "so.pdf", "content": PAGE, "no_secrets": True, **changed}
    with pytest.raises(Invalid) as refused:
        attach(sent, actor=cast.lan, now=now, **asked)  # type: ignore[arg-type]
    assert refused.value.code == f"collection.{code}"
    assert not Attachment.objects.exists()


def test_a_word_file_with_a_secrecy_mark_is_refused(cast: Cast, sent: Submission, now: datetime) -> None:
    import io

    from docx import Document

    document, saved = Document(), io.BytesIO()
    document.add_paragraph("MẬT")
    document.add_paragraph("Báo cáo kết quả.")
    document.save(saved)
    with pytest.raises(Invalid) as refused:
        given(sent, cast.lan, now, content=saved.getvalue())
    assert (refused.value.code, refused.value.params["mark"]) == ("collection.file_secret", "MẬT")
    assert not Attachment.objects.exists()


def test_the_same_file_is_kept_once_for_a_line_and_any_number_of_others(
    cast: Cast, sent: Submission, now: datetime
) -> None:
    given(sent, cast.lan, now)
    with pytest.raises(Invalid) as refused:
        given(sent, cast.lan, now)
    assert refused.value.code == "collection.file_twice"
    for n in range(3):
        given(sent, cast.lan, now, content=PAGE + bytes([n]))
    given(sent, cast.lan, now, line="")
    assert counts_by_line(sent) == {"FRC04": 4, "": 1}
    assert evidence_of(sent) == {CellKey("FRC04"), None}


def test_a_removed_file_leaves_its_name_and_digest_and_no_bytes(cast: Cast, sent: Submission, now: datetime) -> None:
    kept = given(sent, cast.lan, now)
    later = now + timedelta(hours=1)
    remove_attachment(kept, actor=cast.binh, now=later)
    fresh = Attachment.objects.get(pk=kept.pk)
    assert (bytes(fresh.content), fresh.removed_at, fresh.sha256) == (b"", later, kept.sha256)
    assert [row.name for row in files_of(sent, "FRC04")] == ["so.pdf"]
    assert evidence_of(sent) == frozenset()
    with pytest.raises(DomainError) as refused:
        remove_attachment(kept, actor=cast.lan, now=later)
    assert refused.value.code == "collection.file_removed"
    assert given(sent, cast.lan, later).pk != kept.pk


def test_what_was_decided_on_stays_unless_the_desk_takes_it_out(cast: Cast, sent: Submission, now: datetime) -> None:
    kept = given(sent, cast.lan, now)
    open_report(sent, actor=cast.minh, now=now)
    approve(sent, actor=cast.minh, now=now)
    with pytest.raises(DomainError) as refused:
        remove_attachment(kept, actor=cast.lan, now=now)
    assert refused.value.code == "collection.file_decided"
    with pytest.raises(DomainError):
        remove_attachment(kept, actor=cast.tuan, now=now)
    assert remove_attachment(kept, actor=cast.minh, now=now).removed_at == now


def test_a_removed_signed_file_is_no_longer_named(cast: Cast, sent: Submission, now: datetime) -> None:
    paper = number_paper(sent, SIGNED, file=FILE, actor=cast.lan, now=now)
    assert paper.attachment is not None
    remove_attachment(paper.attachment, actor=cast.lan, now=now)
    assert signed_file(last_paper(sent)) is None


def test_a_photograph_is_stored_without_its_place(cast: Cast, sent: Submission, now: datetime) -> None:
    kept = given(sent, cast.lan, now, content=jpeg(exif("<", 1)))
    assert b"GPS" not in bytes(Attachment.objects.get(pk=kept.pk).content)
    assert kept.name == "so.pdf.jpg"


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("Đề nghị gọi 0912 345 678", "words_personal", "Đề nghị gọi"), ("012345678901", "words_personal", "đầu đoạn"),
        ("Gọi 0912 345 678 hoặc ông Nguyễn Văn An", "words_named", "i ████████████ hoặc ông"),
        ("(MẬT)", "words_secret", ""), ("Do đồng chí Nguyễn Văn An báo", "words_named", "Do đồng chí"), ("  ", "words_empty", ""), ("a" * 301, "words_too_long", ""),
    ],
)  # fmt: skip
def test_a_remark_with_a_persons_number_is_refused_with_the_place(
    cast: Cast, sent: Submission, now: datetime, text: str, code: str, said: str
) -> None:
    with pytest.raises(Invalid) as refused:
        remark(sent, line="FRC04", text=text, actor=cast.lan, now=now)
    assert refused.value.code == f"collection.{code}"
    assert refused.value.params.get("before", "") == said
    assert not Remark.objects.exists()


def test_the_unit_and_its_approver_remark_and_nobody_takes_a_remark_back(
    cast: Cast, sent: Submission, now: datetime
) -> None:
    made = remark(sent, line="FRC04", text="Đề nghị kiểm tra số lượt.", actor=cast.minh, now=now)
    remark(sent, line="", text="Đã kiểm tra.", actor=cast.lan, now=now)
    for stranger in (cast.hoa, cast.quan, cast.tuan):
        with pytest.raises(NotAllowed):
            remark(sent, line="FRC04", text="x", actor=stranger, now=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        made.delete()


def test_each_time_a_report_is_sent_it_has_a_receipt_with_what_was_sent_then(
    cast: Cast, sent: Submission, now: datetime
) -> None:
    number_paper(sent, SIGNED, file=None, actor=cast.lan, now=now)
    (code, step), *_ = receipt_codes(sent)
    found = receipt(code.lower(), cast.lan)
    assert (found.code, found.version, found.at, found.unit_name) == (code, 1, step.at, "Xã Tân An")
    assert {line.label: line.text for line in found.lines}["Lượt tuần tra, canh gác"] == "30"
    assert found.paper is not None
    send_back(sent, cells=[key("FRC04")], reason="Đề nghị kiểm tra.", actor=cast.minh, now=now)
    assert receipt(code, cast.minh).lines == found.lines


def test_a_code_of_another_unit_and_one_that_was_never_given_are_answered_alike(
    cast: Cast, sent: Submission, now: datetime
) -> None:
    code = receipt_codes(sent)[0][0]
    refusals = []
    for asked in (code, code[:-1] + ("A" if code[-1] != "A" else "B")):
        with pytest.raises(NotFound) as refused:
            receipt(asked, cast.tuan)
        refusals.append(refused.value.code)
    assert refusals == ["collection.receipt_unknown", "collection.receipt_mistyped"]
