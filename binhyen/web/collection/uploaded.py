"""The file of a request: its name and bytes, held in memory only."""

from __future__ import annotations

from django.http import HttpRequest


def uploaded(request: HttpRequest) -> tuple[str, bytes] | None:
    """What was chosen as ``tep``; None where nothing was."""
    file = request.FILES.get("tep")
    return (file.name or "", file.read()) if file is not None else None
