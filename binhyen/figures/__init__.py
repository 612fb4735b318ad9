"""Indicators, report forms, submissions and cells, checks, approval, corrections, the ledger."""
