"""Workbooks that carry figures: the template, reading one, marking its faults, reading thousands. Knows no framework."""
