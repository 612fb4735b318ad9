"""How sure a proposal is: the share of figures read in the same way that were right in annotated texts.

The table is made by ``scripts/calibrate_reader.py``; how, and on which texts, stands in
``docs/explanation/what-the-reader-proposes.md``. It covers value, hedge, percentage and unit, not the indicator.
"""

from __future__ import annotations

from binhyen.reader.nouns import ITEM, MEASURE
from binhyen.reader.settling import Count

Signs = tuple[str, str, str]

# made by scripts/calibrate_reader.py: (how the unit was found, form of the number, what is known of the noun)
OBSERVED: dict[Signs, float] = {
    ("after", "digits", "counted"): 0.987,
    ("after", "digits", "thing"): 0.960,
    ("after", "digits", "unknown"): 0.908,
    ("after", "percent", "counted"): 0.994,
    ("after", "percent", "thing"): 0.983,
    ("after", "percent", "unknown"): 0.982,
    ("after", "range", "counted"): 0.962,
    ("after", "range", "thing"): 0.987,
    ("after", "range", "unknown"): 0.839,
    ("after", "vague", "counted"): 0.991,
    ("after", "vague", "unknown"): 0.982,
    ("after", "words", "counted"): 0.951,
    ("after", "words", "thing"): 0.904,
    ("after", "words", "unknown"): 0.980,
    ("before", "digits", "counted"): 0.785,
    ("before", "percent", "counted"): 0.597,
    ("before", "percent", "thing"): 0.477,
    ("before", "percent", "unknown"): 0.560,
    ("before", "range", "counted"): 0.576,
    ("before", "words", "counted"): 0.560,
    ("column", "digits", "counted"): 0.970,
    ("column", "percent", "counted"): 0.784,
    ("column", "percent", "none"): 0.257,
    ("inherited", "digits", "counted"): 0.723,
    ("inherited", "digits", "thing"): 0.850,
    ("inherited", "digits", "unknown"): 0.768,
    ("inherited", "percent", "counted"): 0.836,
    ("inherited", "percent", "thing"): 0.828,
    ("inherited", "range", "counted"): 0.768,
    ("inherited", "words", "counted"): 0.768,
    ("none", "digits", "none"): 0.977,
    ("none", "percent", "none"): 0.928,
}  # fmt: skip
BY_HOW: dict[str, float] = {
    "after": 0.979,
    "before": 0.654,
    "column": 0.757,
    "inherited": 0.800,
    "none": 0.955,
}  # fmt: skip
OVERALL = 0.943


def signs_of(count: Count) -> Signs:
    """By what the reader tells how sure it is: where the unit stands, how the number is written, what noun it counts."""
    number, unit = count.number, count.unit
    if number.vague:
        form = "vague"
    elif number.value_max is not None:
        form = "range"
    elif number.is_percent:
        form = "percent"
    else:
        form = "words" if number.in_words else "digits"
    if unit is None:
        noun = "none"
    elif unit.kind is None:
        noun = "unknown"
    else:
        noun = "thing" if unit.kind in (ITEM, MEASURE) else "counted"
    return count.how, form, noun


def confidence_of(count: Count) -> float:
    """How likely value, hedge, percentage and unit of the figure are right, 0..1."""
    signs = signs_of(count)
    return OBSERVED.get(signs) or BY_HOW.get(signs[0], OVERALL)
