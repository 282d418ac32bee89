"""A column of a model that holds the search key of other columns, kept up to date by the database."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db.models import F, Func, GeneratedField, Value
from django.db.models.functions import Coalesce


class Bigrams(Func):
    """`ja_bigrams` over several text columns; a word never reaches from one into the next."""

    function = "ja_bigrams"
    arg_joiner = " || ' ' || "
    output_field = SearchVectorField()

    def __init__(self, *columns: Any) -> None:
        super().__init__(*columns)


class SearchKey(SearchVectorField):
    """A tsvector that is searched and never fetched: it is longer than the text, and nobody reads it."""

    def select_format(self, compiler: Any, sql: str, params: Any) -> tuple[str, tuple[()]]:
        return "NULL::tsvector", ()


class SearchField(GeneratedField):
    """`search = SearchField("title", "description")`, together with `search_index` and `SearchQuerySet`.

    The migration that adds it depends on `("textsearch", "0001_folding")`; `makemigrations` cannot know that.
    PostgreSQL refuses to alter the type of a column that a generated column reads: such a migration removes
    this field first and adds it again. On an instance the value is always None.
    """

    # Not even the insert asks for it back.
    db_returning = False  # type: ignore[assignment]  # the stubs know one value only

    def __init__(self, *field_names: str, **kwargs: Any) -> None:
        self.field_names = field_names
        kwargs["expression"] = Bigrams(*(Coalesce(F(name), Value("")) for name in field_names))
        kwargs["output_field"] = SearchKey()
        kwargs["db_persist"] = True
        super().__init__(**kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        for given_here in ("expression", "output_field", "db_persist"):
            del kwargs[given_here]
        return name, path, list(self.field_names), kwargs


def search_index(name: str, field: str = "search") -> GinIndex:
    """The index without which a search reads every row; `name` is unique in the database."""
    return GinIndex(fields=[field], name=name)
