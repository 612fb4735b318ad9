"""In whose name a commune's paper goes out: heading, symbol, signature, recipients, as data (``paper-issuers.json``). Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from binhyen.collection.papers.material import Place
from binhyen.foundation.errors import Invalid
from binhyen.foundation.official.content import Heading, Signer, date_to_fill, number_to_fill

HEAD, DEPUTY = "head", "deputy"
SIGNERS = {HEAD: "cấp trưởng ký", DEPUTY: "cấp phó ký thay"}
# Other offices that sign reports, in every profile.
_MORE_OFFICES = ("Trưởng Công an {type}", "Phó Trưởng Công an {type}", "Chủ tịch Ủy ban MTTQ Việt Nam {type}",
                 "Phó Chủ tịch Ủy ban MTTQ Việt Nam {type}", "Bí thư Đảng ủy {type}", "Phó Bí thư Đảng ủy {type}")  # fmt: skip


@dataclass(frozen=True)
class PaperIssuer:
    """A profile filled in for one unit: ``voice`` is how the paper speaks of the issuer, ``to`` whom it reports to."""

    heading: Heading
    voice: str
    to: str
    symbol: str
    signer: Signer
    recipients: tuple[str, ...]


def names() -> dict[str, str]:
    """The profiles to choose from: key and Vietnamese name, the usual one first."""
    return {key: profile["name"] for key, profile in _profiles().items()}


def paper_issuer(profile: str, signer: str, place: Place, year: int) -> PaperIssuer:
    """The profile for a unit; ``Invalid("collection.issuer_unknown")`` names the ones that exist."""
    chosen = _profiles().get(profile)
    if chosen is None or signer not in SIGNERS:
        raise Invalid("collection.issuer_unknown", profile=profile[:40], known=", ".join(names().values()))

    def fill(text: str) -> str:
        return _filled(text, place)

    return PaperIssuer(
        heading=Heading(
            superior=tuple(map(fill, chosen["superior"])),
            issuers=tuple(map(fill, chosen["issuers"])),
            symbol=number_to_fill(chosen["symbol"]),
            place_and_date=date_to_fill(place.name, year),
        ),
        voice=fill(chosen["voice"]),
        to=fill(chosen["to"]),
        symbol=chosen["symbol"],
        signer=Signer(tuple(map(fill, chosen["signers"][signer]))),
        recipients=tuple(map(fill, chosen["recipients"])),
    )


def symbols() -> list[str]:
    """The symbols that papers of the profiles carry."""
    return [profile["symbol"] for profile in _profiles().values()]


def offices(place: Place) -> list[str]:
    """The offices that may be named as who signed: a closed list, so that no name can stand there."""
    listed = [office for profile in _profiles().values() for office in profile["offices"]]
    return [_filled(office, place) for office in (*listed, *_MORE_OFFICES)]


def _filled(text: str, place: Place) -> str:
    return text.format(
        type=place.type, TYPE=place.type.upper(), name=place.name, NAME=place.name.upper(), above=place.above
    )


@cache
def _profiles() -> dict[str, Any]:
    text = resources.files("binhyen.collection").joinpath("data/paper-issuers.json").read_text(encoding="utf-8")
    profiles: dict[str, Any] = json.loads(text)
    return profiles
