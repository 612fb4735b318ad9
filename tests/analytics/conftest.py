"""Fresh ground for each test."""

from __future__ import annotations

import pytest

from tests.analytics.ground import Ground


@pytest.fixture
def ground(db: None) -> Ground:
    """Nothing but the form."""
    return Ground()
