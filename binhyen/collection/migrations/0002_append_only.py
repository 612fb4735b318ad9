from django.db import migrations

from binhyen.foundation.audit import make_append_only


class Migration(migrations.Migration):
    """Papers and remarks refuse UPDATE and DELETE on both databases."""

    dependencies = [("collection", "0001_initial")]

    operations = [make_append_only("collection_paper", "collection_remark")]
