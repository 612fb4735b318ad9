"""Odd texts and odd files made from the corpus: the same ones for the same seed and number, while the corpus stays the same."""

from __future__ import annotations

import io
import random
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from tests.reader.hostile import HOSTILE
from tests.reader.spans import CORPUS

NAME = "Zyvăn Quỳnhxa"
NAMED = (
    f"Đồng chí Lê {NAME}, Giám đốc Công an tỉnh, trao 12 giấy khen cho 5 tập thể và 7 cá nhân.",
    f"Chủ tịch Lê {NAME} tặng Bằng khen cho 3 tập thể.",
    f"Giao đồng chí Nguyễn {NAME}, Trưởng Công an xã, chủ trì, phối hợp với ông Trần {NAME} thực hiện 4 nhiệm vụ.",
    f"Theo Thượng tá Phạm {NAME}, đến nay toàn huyện có 58 mô hình, trong đó 12 mô hình mới.",
)
PIECES = (
    "1.234", "trên", "vụ", "Chỉ thị số 48-CT/TW", "trong đó", "%", "năm 2019", ",", ".", "\n", "“", '"', "(", ")", "/", "…", "- ", "|", "\t", "từ 5 đến 7",
    "hàng trăm", "tổ chức", "của Bộ Công an", "ngày 22/10/2010", "mười lăm", "xã, phường", "\u00a0", "\u200b", "e\u0302\u0301", "🙂", "\x00", "ﬁ", "İ", "\r\n",
    "\u2028", "\x85", "\x1c", "0912 345 678", "tặng bằng khen cho 3 tập thể", "yêu cầu các cấp ủy phải", "Nội dung chỉ thị như sau", "1.474 + 482", "cùng kỳ",
    "5/8 xã", "1,2 triệu", "2,3 tỷ đồng", "giảm từ 17 xuống 5", "999999999999999999999999", "0,0", "-3,2%", "12.34.56", "1e999", "½", "٣٤", "²", "Ⅳ", "\u0301" * 9,
    "Điều 1.", "a)", "I.", "Tin liên quan", "Lượt xem: 3.456", "MẬT", "T.Ư", "T.U", "tăng 12,3%", "chiếm 120%", "tổng số", "Cộng", "STT", "\ud7ff", "\U0010ffff",
)  # fmt: skip
ENDLESS = (
    "1 ", "1.", "1,", "1%, ", "Chỉ thị ", "số ", "của Bộ Công An ", "trong đó 1 vụ, ", ". ", "các cấp ủy, ", '"', "\u0301", "từ năm 2014 đến ", "tặng bằng khen ",
    "MẬT  ", "(", "a) ", "1. ", "I. ", "| ", "|\n", "1 | 2\n", "\t", "\n", "-\n", "mười ", "hai mươi ", "từ 1 đến ", "1-", "1/", "Nghị quyết 1, ", "và ", "xã, phường, ",
    "NGUYỄN ", "Lê Văn ", "Đồng chí ", "phải ", "giao ", "và các Nghị quyết số 1/", "tăng 1 vụ so với ", "trên ", " ", "\u00a0", "\u200b", "e\u0302\u0301", "A", "ạ",
    "Điều 1. ", "so với cùng kỳ ", "chiếm 1% tổng số ", "[", "<", "&amp;", "ngày 1/1/2020 ", "quý I ", "0,", "...", "…", "“", "thứ hai ", "hàng trăm ", "1 xã. ", "1 tổ, 2 ",
)  # fmt: skip


@dataclass(frozen=True)
class Odd:
    """One input: ``data`` is a text, or the bytes of a file called ``name``.

    ``named``: it holds a person's name. ``sound``: nothing in it is wrong, so that it must not be refused.
    """

    data: str | bytes
    name: str
    named: bool = False
    sound: bool = False

    @property
    def size(self) -> int:
        """Characters of a text, bytes of a file."""
        return len(self.data)


def make(seed: int, number: int, *, files: bool) -> Odd:
    """The input of this number; with ``files`` every third one is a file."""
    chance = random.Random(seed * 1_000_003 + number)
    texts = _corpus()
    if files and number % 3 == 2:
        return _file(chance, chance.choice(texts))
    kind = chance.random()
    if kind < 0.10:
        return Odd("".join(chance.choice((*PIECES, " ", " ")) for _ in range(chance.randrange(400))), "pieces.txt")
    if kind < 0.22:
        return Odd(_endless(chance), "endless.txt")
    text = _mutated(chance, chance.choice(texts), texts)
    if kind < 0.40:
        return Odd(f"{text}\n{chance.choice(NAMED)}\n{chance.choice(texts)}", "named.txt", named=True)
    return Odd(text, "mutated.txt")


