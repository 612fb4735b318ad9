"""Approved figures of a form as SDMX: a structure message, a data message and a table that spreadsheet programs open."""
