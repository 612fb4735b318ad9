"""The REST door under ``/api/v1/``: a schema in, the same action as on every door, a schema out."""

PREFIX = "/api/"
LARGEST_MB = 2
"""The largest body of a call, in MB of 2**20 bytes."""
