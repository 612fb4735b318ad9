"""The file around the text: document properties, and a zip with the same bytes for the same facts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from binhyen.foundation.official.content import OfficialDocument

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_MADE = (1980, 1, 1, 0, 0, 0)


def set_properties(document: Any, content: OfficialDocument, about: str, custom: Mapping[str, str]) -> None:
    """Title and dates from the content; ``custom`` properties beside them (kept by Word and LibreOffice)."""
    core = document.core_properties
    moment = datetime.combine(date.fromisoformat(content.made_on), time(), UTC)
    core.title, core.subject, core.language = f"{content.title} {content.subject}".strip(), about, "vi-VN"
    core.author = core.last_modified_by = core.comments = core.keywords = ""
    core.created = core.modified = moment
    core.revision = 1
    if custom:
        _add_custom(document, custom)


def _add_custom(document: Any, values: Mapping[str, str]) -> None:
    properties = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{pid}" name="{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(values.items(), 2)
    )
    blob = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f"{properties}</Properties>"
    )
    package = document.part.package
    part = Part(PackURI("/docProps/custom.xml"), _CONTENT_TYPE, blob.encode(), package)
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)


def packed(document: Any) -> bytes:
    """The saved document with fixed times inside the zip."""
    saved = io.BytesIO()
    document.save(saved)
    made = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _MADE)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(entry, source.read(name))
    return made.getvalue()
