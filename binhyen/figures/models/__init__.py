"""The tables of the room: what can be measured, what is asked, what was reported."""

from binhyen.figures.models.catalogue import CodeItem, Indicator, IndicatorVersion
from binhyen.figures.models.forms import (
    FormAssignment,
    FormLine,
    FormProgramme,
    FormRule,
    FormVersion,
    Period,
    PeriodLock,
)
from binhyen.figures.models.record import Cell, CellVersion, Correction, LedgerEntry
from binhyen.figures.models.submission import CellFinding, DraftCell, ReadingDecision, Submission

__all__ = [
    "Cell",
    "CellFinding",
    "CellVersion",
    "CodeItem",
    "Correction",
    "DraftCell",
    "FormAssignment",
    "FormLine",
    "FormProgramme",
    "FormRule",
    "FormVersion",
    "Indicator",
    "IndicatorVersion",
    "LedgerEntry",
    "Period",
    "PeriodLock",
    "ReadingDecision",
    "Submission",
]
