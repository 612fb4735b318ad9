from django.db import migrations

from binhyen.foundation.audit import make_append_only


class Migration(migrations.Migration):
    """The audit chain refuses UPDATE and DELETE on both databases."""

    dependencies = [("foundation", "0001_initial")]

    operations = [make_append_only("foundation_auditentry")]
