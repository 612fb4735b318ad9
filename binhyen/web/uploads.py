"""Uploaded files stay in memory: they are read at once and never written to the disk, not even in passing."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from binhyen.reader.encodings import LIMIT


class InMemory(FileUploadHandler):
    """Holds a file of up to 20 MB and one byte more, which shows that it is too long; the rest is let go."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins."""
        super().new_file(*args, **kwargs)
        self._held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what there is room for."""
        self._held.write(raw_data[: max(0, LIMIT + 1 - self._held.tell())])

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file as the page gets it."""
        size = self._held.tell()
        self._held.seek(0)
        return InMemoryUploadedFile(
            self._held, self.field_name, self.file_name or "", self.content_type, size, self.charset,
            self.content_type_extra,
        )  # fmt: skip
