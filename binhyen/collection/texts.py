"""The Vietnamese sentences of this room: each refusal by its code, and what states are called."""

SENTENCES: dict[str, str] = {}
