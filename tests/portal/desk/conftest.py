from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User


@pytest.fixture
def as_(client) -> Callable[[User], Client]:
    """The client, signed in as one of the cast: `as_(cast.saito).get("/desk/")`."""

    def signed_in(user: User) -> Client:
        client.force_login(user)
        return client

    return signed_in
