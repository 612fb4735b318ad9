"""Files made from texts of the corpus, as offices and web sites make them."""

from __future__ import annotations

import html
import io
import re
import zipfile

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

_RULE = re.compile(r"[-|: \t]*")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def blocks(text: str) -> list[str | list[list[str]]]:
    """The lines of a text; lines of cells that follow each other as one table."""
    found: list[str | list[list[str]]] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").replace("\t", "|").split("|")]
        if len(cells) > 1 and _RULE.fullmatch(line):
            continue
        if len(cells) == 1:
            found.append(line)
        elif found and isinstance(found[-1], list):
            found[-1].append(cells)
        else:
            found.append([cells])
    return [block for block in found if block]


def word(text: str, size: int = 14, indent_cm: float = 1.27) -> bytes:
    """A Word file: Times of an office paper, set to both sides, first lines indented; tables with lines."""
    paper = docx.Document()
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Liberation Serif", Pt(size)
    for block in blocks(text):
        if isinstance(block, str):
            paragraph = paper.add_paragraph(block)
            if indent_cm:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
                paragraph.paragraph_format.first_line_indent = Cm(indent_cm)
            continue
        table = paper.add_table(rows=0, cols=max(map(len, block)))
        table.style = "Table Grid"
        for row in block:
            for cell, words in zip(table.add_row().cells, row, strict=False):
                cell.text = words
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def page(text: str, charset: str = "utf-8") -> bytes:
    """A page of a news site: menu, article, list of other articles, counter."""
    head, *rest = blocks(text)
    article = "".join(_as_html(block) for block in rest)
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="{charset}"><title>{_as_text(head)} - Báo Mẫu</title>
<script>var count = 12; document.write("12 vụ");</script></head><body>
<header><nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/a">Thời sự 24h</a></li><li><a href="/b">Pháp luật</a></li></ul></nav></header>
<main><article><h1>{_as_text(head)}</h1>{article}</article></main>
<aside><h3>Tin liên quan</h3><ul><li><a href="/1">Bắt 3 đối tượng trộm cắp 12 xe máy</a></li><li><a href="/2">Thu hồi 25 khẩu súng</a></li></ul></aside>
<footer><p>Giấy phép số 12/GP. Lượt truy cập: 1.234.567</p></footer></body></html>""".encode(
        charset, "xmlcharrefreplace"
    )


def _as_text(block: str | list[list[str]]) -> str:
    return html.escape(block if isinstance(block, str) else " ".join(block[0]))


def _as_html(block: str | list[list[str]]) -> str:
    if isinstance(block, str):
        return f"<p>{html.escape(block)}</p>"
    rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in block)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def package(body: str, **parts: str) -> bytes:
    """A Word file by hand: what stands in its body, and further parts ("styles" for word/styles.xml)."""
    links = "".join(
        f'<Relationship Id="r{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{re.sub("[0-9]", "", part)}" Target="{part}.xml"/>'
        for n, part in enumerate(parts)
    )
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
        file.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{relations}">{links}</Relationships>')
        for part, content in parts.items():
            file.writestr(f"word/{part}.xml", f'<w:{part} xmlns:w="{W}">{content}</w:{part}>')
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    """A run of a Word file."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{html.escape(text)}</w:t></w:r>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of a Word file."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def pdf(*pages: str, encrypted: bool = False) -> bytes:
    """A PDF by hand: each page the operators that draw it (letter F at 12 points is /F, an image is /I)."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{5 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream",
    ]
    for number, drawn in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * number} 0 R"
            " /Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    out = "%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    secret = f"<{'41' * 32}>"
    lock = f"/ID [{secret} {secret}] /Encrypt << /Filter /Standard /V 1 /R 2 /O {secret} /U {secret} /P -4 >>"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R {lock if encrypted else ''} >>"
    return f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(out)}\n%%EOF".encode(
        "latin-1"
    )


def drawn(*lines: tuple[float, float, str]) -> str:
    """Operators that write lines of text (without brackets) at x, y in points."""
    return "\n".join(f"BT /F 12 Tf {x} {y} Td ({text}) Tj ET" for x, y, text in lines)


def ruled(xs: list[float], ys: list[float]) -> str:
    """Operators that draw the lines of a table."""
    upright = [f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs]
    return "\n".join([*upright, *(f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys)])
