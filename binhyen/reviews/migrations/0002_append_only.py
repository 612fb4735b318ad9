from django.db import migrations

from binhyen.foundation.audit import make_append_only


class Migration(migrations.Migration):
    """Reviews and their printed numbers refuse UPDATE and DELETE on both databases."""

    dependencies = [("reviews", "0001_initial")]

    operations = [make_append_only("reviews_review", "reviews_reviewfact")]
