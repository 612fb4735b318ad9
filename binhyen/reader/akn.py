"""A paper as Akoma Ntoso 3.0 (OASIS LegalDocML): its structure, its references and its duties, without names of persons."""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from binhyen.reader.guard import mask_personal
from binhyen.reader.names import name_spans, without_names
from binhyen.reader.reading import Reading, Reference, Task
from binhyen.reader.structure import Node, Outline, outline

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
DUTIES = "urn:binh-yen:nhiem-vu"
ET.register_namespace("nv", DUTIES)
_SOURCE = "#nguoi-doc"
_NO_DATE = "0001-01-01"
_ELEMENTS = {
    "chuong": "chapter",
    "dieu": "article",
    "khoan": "paragraph",
    "muc": "clause",
    "diem": "point",
    "gach": "indent",
    "cong": "indent",
}
_KINDS = {
    "CT": "Chỉ thị", "KH": "Kế hoạch", "NQ": "Nghị quyết", "KL": "Kết luận", "QĐ": "Quyết định", "CTR": "Chương trình", "CTHĐ": "Chương trình hành động",
    "CTPH": "Chương trình phối hợp", "HD": "Hướng dẫn", "TB": "Thông báo", "BC": "Báo cáo", "CĐ": "Công điện", "ĐA": "Đề án",
}  # fmt: skip
_BAD = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OMITTED = "[họ tên không ghi]"
_CAPACITY = re.compile(r"(?:t/m|tm|kt|tl|tuq|t\.m|k\.t|q)[./ ] ?\w", re.IGNORECASE)
_OPENING = 1200


@dataclass(frozen=True, slots=True)
class _Identity:
    """What a paper is known by: kind, its mention of itself, day of issue, issuing body, and the day of the file."""

    kind: str
    own: Reference | None
    issued: str | None
    issuer: str
    made: date | None


@dataclass(frozen=True, slots=True)
class _Paper:
    """What every element is made from: the text with personal numbers covered, names to leave out, references and tasks."""

    text: str
    references: tuple[Reference, ...]
    tasks: tuple[Task, ...]


