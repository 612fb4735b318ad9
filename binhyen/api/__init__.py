"""The REST door under ``/api/v1/``: a schema in, the same action as on every door, a schema out."""
