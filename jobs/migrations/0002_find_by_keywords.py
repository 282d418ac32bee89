import django.contrib.postgres.indexes
import jobs.keywords
import textsearch.fields
from django.db import migrations, models


def write_keywords(apps, schema_editor):
    """Rows from before are found by the new words, too: saving the field writes them."""
    for row in apps.get_model("jobs", "Opportunity").objects.iterator():
        row.save(update_fields=["keywords"])


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_initial"),
        ("textsearch", "0001_folding"),
        ("municipalities", "0002_load_reference"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="opportunity", name="opportunity_search"),
        migrations.RemoveField(model_name="opportunity", name="search"),
        migrations.AddField(
            model_name="opportunity",
            name="keywords",
            field=jobs.keywords.KeywordsField(blank=True, default="", editable=False, verbose_name="検索のための言葉"),
        ),
        migrations.AddField(
            model_name="opportunity",
            name="search",
            field=textsearch.fields.SearchField("title", "what", "plain", "site", "keywords"),
        ),
        migrations.AddIndex(
            model_name="opportunity",
            index=django.contrib.postgres.indexes.GinIndex(fields=["search"], name="opportunity_search"),
        ),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(
                condition=models.Q(("state", "published")),
                fields=["minutes", "-published_at", "-id"],
                name="opportunity_published_shortest",
            ),
        ),
        migrations.RunPython(write_keywords, migrations.RunPython.noop),
    ]
