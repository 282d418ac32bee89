"""Every encrypted text under the newest key: while the site runs, and again from anywhere after an interruption.

A token says by itself which key it needs (its signature fits one key only), so no progress is kept anywhere: what
already stands under the first key is passed over. Rows that somebody is writing at this moment are skipped and
visited in the next round; nothing that they write can be lost, because the token is changed under the row's lock.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from foundation.encrypted import EncryptedTextField, cipher

BATCH = 500
ROUNDS = 5


@dataclass
class Count:
    """What was found in one table."""

    table: str
    tokens: int = 0
    renewed: int = 0
    old: int = 0
    unreadable: int = 0


_TOKEN = re.compile(r"gAAAA[\w-]+={0,2}")
_inside: dict[str, tuple[str, ...]] = {}


def tokens_inside(label: str, *fields: str) -> None:
    """Tell of tokens that stand inside a plain JSON or text field of a model, a library's for instance."""
    _inside[label] = fields


def encrypted_fields(model: type[models.Model]) -> list[Any]:
    """The encrypted fields whose columns lie in the model's own table."""
    return [field for field in model._meta.local_concrete_fields if isinstance(field, EncryptedTextField)]


def encrypted_models() -> list[type[models.Model]]:
    """Every model with such fields, through tables included."""
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if not model._meta.proxy and encrypted_fields(model)]


def models_to_rotate() -> list[type[models.Model]]:
    """Every model that holds tokens, in a field of ours or inside another."""
    others = [apps.get_model(label) for label in _inside]
    return encrypted_models() + [model for model in others if not encrypted_fields(model)]


def rotate(model: type[models.Model]) -> Count:
    """Put the model's tokens under the first key; `old` counts those that stayed because they were being written."""
    count = Count(model._meta.db_table)
    for _round in range(ROUNDS):
        count.tokens = count.old = count.unreadable = 0
        for keys in _batches(model):
            _renew(model, keys, count)
        if not count.old:
            break
    return count


def look(model: type[models.Model]) -> Count:
    """What `rotate` would find; changes nothing and waits for nobody."""
    count = Count(model._meta.db_table)
    for keys in _batches(model):
        for _key, texts in _rows(model, keys, lock=""):
            for text in texts:
                _assess(text, count)
    return count


def _batches(model: type[models.Model]) -> Iterator[list[Any]]:
    """Primary keys in order, a batch at a time; short queries, so that nothing is held open."""
    rows = model._base_manager.order_by("pk").values_list("pk", flat=True)
    keys = list(rows[:BATCH])
    while keys:
        yield keys
        keys = list(rows.filter(pk__gt=keys[-1])[:BATCH])


def _columns(model: type[models.Model]) -> list[str]:
    inside = [model._meta.get_field(name) for name in _inside.get(model._meta.label, ())]
    fields: list[Any] = [*encrypted_fields(model), *inside]
    return [connection.ops.quote_name(field.column) for field in fields]


def _rows(model: type[models.Model], keys: list[Any], *, lock: str) -> list[tuple[Any, list[str | None]]]:
    quote, key = connection.ops.quote_name, model._meta.pk
    table, column = quote(model._meta.db_table), quote(str(key.column))
    texts = ", ".join(f"{name}::text" for name in _columns(model))
    asked = f"SELECT {column}, {texts} FROM {table} WHERE {column} = ANY(%s) ORDER BY 1"  # noqa: S608 - models' names
    with connection.cursor() as cursor:
        cursor.execute(f"{asked} {lock}", [keys])
        return [(found[0], list(found[1:])) for found in cursor.fetchall()]


@transaction.atomic
def _renew(model: type[models.Model], keys: list[Any], count: Count) -> None:
    quote = connection.ops.quote_name
    assignments = ", ".join(f"{name} = %s" for name in _columns(model))
    table, column = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    change = f"UPDATE {table} SET {assignments} WHERE {column} = %s"  # noqa: S608 - models' names
    rows = _rows(model, keys, lock="FOR NO KEY UPDATE SKIP LOCKED")
    with connection.cursor() as cursor:
        for key, texts in rows:
            old = count.old
            changed = [_renewed(text) if _assess(text, count) else text for text in texts]
            if count.old > old:
                cursor.execute(change, [*changed, key])
                count.renewed += count.old - old
                count.old = old
    skipped = sorted(set(keys) - {key for key, _texts in rows})
    for _key, texts in _rows(model, skipped, lock=""):
        for text in texts:
            _assess(text, count)


def _assess(text: str | None, count: Count) -> bool:
    """Count the tokens of a text; answers whether an older key of ours wrote one of them."""
    old = count.old
    for token in _tokens(text):
        count.tokens += 1
        if not _fits(Fernet(settings.FIELD_ENCRYPTION_KEYS[0].strip()), token):
            fits = _fits(cipher(), token)
            count.old += fits
            count.unreadable += not fits
    return count.old > old


def _tokens(text: str | None) -> list[str]:
    """The tokens in JSON; an encrypted column is one token, whatever it looks like."""
    if not text or not text.startswith(("{", "[", '"')):
        return [text] if text else []
    return _TOKEN.findall(text)


def _fits(key: Fernet | MultiFernet, token: str) -> bool:
    try:
        key.decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def _renewed(text: str | None) -> str:
    def renew(found: re.Match[str]) -> str:
        token = found.group()
        return cipher().rotate(token.encode()).decode() if _fits(cipher(), token) else token

    return _TOKEN.sub(renew, text or "")
