"""Đôn đốc: the text to copy into a message, and the draft of the letter. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from binhyen.collection.letters.sentences import given_words, moment, owing_words, working_days
from binhyen.foundation.official.content import (
    Annex,
    Column,
    Heading,
    OfficialDocument,
    Paragraph,
    Row,
    Run,
    Signer,
    Table,
    date_to_fill,
    number_to_fill,
    plain,
)
from binhyen.foundation.vietnamese import padded

IN_THE_LETTER = 15
"""So many units are named in the letter itself; the annex lists all."""

_FULL_NAME = "PHÒNG, CHỐNG TỘI PHẠM, TỆ NẠN XÃ HỘI VÀ XÂY DỰNG PHONG TRÀO TOÀN DÂN BẢO VỆ AN NINH TỔ QUỐC"


@dataclass(frozen=True)
class Late:
    """A unit that still owes: its name ("Xã An Lộc"), what it has done, its deadline, working days over (None: not yet).

    ``place`` is its place in the order of names.
    """

    name: str
    state: str
    filled: str
    due: str
    days: int | None
    place: int = 0


@dataclass(frozen=True)
class Urging:
    """What is urged: the report ("Biểu 02, 6 tháng đầu năm 2026"), how many gave it, who has not, who has to correct it.

    ``basis`` names the document that asks for the report ("" where none does); ``kind`` are the kinds of unit.
    """

    what: str
    form: str
    kind: str
    given: int
    owed: int
    at: datetime
    owing: tuple[Late, ...]
    correcting: tuple[Late, ...]
    due: str = ""
    basis: str = ""


@dataclass(frozen=True)
class Sender:
    """Who urges whom, in one line of work: heads, symbol, how the paper speaks of both, powers and office of the signature."""

    superior: tuple[str, ...]
    issuers: tuple[str, ...]
    symbol: str
    place: str
    voice: str
    desk: str
    addressed: str
    power: tuple[str, ...]
    head: str
    invented: bool = False


def sender(line_of_work: str, *, kind: str, name: str, units: str, invented: bool) -> Sender | None:
    """Who urges in a line of work; None for the Party's, whose papers follow another layout.

    ``kind`` and ``name`` are those of the province ("tỉnh", "Mẫu"), ``units`` the kinds of unit below.
    """
    if line_of_work == "front":
        front = "Ủy ban Mặt trận Tổ quốc Việt Nam"
        return Sender(
            superior=(), issuers=("ỦY BAN MẶT TRẬN TỔ QUỐC", f"VIỆT NAM {kind} {name}".upper(), "BAN THƯỜNG TRỰC"),
            symbol="MTTQ-BTT", place=name, voice=f"Ban Thường trực {front} {kind}", desk=f"Ban Thường trực {front} {kind}",
            addressed=f"Ban Thường trực {front} các {units}", power=("TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
            head=f"Chủ tịch {front} {kind}", invented=invented,
        )  # fmt: skip
    if line_of_work == "party":
        return None
    return Sender(
        superior=("ỦY BAN NHÂN DÂN", f"{kind} {name}".upper()), issuers=(f"BAN CHỈ ĐẠO {_FULL_NAME}",), symbol="BCĐ",
        place=name, voice=f"Ban Chỉ đạo {kind}", desk=f"Cơ quan Thường trực Ban Chỉ đạo {kind}",
        addressed=f"Ủy ban nhân dân các {units}", power=("TM. BAN CHỈ ĐẠO", "KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"),
        head=f"Trưởng Ban Chỉ đạo {kind}", invented=invented,
    )  # fmt: skip


def text_to_copy(urging: Urging, desk: str) -> str:
    """Three lines for a message: how many have reported, who has not, what is asked for; ``desk`` answers questions."""
    named = _named(urging)
    return "\n".join(
        [
            f"Đến {moment(urging.at)}, {given_words(urging.given, urging.owed, urging.kind, urging.what)}",
            named or "Các đơn vị đã gửi đủ báo cáo.",
            f"Đề nghị các {urging.kind} có tên trên khẩn trương hoàn thành, gửi báo cáo"
            f"{f' (hạn {urging.due})' if urging.due else ''}; nếu có vướng mắc, đề nghị trao đổi với {desk}."
            if named
            else "Cảm ơn các đơn vị đã phối hợp.",
        ]
    )


def _named(urging: Urging) -> str:
    parts = []
    if urging.owing:
        days = [late.days for late in urging.owing if late.days is not None]
        said = owing_words(len(urging.owing), urging.kind, urging.form, days).rstrip(".")
        parts.append(f"{said}: {', '.join(late.name for late in urging.owing)}.")
    if urging.correcting:
        days = [late.days for late in urging.correcting if late.days is not None]
        said = owing_words(len(urging.correcting), urging.kind, urging.form, days, again=True).rstrip(".")
        parts.append(f"{said}: {', '.join(late.name for late in urging.correcting)}.")
    return " ".join(parts)


def letter(urging: Urging, who: Sender) -> OfficialDocument:
    """The draft of the letter (công văn đôn đốc), by Nghị định 30/2020/NĐ-CP; number, date and new deadline are left open."""
    late = sorted((*urging.owing, *urging.correcting), key=lambda one: one.place)
    annex = Annex(
        "Phụ lục", f"Danh sách {urging.kind} chưa hoàn thành {urging.form}", tables=(_table(late),) if late else ()
    )
    return OfficialDocument(
        heading=Heading(who.superior, who.issuers, number_to_fill(who.symbol), date_to_fill(who.place, urging.at.year)),
        title="",
        subject=f"đôn đốc gửi {urging.what}",
        made_on=urging.at.date().isoformat(),
        addressed=(f"{who.addressed}.",),
        opening=(*_state_of_things(urging), _asked(urging, who)),
        closing=plain("Đề nghị các đơn vị quan tâm, phối hợp thực hiện./."),
        annexes=(annex,),
        signers=(Signer(who.power),),
        recipients=("Như trên;", f"{who.head} (để báo cáo);", "Lưu: VT, …"),
        demo=who.invented,
    )


def _state_of_things(urging: Urging) -> list[Paragraph]:
    """Who has reported and who has not; few units are named."""
    basis = f"Thực hiện {urging.basis}" if urging.basis else "Thực hiện chế độ thông tin, báo cáo"
    given = given_words(urging.given, urging.owed, urging.kind, urging.what)
    said = [plain(f"{basis}, đến {moment(urging.at)}, {given}")]
    if urging.owing:
        days = [one.days for one in urging.owing if one.days is not None]
        sentence = owing_words(len(urging.owing), urging.kind, urging.form, days)
        said.append(plain(_with_names(sentence, urging.owing)))
    if urging.correcting:
        count = padded(len(urging.correcting))
        sentence = f"{count} {urging.kind} có báo cáo trả lại để chỉnh lý, chưa gửi lại."
        said.append(plain(_with_names(sentence, urging.correcting)))
    return said


def _with_names(sentence: str, units: Sequence[Late]) -> str:
    if len(units) > IN_THE_LETTER:
        return sentence
    return f"{sentence.rstrip('.')}: {', '.join(one.name for one in units)}."


def _asked(urging: Urging, who: Sender) -> Paragraph:
    return plain(
        f"Để kịp thời tổng hợp, {who.voice} đề nghị {who.addressed} có tên trong danh sách kèm theo khẩn trương hoàn thành, "
        f"gửi báo cáo trước … giờ … ngày …/…/{urging.at.year}; trường hợp có khó khăn, vướng mắc, đề nghị trao đổi với "
        f"{who.desk}."
    )


def _table(late: Sequence[Late]) -> Table:
    """The list in the order of names: never a ranking."""
    columns = (
        Column("TT", 6, "center"),
        Column("Đơn vị", 22),
        Column("Tình trạng", 24),
        Column("Chỉ tiêu đã nhập", 12, "center"),
        Column("Hạn gửi", 22, "center"),
        Column("Quá hạn", 14, "center"),
    )
    rows = tuple(
        Row(tuple((Run(text),) for text in (padded(n), one.name, one.state, one.filled, one.due, _over(one.days))))
        for n, one in enumerate(late, 1)
    )
    note = plain("Ngày quá hạn là ngày làm việc; không tính thời gian cấp trên thẩm định.", "note")
    return Table(columns, rows, notes=(note,))


def _over(days: int | None) -> str:
    return "chưa đến hạn" if days is None else working_days(days).replace(" làm việc", "")
