"""Where a command writes: refused before anything is made, written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from binhyen.foundation.errors import Invalid


def require_place(out: Path) -> None:
    """Refuse before anything is made: no folder, a folder or device in the file's place, a name the system does not take."""
    try:
        if not out.parent.is_dir() or out.is_dir():
            raise Invalid("cli.folder_missing", path=str(out.parent if not out.is_dir() else out))
        if out.exists() and not out.is_file():
            raise Invalid("cli.file_not_written", path=str(out), why="không phải tệp thường")
    except OSError as error:
        raise Invalid("cli.file_not_written", path=str(out), why=error.strerror or "") from error


def write_whole(out: Path, content: bytes) -> None:
    """Write the whole file or none: a full or closed disk leaves nothing half-written."""
    draft = out.with_name(f".binhyen-{os.getpid()}{out.suffix}")
    try:
        draft.write_bytes(content)
        draft.replace(out)
    except OSError as error:
        raise Invalid("cli.file_not_written", path=str(out), why=error.strerror or "") from error
    finally:
        draft.unlink(missing_ok=True)
