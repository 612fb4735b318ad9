"""What a key of a program looks like, and what is stored instead of it. Pure."""

from __future__ import annotations

import hashlib

PREFIX = "bya_"  # a key that strays into a file or a log is recognised by it
BYTES = 32
LONGEST_DAYS = 366
LONGEST_LABEL = 80


def secret_of(random: bytes) -> str:
    """The key made of 32 random bytes, as its holder copies it."""
    return PREFIX + random.hex()


def digest_of_secret(secret: str) -> str:
    """What is stored of a key: sha256 as 64 hexadecimal digits. The key itself is random, so nothing is added to it."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
