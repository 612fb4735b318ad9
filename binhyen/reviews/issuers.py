"""Who issues the paper: heading, symbol, signatures and recipients, as data (``data/issuers.json``). Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from binhyen.foundation.errors import NotFound
from binhyen.foundation.official.content import Heading, Signer, date_to_fill, number_to_fill
from binhyen.reviews.material import Place

_POLICE = {"tỉnh": "CAT", "thành phố": "CATP", "huyện": "CAH", "xã": "CAX", "phường": "CAP", "đặc khu": "CAĐK"}
_PARTY = {"tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "huyện": "Huyện ủy"}


@dataclass(frozen=True)
class Issuer:
    """A profile filled in for one unit; ``voice`` is how the paper speaks of the issuer."""

    heading: Heading
    voice: str
    signers: tuple[Signer, ...]
    recipients: tuple[str, ...]


def names() -> dict[str, str]:
    """The profiles to choose from: key and Vietnamese name."""
    return {key: profile["name"] for key, profile in _profiles().items()}


def issuer(profile: str, place: Place, year: int | None) -> Issuer:
    """The profile for a unit; ``NotFound("reviews.issuer_unknown")`` names the ones that exist.

    ``year`` dates the paper; None leaves it open, for a unit that is no more.
    """
    chosen = _profiles().get(profile)
    if chosen is None:
        raise NotFound("reviews.issuer_unknown", profile=profile, known=", ".join(_profiles()))
    words = _words(place)
    recipients = chosen["recipients"].get(place.level, chosen["recipients"]["province"])
    if place.level == "nation":
        chosen = chosen["nation"]
        recipients = chosen["recipients"]

    def fill(text: str) -> str:
        return text.format_map(words)

    return Issuer(
        heading=Heading(
            superior=tuple(fill(line) for line in chosen["superior"]),
            issuers=tuple(fill(line) for line in chosen["issuers"]),
            symbol=number_to_fill(fill(chosen["symbol"])),
            place_and_date=date_to_fill(chosen.get("place", place.name), year),
        ),
        voice=fill(chosen["voice"]),
        signers=tuple(Signer(tuple(fill(line) for line in lines)) for lines in chosen["signers"]),
        recipients=tuple(fill(line) for line in recipients),
    )


def _words(place: Place) -> Mapping[str, str]:
    type_ = place.type
    grassroots = place.level == "commune"
    office = f"TRƯỞNG CÔNG AN {type_.upper()}" if grassroots else f"GIÁM ĐỐC CÔNG AN {type_.upper()}"
    return {
        "type": type_,
        "TYPE": type_.upper(),
        "NAME": place.name.upper(),
        "units": place.below,
        "party": _PARTY.get(type_, "Đảng ủy"),
        "POLICE": _POLICE.get(type_, "CA"),
        "POLICE_OFFICE": "TRƯỞNG CÔNG AN" if grassroots else "GIÁM ĐỐC",
        "POLICE_HEAD": office,
    }


@cache
def _profiles() -> dict[str, Any]:
    text = resources.files("binhyen.reviews").joinpath("data/issuers.json").read_text(encoding="utf-8")
    profiles: dict[str, Any] = json.loads(text)
    return profiles
