"""From what somebody typed to a query on a `SearchField`. Nothing that can be typed is an error."""

import re
from typing import Any, Self

from django.contrib.postgres.search import SearchQuery
from django.db import models

from textsearch.folding import bigrams, fold

MAX_CHARACTERS = 200
MAX_WORDS = 10
LONGEST_NAME = 24

# The long vowel mark at the end of a word of kana is written or left out: コンピューター, コンピュータ.
_FINAL_LONG_MARK = re.compile(r"([\u3041-\u3096ー][\u3041-\u3096])ー(?![\u3041-\u3096ー])")


class LexemeQuery(SearchQuery):
    """A query of ready lexemes: PostgreSQL's parser, which knows no Japanese, is not asked to find words."""

    function = ""
    template = "%(expressions)s::tsquery"

    def __init__(self, value: Any) -> None:
        super().__init__(value, search_type="raw")
        self.function = ""


def search_query(text: str) -> SearchQuery | None:
    """A query that wants every word of the text; None if there is no word in it.

    Only the first characters and words count (`MAX_CHARACTERS`, `MAX_WORDS`).
    """
    words = fold(text[:MAX_CHARACTERS])[:MAX_CHARACTERS].split()[:MAX_WORDS]
    return LexemeQuery(" & ".join(_either(word) for word in words)) if words else None


def name_query(text: str) -> SearchQuery | None:
    """The same for names in neighbouring columns: たかはしはな also finds たかはし in one and はな in the next."""
    words = fold(text[:MAX_CHARACTERS])[:MAX_CHARACTERS].split()[:MAX_WORDS]
    return LexemeQuery(" & ".join(_written_together(word) for word in words)) if words else None


def _written_together(word: str) -> str:
    """The word as typed, or parted once, anywhere: a space holds one place of its own."""
    parted = []
    for at in range(1, len(word)) if len(word) <= LONGEST_NAME else ():
        first, second = word[:at], word[at:]
        before = " <-> ".join(_quoted(one) for one in (*bigrams(first), first[-1]))
        after = " <-> ".join(_quoted(pair) for pair in bigrams(second)) or f"{_quoted(second)}:*"
        parted.append(f"({before} <2> {after})")
    return "(" + " | ".join([_either(word), *parted]) + ")"


def _either(word: str) -> str:
    """The word as typed, or without the long vowel marks that others leave out."""
    shorter = _FINAL_LONG_MARK.sub(r"\1", word)
    return _phrase(word) if shorter == word else f"({_phrase(word)} | {_phrase(shorter)})"


def _phrase(word: str) -> str:
    if len(word) == 1:
        return f"{_quoted(word)}:*"
    return "(" + " <-> ".join(_quoted(pair) for pair in bigrams(word)) + ")"


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


class SearchQuerySet(models.QuerySet):
    """For the QuerySets of models with a `SearchField`, named `search` unless `search_field` says otherwise."""

    search_field = "search"

    def matching(self, text: str) -> Self:
        """The rows in which every word of the text occurs; all rows if nothing was typed."""
        if not text.strip():
            return self
        query = search_query(text)
        return self.none() if query is None else self.filter(**{self.search_field: query})
