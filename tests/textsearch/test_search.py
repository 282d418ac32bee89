"""What somebody types finds the rows that hold it, and nothing that can be typed is an error."""

import re

import pytest
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.db.migrations.writer import MigrationWriter
from django.test.utils import CaptureQueriesContext, isolate_apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from textsearch.fields import SearchField, search_index
from textsearch.query import SearchQuerySet, search_query

LONG = (
    "お店の裏で、届いた商品を箱から出してたなに並べます。終わったら通路の清掃をします。"
    "慣れてきたら、在宅でできる入力の仕事もあります。ヘルパーがとなりにいます。"
) * 20


@pytest.fixture
def notes(db):
    """A model of two text columns and their search key, in a table that the test's transaction takes away."""
    with isolate_apps("textsearch"):

        class NoteQuerySet(SearchQuerySet):
            pass

        class Note(models.Model):
            title = models.CharField(max_length=100)
            body = models.TextField(null=True)  # noqa: DJ001
            search = SearchField("title", "body")
            objects = NoteQuerySet.as_manager()

            class Meta:
                app_label = "textsearch"
                indexes = [search_index("note_search")]

            def __str__(self) -> str:
                return self.title

        with connection.schema_editor() as editor:
            editor.create_model(Note)
        yield Note.objects


def found(notes, text: str) -> set[str]:
    return set(notes.matching(text).values_list("title", flat=True))


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("清掃", {"裏方"}),
        ("在宅", {"裏方"}),
        ("京都", {"東京都の図書館", "京都の庭"}),
        ("東京都", {"東京都の図書館"}),
        ("へるぱー", {"裏方"}),
        ("ヘルパー", {"裏方"}),
        ("ﾍﾙﾊﾟｰ", {"裏方"}),
        ("ＡＢＣ", {"abcの倉庫"}),
        ("高橋", {"髙橋農園"}),
        ("髙橋", {"髙橋農園"}),
        ("庭", {"京都の庭"}),
        ("園", {"髙橋農園"}),
        ("清掃　在宅", {"裏方"}),
        ("清掃 京都", set()),
        ("コンピューター", {"東京都の図書館"}),
        ("コンピュータ", {"東京都の図書館"}),
        ("コンピューター室", {"東京都の図書館"}),
        ("たなに並べ", {"裏方"}),
        ("並たなに", set()),
        ("ぬぽぺ", set()),
        ("qzx", set()),
        ("、。！", set()),
        ("\0", set()),
        ("農園みかん", set()),
    ],
)
def test_what_is_typed_finds_the_rows_that_hold_it(notes, typed, titles):
    notes.create(title="裏方", body=LONG)
    notes.create(title="東京都の図書館", body="コンピュータ室の受付")
    notes.create(title="京都の庭", body=None)
    notes.create(title="abcの倉庫", body="")
    notes.create(title="髙橋農園", body="みかん")

    assert found(notes, typed) == titles


def test_nothing_typed_asks_for_everything(notes):
    notes.create(title="裏方")
    assert found(notes, "") == found(notes, " 　\n") == {"裏方"}


def test_the_key_follows_its_columns(notes):
    note = notes.create(title="裏方", body="清掃")
    note.body = "梱包"
    note.save()
    assert (found(notes, "清掃"), found(notes, "梱包")) == (set(), {"裏方"})


def test_the_key_is_never_fetched(notes):
    with CaptureQueriesContext(connection) as queries:
        made = notes.create(title="裏方", body="清掃")
        assert notes.matching("清掃").get() == made
        made.refresh_from_db()
        assert made.search is None
    assert not [query["sql"] for query in queries if re.search(r'"search"(?! @@)', query["sql"])]


WEIRD = [
    "\0",
    "清\0掃",
    "\x01\x1f\x7f",
    "' \\ \" & | ! ( ) : * <-> <2>",
    "'':*",
    "\\",
    "👩‍👩‍👧🧹",
    "\ud800",
    "a" * 10_000_000,
    "清 " * 5_000_000,
    "ﷺ" * 300,
    "%s %(x)s {}",
    "-清掃",
]


@pytest.mark.parametrize("text", WEIRD, ids=[str(number) for number in range(len(WEIRD))])
def test_nothing_typed_is_an_error(notes, text):
    notes.create(title="裏方", body=LONG)
    assert found(notes, text) <= {"裏方"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_any_text_is_a_query_that_the_database_takes(db, text):
    query = search_query(text)
    if query is not None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s::tsquery", [query.get_source_expressions()[0].value])


JAPANESE = st.text(st.sampled_from("清掃在宅髙﨑ヘルパーあいガ１Ａb'\\+"), min_size=1, max_size=12)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(JAPANESE, JAPANESE, JAPANESE)
def test_every_part_of_a_text_finds_it(notes, before, part, after):
    note = notes.create(title="一", body=before + part + after)
    assert notes.matching(part).filter(pk=note.pk).exists() or search_query(part) is None


def test_a_migration_names_the_columns_only(notes):
    written, _imports = MigrationWriter.serialize(notes.model._meta.get_field("search"))
    assert written == "textsearch.fields.SearchField('title', 'body')"
    assert isinstance(notes.model._meta.indexes[0], GinIndex)


def test_the_index_answers_the_search(notes):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # for a handful of rows it would be quicker
    assert "note_search" in notes.matching("清掃").explain()
