"""Random ids for addresses: nothing can be guessed or counted from them."""

import secrets

from django.db import models

# No vowels and no look-alikes: an id read out on the telephone is understood and spells nothing.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 14  # 27**14, about 66 bits


def new_public_id() -> str:
    """A fresh random id of 14 characters, safe in any URL."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class PublicIdModel(models.Model):
    """A row that is addressed by a random id; its primary key never leaves the database."""

    public_id = models.CharField(
        "公開ID", max_length=LENGTH, unique=True, editable=False, default=new_public_id
    )

    class Meta:
        abstract = True
