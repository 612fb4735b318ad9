"""Makes the data folder that server tests copy: ``python -m tests.ready_data`` with BINHYEN_DATA_DIR set."""

from __future__ import annotations

from datetime import datetime

import django


def load_public_data(now: datetime) -> None:
    """The register, the documents and programmes, the catalogue: what every installation has."""
    from binhyen.collection.actions import load_regimes
    from binhyen.directives.actions import load_documents
    from binhyen.figures.actions import load_catalogue
    from binhyen.organisation.actions import load_register

    load_register(now=now)
    load_documents(now=now)
    load_catalogue(now=now)
    load_regimes(now=now)


def main() -> None:
    """Migrate, load the public data, make the cast."""
    django.setup()
    from django.core.management import call_command

    from tests.cast import make_cast
    from tests.conftest import NOW

    call_command("migrate", verbosity=0)
    load_public_data(NOW)
    make_cast(NOW)


if __name__ == "__main__":
    main()
