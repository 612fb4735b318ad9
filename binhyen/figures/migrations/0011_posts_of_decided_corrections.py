"""Corrections that were decided before get the post that decided them; the record says which it was."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def give_posts(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """From the audit entry of the decision: the same person at the same moment."""
    decided = apps.get_model("figures", "Correction").objects.filter(decided_at__isnull=False, decided_by_post=None)
    entries = apps.get_model("foundation", "AuditEntry").objects.filter(verb="figures.decide_correction")
    posts = {(user, at): post for user, at, post in entries.values_list("user_id", "at", "post_id")}
    for correction in decided:
        correction.decided_by_post = posts.get((correction.decided_by, correction.decided_at))
        correction.save(update_fields=["decided_by_post"])


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0010_who_decided_corrections"),
        ("foundation", "0002_append_only"),
    ]

    operations = [migrations.RunPython(give_posts, migrations.RunPython.noop)]
