"""Answers over approved figures, read-only: totals, coverage, comparisons, re-cuts to other boundaries."""
