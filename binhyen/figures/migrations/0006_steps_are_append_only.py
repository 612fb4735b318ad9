from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F

from binhyen.foundation.audit import make_append_only


def approved_so_far(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What is approved was approved in its last version."""
    submissions = apps.get_model("figures", "Submission")
    submissions.objects.filter(stage="approved").update(approved_version=F("version"))


class Migration(migrations.Migration):
    """Steps refuse UPDATE and DELETE on both databases; approved reports know their approved version."""

    dependencies = [("figures", "0005_steps_and_exceptions")]

    operations = [
        migrations.RunPython(approved_so_far, migrations.RunPython.noop),
        make_append_only("figures_step"),
    ]