def as_akn(text: str, reading: Reading, outlined: Outline | None = None, made: date | None = None) -> str:
    """``text`` as an Akoma Ntoso 3.0 document, valid against the strict schema.

    ``reading`` is what ``read`` gave for the same text; ``outlined`` its structure, made here where it is not given; ``made``
    the day of this file (the paper's own day where it is not given). A paper without a day has the day 0001-01-01, "không rõ".
    Names of persons that ``names`` knows are left out with a remark, and numbers of persons, telephones and vehicles are covered.
    """
    paper = _Paper(mask_personal(text)[0], reading.references, reading.tasks)
    shape = outlined or outline(text)
    root = ET.Element("akomaNtoso", xmlns=NAMESPACE)
    own = _own(reading, shape.nodes)
    kind = _kind(reading, own)
    doc = ET.SubElement(root, "doc", name=slug(kind))
    issuer = (own.issuer if own else None) or _letterhead(paper.text, shape.nodes) or "Cơ quan ban hành"
    _identification(doc, _Identity(kind, own, reading.document.date or (own.date if own else None), issuer, made))
    _references(doc[0], reading, shape, own, issuer)
    _duties(doc[0], reading.tasks, shape)
    _bodies(doc, paper, shape.nodes)
    _break_lines(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def slug(words: str) -> str:
    """ "Chỉ thị" as "chi-thi": letters of the ASCII alphabet, digits and hyphens."""
    plain = unicodedata.normalize("NFD", words.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-") or "van-ban"


def _own(reading: Reading, nodes: tuple[Node, ...]) -> Reference | None:
    """The paper's mention of itself: in its head, else the first of its kind in the opening words."""
    head = nodes[0].end if nodes and nodes[0].kind == "head" else 0
    for reference in reading.references:
        if reference.symbol and reference.start < head:
            return reference
    if reading.document.kind == "chỉ thị":
        return next((r for r in reading.references if r.kind == "Chỉ thị" and r.number and r.start < _OPENING), None)
    return None


def _kind(reading: Reading, own: Reference | None) -> str:
    if own:
        return own.kind
    if reading.document.kind == "chỉ thị":
        return "Chỉ thị"
    title = (reading.document.title or "").lower()
    known = next(
        (kind for kind in sorted(_KINDS.values(), key=len, reverse=True) if title.startswith(kind.lower())), None
    )
    return known or ("Báo cáo" if reading.document.kind else "Văn bản")


_CELLS = re.compile(r"\t| {3,}|\|")
_NO_BODY = re.compile(
    r"cộng hòa|độc lập|đảng cộng sản|số\W|(?:chỉ thị|kế hoạch|báo cáo|nghị quyết|kết luận|quyết định|chương trình|hướng dẫn|thông báo|công điện|đề án)(?!\w)"
)


def _letterhead(text: str, nodes: tuple[Node, ...]) -> str | None:
    """The issuing body as the letterhead names it, in capitals, over one or two lines."""
    if not nodes or nodes[0].kind != "head":
        return None
    names: list[str] = []
    for start, end in _lines(text, nodes[0]):
        cell = _CELLS.split(text[start:end].strip())[0].strip()
        if not cell.isupper() or len(cell) < 3 or _NO_BODY.match(cell.lower()):
            break
        names.append(cell)
    return " - ".join(names) or None


def _identification(doc: ET.Element, paper: _Identity) -> None:
    """Work, expression and manifestation with their addresses, days and authors."""
    meta = ET.SubElement(doc, "meta")
    number = paper.own.canonical if paper.own else None
    work = "/".join(("/akn/vn/doc", slug(paper.kind), paper.issued or _NO_DATE, slug(number) if number else "khong-so"))
    identification = ET.SubElement(meta, "identification", source=_SOURCE)
    for name, uri, suffix in (
        ("Work", work, ""), ("Expression", f"{work}/vie@", ""), ("Manifestation", f"{work}/vie@", ".xml")
    ):  # fmt: skip
        part = ET.SubElement(identification, f"FRBR{name}")
        ET.SubElement(part, "FRBRthis", value=f"{uri}/!main{suffix}")
        ET.SubElement(part, "FRBRuri", value=uri + suffix)
        day = paper.made.isoformat() if paper.made and name == "Manifestation" else paper.issued
        ET.SubElement(part, "FRBRdate", date=day or _NO_DATE, name=_day_name(name, day))
        ET.SubElement(part, "FRBRauthor", href="#co-quan" if name != "Manifestation" else _SOURCE)
        _properties(part, name, paper.kind, number)


def _day_name(part: str, day: str | None) -> str:
    if day is None:
        return "không rõ"
    return "tệp" if part == "Manifestation" else "ban hành"


def _properties(part: ET.Element, name: str, kind: str, number: str | None) -> None:
    if name == "Work":
        ET.SubElement(part, "FRBRcountry", value="vn")
        ET.SubElement(part, "FRBRsubtype", value=slug(kind))
        if number:
            ET.SubElement(part, "FRBRnumber", value=clean(number))
        ET.SubElement(part, "FRBRname", value=clean(kind))
    elif name == "Expression":
        ET.SubElement(part, "FRBRlanguage", language="vie")
    else:
        ET.SubElement(part, "FRBRformat", value="application/akn+xml")


def _organisation(parent: ET.Element, identity: str, shown: str) -> None:
    ET.SubElement(
        parent, "TLCOrganization", eId=identity, href=f"/ontology/organization/vn/{slug(shown)}", showAs=shown
    )


def _references(meta: ET.Element, reading: Reading, shape: Outline, own: Reference | None, issuer: str) -> None:
    """The issuing body, and each document named: what the paper rests on ("can-cu") and what it only cites ("vien-dan")."""
    references = ET.SubElement(meta, "references", source=_SOURCE)
    _organisation(references, "co-quan", clean(issuer))
    _organisation(references, "nguoi-doc", "Bình Yên")
    preamble = next((node for node in shape.nodes if node.kind == "preamble"), None)
    for place, reference in enumerate(_named_once(reading.references, own), 1):
        ET.SubElement(
            references, "TLCReference", eId=f"vb-{place}", href=_href(reference), showAs=clean(reference.canonical),
            name="can-cu" if preamble and preamble.start <= reference.start < preamble.end else "vien-dan",
        )  # fmt: skip


def _named_once(references: Iterable[Reference], own: Reference | None) -> list[Reference]:
    """Each document named in the text once, the paper itself left out."""
    found: dict[str, Reference] = {}
    for reference in references:
        if own is None or reference.canonical != own.canonical:
            found.setdefault(reference.canonical, reference)
    return list(found.values())


def _href(reference: Reference) -> str:
    kind = "act" if reference.kind in ("Luật", "Bộ luật", "Pháp lệnh") else "doc"
    return "/".join(("/akn/vn", kind, slug(reference.kind), reference.date or _NO_DATE, slug(reference.canonical)))


def _duties(meta: ET.Element, tasks: tuple[Task, ...], shape: Outline) -> None:
    """What each duty says, as data beside the text; ``href`` is the stretch that states it, ``clause`` where it stands."""
    if not tasks:
        return
    holder = ET.SubElement(meta, "proprietary", source=_SOURCE)
    for place, task in enumerate(tasks, 1):
        said = {"href": f"#nv-{place}", "lead": clean(task.lead), "action": clean(task.action)}
        clause = shape.clause_of(task.start)
        said |= {"clause": f"#{clause}"} if clause else {}
        said |= {"deadline": task.deadline} if task.deadline else {}
        said |= {"recurrence": task.recurrence} if task.recurrence else {}
        duty = ET.SubElement(holder, f"{{{DUTIES}}}task", said)
        for body in task.coordinate:
            ET.SubElement(duty, f"{{{DUTIES}}}coordinate").text = clean(body)


_MIXED = ("p", "heading", "num", f"{{{DUTIES}}}coordinate")


def _break_lines(element: ET.Element) -> None:
    """A line for each element that holds no words; words stay as they are."""
    if element.tag not in _MIXED and len(element):
        element.text = "\n"
        for child in element:
            _break_lines(child)
            child.tail = "\n"


def clean(words: str) -> str:
    """Words as XML takes them, names of persons left out and their numbers covered, blanks single."""
    return " ".join(_BAD.sub("", without_names(mask_personal(unicodedata.normalize("NFC", words))[0])).split())


def _bodies(doc: ET.Element, paper: _Paper, nodes: tuple[Node, ...]) -> None:
    """Preface, preamble, main body and conclusions, in the order that the schema wants."""
    held: dict[str, list[Node]] = {"head": [], "preamble": [], "conclusions": []}
    main: list[Node] = []
    for node in nodes:
        held.get(node.kind, main).append(node)
    for kind, name in (("head", "preface"), ("preamble", "preamble")):
        for node in held[kind]:
            _blocks(ET.SubElement(doc, name, eId=node.id), paper, node)
    body = ET.SubElement(doc, "mainBody", eId="than-van-ban")
    for node in main:
        if node.kind == "paragraph":
            _paragraph(body, paper, node.id, node.words)
        else:
            _hierarchy(body, paper, node)
    if not main:
        ET.SubElement(body, "p")
    for node in held["conclusions"]:
        element = ET.SubElement(doc, "conclusions", eId=node.id)
        for child in node.children:
            (_signature if child.kind == "signature" else _blocks)(element, paper, child)


def _blocks(element: ET.Element, paper: _Paper, node: Node) -> None:
    """A node and all below it as plain paragraphs, one a line."""
    if node.kind in ("head", "recipients"):
        for place, (start, end) in enumerate(_lines(paper.text, node), 1):
            _paragraph(element, paper, f"{node.id}__dong-{place}", (start, end))
        return
    if node.words[0] < node.words[1]:
        _paragraph(element, paper, node.id, node.words)
    for child in node.children:
        _blocks(element, paper, child)


def _lines(text: str, node: Node) -> list[tuple[int, int]]:
    found = (match.span() for match in re.finditer(r"[^\r\n]+", text[node.start : node.end]))
    return [(node.start + a, node.start + b) for a, b in found if text[node.start + a : node.start + b].strip()]


def _signature(element: ET.Element, paper: _Paper, node: Node) -> None:
    """In what capacity the paper is signed; who signed it is left out."""
    written = [unicodedata.normalize("NFC", paper.text[a:b]) for a, b in _lines(paper.text, node)]
    block = ET.SubElement(element, "p", {"eId": node.id, "class": "signature"})
    for words in filter(_is_capacity, written):
        ET.SubElement(block, "signature").text = clean(words)
    ET.SubElement(block, "remark", status="editorial").text = _OMITTED


def _is_capacity(words: str) -> bool:
    """Whether a line names the body or the post, and no person."""
    bare = words.strip()
    return bool(_CAPACITY.match(bare)) or (
        bare.isupper() and bool(_POST_WORD.search(bare.lower())) and not name_spans(bare)
    )


_POST_WORD = re.compile(
    r"(?<!\w)(?:chủ tịch|giám đốc|bí thư|bộ trưởng|thứ trưởng|trưởng|phó|chánh|thủ tướng|chỉ huy|chủ nhiệm|ủy ban|công an|sở|ban|bộ|hội)(?!\w)"
)


def _hierarchy(parent: ET.Element, paper: _Paper, node: Node) -> None:
    """A numbered node: its number, its heading or opening words, and what stands below it."""
    name = node.id.rpartition("__")[2].rpartition("-")[0]
    tag = "part" if node.kind == "part" and name == "phan" else _ELEMENTS.get(name, "hcontainer")
    element = ET.SubElement(
        parent, tag, {"eId": node.id, **({"name": name or node.kind} if tag == "hcontainer" else {})}
    )
    shown = clean(paper.text[node.start : node.words[0]])
    if shown:
        ET.SubElement(element, "num").text = shown
    if node.heading and node.kind in ("part", "clause", "point"):
        _inline(ET.SubElement(element, "heading"), paper, node.words)
    if not node.children:
        content = ET.SubElement(element, "content")
        _paragraph(content, paper, f"{node.id}__noi-dung", node.words if not node.heading else (0, 0))
        return
    if not node.heading and node.words[0] < node.words[1]:
        _paragraph(ET.SubElement(element, "intro"), paper, f"{node.id}__mo", node.words)
    for child in node.children:
        if child.kind == "paragraph":
            content = ET.SubElement(ET.SubElement(element, "alinea", eId=child.id), "content")
            _paragraph(content, paper, f"{child.id}__noi-dung", child.words)
        else:
            _hierarchy(element, paper, child)


def _paragraph(parent: ET.Element, paper: _Paper, identity: str, words: tuple[int, int]) -> None:
    _inline(ET.SubElement(parent, "p", eId=identity), paper, words)


def _inline(element: ET.Element, paper: _Paper, words: tuple[int, int]) -> None:
    """The words with their duties marked as spans and their references as links."""
    at, end = words
    for place in range(bisect_left(paper.tasks, at + 1, key=lambda task: task.end), len(paper.tasks)):
        task = paper.tasks[place]
        first, last = max(task.start, at), min(task.end, end)
        if task.start >= end:
            break
        _linked(element, paper, at, first)
        known = {"eId": f"nv-{place + 1}"} if task.start >= words[0] else {}
        _linked(ET.SubElement(element, "span", {"class": "nhiem-vu", **known}), paper, first, last)
        at = last
    _linked(element, paper, at, end)


def _linked(element: ET.Element, paper: _Paper, start: int, end: int) -> None:
    at = start
    for place in range(
        bisect_left(paper.references, start, key=lambda reference: reference.start), len(paper.references)
    ):
        reference = paper.references[place]
        if reference.end > end:
            break
        if reference.start >= at:
            _words(element, paper.text[at : reference.start])
            link = ET.SubElement(element, "ref", eId=f"ref-{place + 1}", href=_href(reference))
            _words(link, paper.text[reference.start : reference.end])
            at = reference.end
    _words(element, paper.text[at:end])


def _words(element: ET.Element, words: str) -> None:
    """Words after what stands in ``element``; a name of a person gives way to a remark."""
    at, words = 0, unicodedata.normalize("NFC", words)
    for start, end in name_spans(words):
        _append(element, words[at:start])
        ET.SubElement(element, "remark", status="editorial").text = _OMITTED
        at = end
    _append(element, words[at:])


def _append(element: ET.Element, words: str) -> None:
    shown = re.sub(r"\s+", " ", _BAD.sub("", words))
    if not shown:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + shown
    else:
        element.text = (element.text or "") + shown
