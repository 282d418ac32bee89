"""One's own account: everybody who is signed in has one; how pages look is for all."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import AccountClosing
from accounts.models.invitations import hash_of
from tests.permissions.table import EVERYBODY, SIGNED_IN, row


def _closing(cast) -> None:
    AccountClosing.objects.create(
        user=cast.saito, token_hash=hash_of("a-link"), due_at=timezone.now() + timedelta(days=14)
    )


def _oita(cast) -> str:
    return cast.oita.public_id


OF_OITA = "saito tanaka kido abe"
ROWS = [
    row("portal:display", ok=EVERYBODY),
    row("portal:display", ok=EVERYBODY, post={"theme": "dark"}),
    row("portal:settings", ok=SIGNED_IN),
    row("portal:settings", ok=SIGNED_IN, post={}),
    row("portal:settings_close", ok=SIGNED_IN),
    row("portal:settings_close", ok=SIGNED_IN, post={}),
    row("portal:settings_stay", ok=SIGNED_IN, post={}),
    row("portal:settings_leave_place", ok=OF_OITA, public_id=_oita),
    row("portal:settings_leave_place", ok=OF_OITA, post={}, public_id=_oita),
    row("account_stay", ok=EVERYBODY, prepare=_closing, token="a-link"),
    row("account_stay", ok=EVERYBODY, prepare=_closing, post={}, token="a-link"),
]
