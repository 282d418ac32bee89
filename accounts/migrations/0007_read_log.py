"""The read log becomes append-only and chained; participants stand in it under a pseudonym."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

from accounts import chain

_BATCH = 2000

_REFUSE = """
CREATE FUNCTION accounts_read_log_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The read log is append-only: % is refused.', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER read_log_never_changes BEFORE UPDATE OR DELETE ON accounts_recordaccess
    FOR EACH ROW EXECUTE FUNCTION accounts_read_log_refuses();
CREATE TRIGGER read_log_never_empties BEFORE TRUNCATE ON accounts_recordaccess
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_read_log_refuses();
CREATE TRIGGER read_log_keeps_its_end BEFORE DELETE ON accounts_logend
    FOR EACH ROW EXECUTE FUNCTION accounts_read_log_refuses();
CREATE TRIGGER read_log_keeps_its_end_too BEFORE TRUNCATE ON accounts_logend
    FOR EACH STATEMENT EXECUTE FUNCTION accounts_read_log_refuses();
ALTER TABLE accounts_recordaccess ENABLE ALWAYS TRIGGER read_log_never_changes;
ALTER TABLE accounts_recordaccess ENABLE ALWAYS TRIGGER read_log_never_empties;
ALTER TABLE accounts_logend ENABLE ALWAYS TRIGGER read_log_keeps_its_end;
ALTER TABLE accounts_logend ENABLE ALWAYS TRIGGER read_log_keeps_its_end_too;
"""
_ALLOW = """
DROP TRIGGER read_log_never_changes ON accounts_recordaccess;
DROP TRIGGER read_log_never_empties ON accounts_recordaccess;
DROP TRIGGER read_log_keeps_its_end ON accounts_logend;
DROP TRIGGER read_log_keeps_its_end_too ON accounts_logend;
DROP FUNCTION accounts_read_log_refuses();
"""


def chain_what_is_there(apps, schema_editor):
    """Existing entries in the order in which they were written; then the end of the log."""
    RecordAccess = apps.get_model("accounts", "RecordAccess")
    LogEnd = apps.get_model("accounts", "LogEnd")
    number, before, batch = 0, chain.FIRST, []
    for row in RecordAccess.objects.order_by("at", "pk").iterator(chunk_size=_BATCH):
        number += 1
        row.number, row.before = number, before
        row.code = chain.code_of(
            chain.entry_text(number, before, row.participant_id, row.user_id, row.organisation_id, row.what, row.at)
        )
        before = row.code
        batch.append(row)
        if len(batch) == _BATCH:
            RecordAccess.objects.bulk_update(batch, ["number", "before", "code"])
            batch = []
    if batch:
        RecordAccess.objects.bulk_update(batch, ["number", "before", "code"])
    sealed = chain.code_of(chain.end_text(number, before, None))
    LogEnd.objects.create(pk=1, number=number, code=before, sealed=sealed)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_browsers")]

    operations = [
        migrations.AddField(
            "participant", "log_id", models.UUIDField(editable=False, null=True, verbose_name="閲覧の記録での仮の番号")
        ),
        migrations.RunSQL("UPDATE accounts_participant SET log_id = gen_random_uuid()", migrations.RunSQL.noop),
        migrations.AlterField(
            "participant",
            "log_id",
            models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="閲覧の記録での仮の番号"),
        ),
        migrations.RemoveIndex("recordaccess", "access_of_a_participant"),
        migrations.RenameField("recordaccess", "participant", "old_participant"),
        migrations.AddField(
            "recordaccess",
            "participant",
            models.ForeignKey(
                db_column="subject",
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="accesses",
                to="accounts.participant",
                to_field="log_id",
                verbose_name="参加者（仮の番号）",
            ),
        ),
        migrations.RunSQL(
            "UPDATE accounts_recordaccess a SET subject = p.log_id"
            " FROM accounts_participant p WHERE p.id = a.old_participant_id",
            migrations.RunSQL.noop,
        ),
        migrations.RemoveField("recordaccess", "old_participant"),
        migrations.AlterField(
            "recordaccess",
            "participant",
            models.ForeignKey(
                db_column="subject",
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="accesses",
                to="accounts.participant",
                to_field="log_id",
                verbose_name="参加者（仮の番号）",
            ),
        ),
        migrations.AddIndex(
            "recordaccess", models.Index(fields=["participant", "-at"], name="access_of_a_participant")
        ),
        migrations.AlterField("recordaccess", "what", models.CharField(max_length=40, verbose_name="見たもの")),
        migrations.AlterField("recordaccess", "at", models.DateTimeField(editable=False, verbose_name="日時")),
        migrations.AddField(
            "recordaccess",
            "number",
            models.PositiveBigIntegerField(editable=False, null=True, verbose_name="番号"),
        ),
        migrations.AddField(
            "recordaccess",
            "before",
            models.CharField(default="", editable=False, max_length=64, verbose_name="前の記録の符号"),
            preserve_default=False,
        ),
        migrations.AddField(
            "recordaccess",
            "code",
            models.CharField(default="", editable=False, max_length=64, verbose_name="この記録の符号"),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="LogEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(default=0, verbose_name="件数")),
                ("code", models.CharField(default=chain.FIRST, max_length=64, verbose_name="最後の記録の符号")),
                (
                    "broken_from",
                    models.PositiveBigIntegerField(blank=True, null=True, verbose_name="この番号から確かでない"),
                ),
                ("sealed", models.CharField(max_length=64, verbose_name="末尾の符号")),
            ],
            options={"verbose_name": "閲覧の記録の末尾", "verbose_name_plural": "閲覧の記録の末尾"},
        ),
        migrations.AddConstraint(
            "logend", models.CheckConstraint(condition=models.Q(("pk", 1)), name="log_has_one_end")
        ),
        migrations.RunPython(chain_what_is_there, migrations.RunPython.noop),
        migrations.AlterField(
            "recordaccess",
            "number",
            models.PositiveBigIntegerField(editable=False, unique=True, verbose_name="番号"),
        ),
        migrations.AddConstraint(
            "recordaccess",
            models.CheckConstraint(
                condition=models.Q(("what__regex", "^[a-z][a-z0-9_.]*$")), name="access_what_is_a_key"
            ),
        ),
        migrations.RunSQL(_REFUSE, _ALLOW),
    ]
