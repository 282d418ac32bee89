"""Text that is unreadable in the database: notes, messages, telephone numbers, addresses."""

import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

from foundation.my_number import mask, mask_within


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        raise ImproperlyConfigured(
            "FIELD_ENCRYPTION_KEYS: each key is 32 bytes in URL-safe base64."
        ) from error


def cipher() -> MultiFernet:
    """The keys of FIELD_ENCRYPTION_KEYS: the first one writes, all of them read."""
    return _cipher(tuple(key.strip() for key in settings.FIELD_ENCRYPTION_KEYS))


def _encrypted(text: str | None) -> str | None:
    return cipher().encrypt(text.encode()).decode() if text else text


class EncryptedTextField(models.TextField):
    """A TextField stored as a Fernet token; empty text stays empty and cannot be searched in SQL.

    A My Number in it is masked, whatever way it came: form, import, API, bulk_create or update.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """What is saved is also what the object at hand says afterwards."""
        masked = mask_within(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, masked)
        return masked

    def get_prep_value(self, value: Any) -> Any:
        text = super().get_prep_value(value)
        return _encrypted(mask(text) if isinstance(text, str) else text)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        if not value:
            return value
        try:
            return cipher().decrypt(value.encode()).decode()
        except InvalidToken as error:
            raise ImproperlyConfigured(
                f"{self.model.__name__}.{self.name} cannot be read with the keys in FIELD_ENCRYPTION_KEYS."
            ) from error

    def get_lookup(self, lookup_name: str) -> Any:
        """Only "is it empty": the token differs each time, so any other comparison would lie."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


class EncryptedJSONField(EncryptedTextField):
    """Lists and dictionaries, stored like EncryptedTextField; JSON's types only."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def get_prep_value(self, value: Any) -> Any:
        if value is None:
            return value
        return _encrypted(json.dumps(mask_within(value), ensure_ascii=False))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        text = super().from_db_value(value, expression, connection)
        return json.loads(text) if text else text

    def value_to_string(self, obj: models.Model) -> str:
        """For serializers: what stands in the row is the token, so the fixture holds JSON text."""
        return json.dumps(self.value_from_object(obj), ensure_ascii=False)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) and value else value
