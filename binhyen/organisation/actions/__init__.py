"""The writers of this room: the register, units, users and posts."""

from binhyen.organisation.actions.delegation import delegate, revoke_delegation
from binhyen.organisation.actions.people import assign_post, create_organisation, create_user, end_post, record_failure
from binhyen.organisation.actions.register import Loaded, load_register
from binhyen.organisation.actions.units import NewUnit, Pass, change_units, create_unit, rename_unit

__all__ = [
    "Loaded",
    "NewUnit",
    "Pass",
    "assign_post",
    "change_units",
    "create_organisation",
    "create_unit",
    "create_user",
    "delegate",
    "end_post",
    "load_register",
    "record_failure",
    "rename_unit",
    "revoke_delegation",
]