_TEXTS: list[str] = []


def _corpus() -> list[str]:
    if not _TEXTS:
        _TEXTS.extend(path.read_bytes().decode() for path in sorted(CORPUS.rglob("*.txt")))
    return _TEXTS


def _endless(chance: random.Random) -> str:
    """Pieces again and again, as long as patterns that try everything everywhere would take hours for."""
    size = chance.choice((500, 5_000, 60_000))
    if chance.random() < 0.5:
        text = "".join(HOSTILE[name](size // 2) for name in chance.sample(sorted(HOSTILE), 2))
    else:
        unit = "".join(chance.choices(ENDLESS, k=chance.randrange(1, 4)))
        text = unit * (size // len(unit) + 1)
    return (
        chance.choice(("", "Chỉ thị số 1-CT/TW. ", "Sơ kết 5 năm ")) + text + chance.choice(("", "x", " vụ", "\n1 vụ."))
    )


# Texts


def _mutated(chance: random.Random, text: str, texts: list[str]) -> str:
    for _ in range(chance.randrange(1, 8)):
        text = chance.choice(_MUTATIONS)(chance, text, texts) or "1 vụ"
    return text[:60_000]


def _cut(chance: random.Random, text: str) -> tuple[int, int]:
    start = chance.randrange(len(text) + 1)
    return start, min(len(text), start + chance.choice((1, 3, 20, 200)))


def _drop(chance: random.Random, text: str, texts: list[str]) -> str:
    start, end = _cut(chance, text)
    return text[:start] + text[end:]


def _double(chance: random.Random, text: str, texts: list[str]) -> str:
    start, end = _cut(chance, text)
    return text[:end] + text[start:end] * chance.choice((1, 2, 30)) + text[end:]


def _insert(chance: random.Random, text: str, texts: list[str]) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(("", " ")) + chance.choice(PIECES) + chance.choice(("", " ")) + text[place:]


def _splice(chance: random.Random, text: str, texts: list[str]) -> str:
    other = chance.choice(texts)
    return text[: chance.randrange(len(text) + 1)] + other[chance.randrange(len(other)) :]


def _shuffle(chance: random.Random, text: str, texts: list[str]) -> str:
    parts = text.split(separator := chance.choice(("\n", ". ", ", ", " ")))
    chance.shuffle(parts)
    return separator.join(parts)


def _digits(chance: random.Random, text: str, texts: list[str]) -> str:
    return re.sub(r"\d", lambda m: chance.choice("0123456789") if chance.random() < 0.4 else m.group(), text)


def _blanks(chance: random.Random, text: str, texts: list[str]) -> str:
    blank = chance.choice(("\u00a0", "  ", "\t", "\n", "", "\u200b", " | ", "\u3000", " \u00ad"))
    rate = chance.choice((0.02, 0.5, 1.0))
    return re.sub(" ", lambda m: blank if chance.random() < rate else " ", text)


def _spell(chance: random.Random, text: str, texts: list[str]) -> str:
    change: Callable[[str], str] = chance.choice(
        (
            str.upper, str.lower, str.title, lambda t: unicodedata.normalize("NFD", t), lambda t: unicodedata.normalize("NFKC", t),
            lambda t: t.replace("\n", "\r\n"), lambda t: t.replace("-", "–"), lambda t: t.replace(".", ""), lambda t: t.replace("\n", " "), lambda t: t[::-1],
        )
    )  # fmt: skip
    start, end = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
    return text[:start] + change(text[start:end]) + text[end:]


_MUTATIONS = (_drop, _double, _insert, _insert, _splice, _shuffle, _digits, _blanks, _spell)


# Files


def _file(chance: random.Random, text: str) -> Odd:
    kind = chance.choice(("txt", "html", "docx", "pdf"))
    odd = chance.random() < 0.7
    if kind == "txt":
        codec = chance.choice(
            ("utf-8", "utf-8-sig", "utf-16") if not odd else ("utf-8", "utf-16-le", "cp1258", "latin-1")
        )
        data = text.encode(codec, errors="replace")
    elif kind == "html":
        data = _html(chance, text)
    else:
        data = _docx(chance, text, odd=odd) if kind == "docx" else _pdf(text)
    if not odd:
        return Odd(data, f"sound.{kind}", sound=kind != "html")
    name = chance.choice(("txt", "html", "docx", "pdf")) if chance.random() < 0.1 else kind
    return Odd(_damaged(chance, data) if chance.random() < 0.8 else data, f"odd.{name}")


def _damaged(chance: random.Random, data: bytes) -> bytes:
    held = bytearray(data)
    for _ in range(chance.choice((1, 1, 5, 60))):
        place = chance.randrange(len(held) + 1)
        act = chance.randrange(5)
        if act == 0:
            held[place : place + 1] = chance.randbytes(1)
        elif act == 1:
            del held[place : place + chance.choice((1, 10, 300))]
        elif act == 2:
            held[place:place] = held[place : place + chance.choice((1, 30, 900))]
        elif act == 3:
            held[place:place] = chance.randbytes(chance.choice((1, 4, 50)))
        elif chance.random() < 0.2:
            del held[place:]
    return bytes(held)


def _html(chance: random.Random, text: str) -> bytes:
    tags = "p div td li span h1 script style table nav b !-- pre svg template".split()
    parts = []
    for line in text.split("\n"):
        tag = chance.choice(tags) if chance.random() < 0.3 else "p"
        closing = "" if chance.random() < 0.1 else f"</{tag}>"
        attribute = chance.choice(("", " class=x", " hidden", " ='\""))
        parts.append(f"<{tag}{attribute}>{escape(line)}{closing}")
    if chance.random() < 0.1:
        parts.insert(0, "<div>" * chance.choice((500, 20_000)))
    head = chance.choice(
        ("", "<!doctype html><html><head><meta charset=utf-8><title>Tin</title></head><body>", "<?xml version='1.0'?>")
    )
    return (head + "\n".join(parts)).encode()


_DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{entities}<w:document xmlns:w="http://schemas.openxmlformats.org/'
    'wordprocessingml/2006/main"><w:body>{body}<w:sectPr/></w:body></w:document>'
)
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.'
    'main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha ha ha ha">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def _docx(chance: random.Random, text: str, *, odd: bool) -> bytes:
    lines = text.split("\n")
    body = "".join(_paragraph(chance, line, odd=odd) for line in lines)
    if chance.random() < 0.4:
        cells = "".join(f"<w:tc>{_paragraph(chance, line, odd=odd)}</w:tc>" for line in lines[:4])
        body += f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    document = _DOCUMENT.format(entities="", body=body)
    if odd:
        document = chance.choice((_nested, _laughing, _gap, _whole))(chance, body, document)
    parts = [("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS), ("word/document.xml", document)]
    if odd and chance.random() < 0.1:
        del parts[chance.randrange(3)]
    if odd and chance.random() < 0.1:
        parts.append(("word/media/big.bin", "\0" * 40_000_000))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, held in parts:
            archive.writestr(zipfile.ZipInfo(name), held, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _nested(chance: random.Random, body: str, document: str) -> str:
    return _DOCUMENT.format(entities="", body="<w:tbl><w:tr><w:tc>" * chance.choice((50, 3_000)) + body)


def _laughing(chance: random.Random, body: str, document: str) -> str:
    return _DOCUMENT.format(entities=f"{_LAUGHS}]>", body=f"<w:p><w:r><w:t>&i;</w:t></w:r></w:p>{body}")


def _gap(chance: random.Random, body: str, document: str) -> str:
    start = chance.randrange(len(document))
    return document[:start] + document[start + chance.choice((1, 5, 50)) :]


def _whole(chance: random.Random, body: str, document: str) -> str:
    return document


def _paragraph(chance: random.Random, line: str, *, odd: bool) -> str:
    kind = chance.choice(("w:ins", "w:del", "w:x")) if odd and chance.random() < 0.1 else ""
    run = f'<w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r>'
    return f"<w:p><{kind}>{run}</{kind}></w:p>" if kind else f"<w:p>{run}</w:p>"


def _pdf(text: str) -> bytes:
    """A page with the words that a standard font can show: enough for a file that has text, and is then damaged."""
    plain = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()
    lines = [re.sub(r"([\\()])", r"\\\1", line)[:90] for line in plain.split("\n")[:50]]
    shown = "BT /F1 10 Tf 12 TL 40 800 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]  # fmt: skip
    made, places = "%PDF-1.4\n", []
    for number, held in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{held}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return f"{made}xref\n0 6\n0000000000 65535 f \n{table}{trailer}".encode()
