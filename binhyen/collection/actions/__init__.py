"""The only writers of this room: verbs with a keyword-only actor, one transaction, one audit entry."""
