"""The key under which failed sign-ins are counted. Pure."""

from __future__ import annotations

import hashlib


def digest(key: str) -> str:
    """What is stored instead of a user name and an address: 64 hexadecimal digits."""
    return hashlib.sha256(key.strip().casefold().encode()).hexdigest()
