"""The only writers of this room: verbs with a keyword-only actor, one transaction, one audit entry."""

from binhyen.figures.actions.catalogue import assign_form, load_catalogue, programme_reads
from binhyen.figures.actions.corrections import correct, decide_correction
from binhyen.figures.actions.decisions import approve, close_period, send_back
from binhyen.figures.actions.drafting import open_submission, present, return_to_officer, submit
from binhyen.figures.actions.entering import nothing_arose, save_cells, save_each
from binhyen.figures.actions.forms import NewForm, NewLine, assign_form_to, publish_form, retire_form
from binhyen.figures.actions.openings import open_report
from binhyen.figures.actions.readings import (
    accept_figure,
    accept_figures,
    open_source_submission,
    reject_figure,
    undo_batch,
    undo_decision,
    undo_last,
)
from binhyen.figures.actions.reopening import reopen

__all__ = [
    "NewForm",
    "NewLine",
    "accept_figure",
    "accept_figures",
    "approve",
    "assign_form",
    "assign_form_to",
    "close_period",
    "correct",
    "decide_correction",
    "load_catalogue",
    "nothing_arose",
    "open_report",
    "open_source_submission",
    "open_submission",
    "present",
    "programme_reads",
    "publish_form",
    "reject_figure",
    "reopen",
    "retire_form",
    "return_to_officer",
    "save_cells",
    "save_each",
    "send_back",
    "submit",
    "undo_batch",
    "undo_decision",
    "undo_last",
]
