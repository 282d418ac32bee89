"""Every encrypted text under the newest key: while the site runs, and again from anywhere after an interruption.

A token says by itself which key it needs (its signature fits one key only), so no progress is kept anywhere: what
already stands under the first key is passed over. Rows that somebody is writing at this moment are skipped and
visited in the next round; nothing that they write can be lost, because the token is changed under the row's lock.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
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


def encrypted_fields(model: type[models.Model]) -> list[Any]:
    """The encrypted fields whose columns lie in the model's own table."""
    return [field for field in model._meta.local_concrete_fields if isinstance(field, EncryptedTextField)]


def encrypted_models() -> list[type[models.Model]]:
    """Every model with such fields, through tables included."""
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if not model._meta.proxy and encrypted_fields(model)]


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
        for _key, tokens in _rows(model, keys, lock=""):
            for token in tokens:
                _assess(token, count)
    return count


def _batches(model: type[models.Model]) -> Iterator[list[Any]]:
    """Primary keys in order, a batch at a time; short queries, so that nothing is held open."""
    rows = model._base_manager.order_by("pk").values_list("pk", flat=True)
    keys = list(rows[:BATCH])
    while keys:
        yield keys
        keys = list(rows.filter(pk__gt=keys[-1])[:BATCH])


def _rows(model: type[models.Model], keys: list[Any], *, lock: str) -> list[tuple[Any, list[str | None]]]:
    quote = connection.ops.quote_name
    key = model._meta.pk
    columns = ", ".join(quote(field.column) for field in [key, *encrypted_fields(model)])
    table, column = quote(model._meta.db_table), quote(str(key.column))
    asked = f"SELECT {columns} FROM {table} WHERE {column} = ANY(%s) ORDER BY 1"  # noqa: S608 - models' names
    with connection.cursor() as cursor:
        cursor.execute(f"{asked} {lock}", [keys])
        return [(found[0], list(found[1:])) for found in cursor.fetchall()]


@transaction.atomic
def _renew(model: type[models.Model], keys: list[Any], count: Count) -> None:
    quote = connection.ops.quote_name
    fields = encrypted_fields(model)
    assignments = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    table, column = quote(model._meta.db_table), quote(str(model._meta.pk.column))
    change = f"UPDATE {table} SET {assignments} WHERE {column} = %s"  # noqa: S608 - models' names
    rows = _rows(model, keys, lock="FOR NO KEY UPDATE SKIP LOCKED")
    with connection.cursor() as cursor:
        for key, tokens in rows:
            old = count.old
            changed = [_renewed(token) if _assess(token, count) else token for token in tokens]
            if count.old > old:
                cursor.execute(change, [*changed, key])
                count.renewed += count.old - old
                count.old = old
    skipped = sorted(set(keys) - {key for key, _tokens in rows})
    for _key, tokens in _rows(model, skipped, lock=""):
        for token in tokens:
            _assess(token, count)


def _assess(token: str | None, count: Count) -> bool:
    """Count the token; answers whether an older key of ours wrote it."""
    if not token:
        return False
    count.tokens += 1
    try:
        Fernet(settings.FIELD_ENCRYPTION_KEYS[0].strip()).decrypt(token.encode())
    except InvalidToken:
        try:
            cipher().decrypt(token.encode())
        except InvalidToken:
            count.unreadable += 1
            return False
        count.old += 1
        return True
    return False


def _renewed(token: str | None) -> str:
    return cipher().rotate((token or "").encode()).decode()
