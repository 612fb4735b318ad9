"""Makes the data folder that server tests copy: ``python -m tests.ready_data`` with BINHYEN_DATA_DIR set."""

from __future__ import annotations

import django


def main() -> None:
    """Migrate and load the register."""
    django.setup()
    from django.core.management import call_command

    from binhyen.organisation.actions import load_register
    from tests.conftest import NOW

    call_command("migrate", verbosity=0)
    load_register(now=NOW)


if __name__ == "__main__":
    main()
