from django.db import migrations

from binhyen.foundation.audit import make_append_only


class Migration(migrations.Migration):
    """Cell versions and the ledger refuse UPDATE and DELETE on both databases.

    SQLite drops triggers when it rebuilds a table: a later migration that alters one of these must set them again.
    """

    dependencies = [("figures", "0001_initial")]

    operations = [make_append_only("figures_cellversion", "figures_ledgerentry")]
