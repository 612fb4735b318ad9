"""Pages read the clock; in tests it stands still at the moment at which all tests take place."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Django's clock at the tests' moment."""
    monkeypatch.setattr(timezone, "now", lambda: now)
