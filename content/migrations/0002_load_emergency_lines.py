from django.db import migrations

from content.load import load_emergency_lines


def load(apps, schema_editor):
    load_emergency_lines(apps)


class Migration(migrations.Migration):
    dependencies = [("content", "0001_emergency_lines")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
