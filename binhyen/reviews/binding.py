"""Binding: sentences become runs, printed numbers count from 1 in reading order, equal facts are kept once."""

from __future__ import annotations

from binhyen.foundation.official.content import Paragraph, Role, Run
from binhyen.reviews.facts import Fact, Number
from binhyen.reviews.wording import Sentence


class Book:
    """Gives each printed number its n and each fact its place."""

    def __init__(self) -> None:
        self._places: dict[Fact, int] = {}
        self._numbers: list[Number] = []

    @property
    def numbers(self) -> tuple[Number, ...]:
        """All numbers bound so far."""
        return tuple(self._numbers)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts bound so far, each once."""
        return tuple(self._places)

    def runs(self, pieces: Sentence) -> tuple[Run, ...]:
        """The pieces as runs, their numbers bound."""
        made: list[Run] = []
        for piece in pieces:
            if isinstance(piece, str):
                made.append(Run(piece))
                continue
            inputs = tuple(self._place(fact) for fact in piece.inputs)
            number = Number(len(self._numbers) + 1, piece.text, self._place(piece.fact), inputs)
            self._numbers.append(number)
            made.append(Run(piece.text, number.n))
        return tuple(made)

    def paragraph(self, pieces: Sentence, role: Role = "body") -> Paragraph:
        """The pieces as a paragraph."""
        return Paragraph(self.runs(pieces), role)

    def _place(self, fact: Fact) -> int:
        return self._places.setdefault(fact, len(self._places))
