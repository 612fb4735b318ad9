"""Errors, the audit chain, dates, Vietnamese text, numbers and sorting. Knows no other room."""
