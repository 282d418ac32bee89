"""Whoever is accompanied by people of another body only waits at their desk, until they are asked about sharing.

Nobody's yes is made up: the members stay written down, and are in the team again once the yes is recorded.
"""

from django.db import migrations
from django.db.models import Exists, F, OuterRef


def let_the_desk_know(apps, schema_editor):
    members = apps.get_model("accounts", "TeamMember").objects.filter(
        participant=OuterRef("pk"), left_at__isnull=True
    )
    here = members.filter(organisation=F("participant__desk"))
    people = apps.get_model("accounts", "Participant").objects.filter(taken_on_at__isnull=False)
    people.filter(Exists(members), ~Exists(here)).update(taken_on_at=None)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0011_consents")]

    operations = [migrations.RunPython(let_the_desk_know, migrations.RunPython.noop)]
