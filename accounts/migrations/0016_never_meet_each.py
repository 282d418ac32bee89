from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0015_alarms"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="nevermeet", name="never_meet_a_person_once"),
        migrations.AddConstraint(
            model_name="nevermeet",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True), ("person__isnull", False)),
                fields=("participant", "person", "recorded_by"),
                name="never_meet_a_person_once_each",
            ),
        ),
    ]
