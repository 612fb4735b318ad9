"""Measurements of what docs/performance.md promises. One module for each: ``python3 run.py bench NAME [--json]``."""
