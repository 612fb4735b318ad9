"""Forms that were published by a post get that post's unit as their owner; the record says which post it was."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def give_owners(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """From the audit entries of publishing; the catalogue's forms have none and stay without an owner."""
    entries = apps.get_model("foundation", "AuditEntry").objects.filter(
        verb="figures.publish_form", post_id__isnull=False
    )
    units = dict(apps.get_model("organisation", "Post").objects.values_list("pk", "unit_id"))
    published = {name: units.get(post) for name, post in entries.values_list("object", "post_id")}
    if not published:
        return
    for version in apps.get_model("figures", "FormVersion").objects.filter(owner=None):
        owner = published.get(f"form:{version.code}:{version.valid_from}")
        if owner is not None:
            version.owner_id = owner
            version.save(update_fields=["owner"])


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0008_forms_have_owners"),
        ("foundation", "0002_append_only"),
    ]

    operations = [migrations.RunPython(give_owners, migrations.RunPython.noop)]
