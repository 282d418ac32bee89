"""Keys for other systems: made, used, taken back."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import ApiToken, User
from foundation.moves import Refused

PREFIX = "ippo_"
LONGEST = timedelta(days=366)
MOST = 20
NOTED_EVERY = timedelta(minutes=5)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def issue_token(
    user: User, *, name: str, scopes: Sequence[str], lasts: timedelta = timedelta(days=90)
) -> tuple[ApiToken, str]:
    """A new key and its secret, which nobody can read again afterwards. It may do what the account may, at most."""
    if not scopes:
        raise Refused(_("できることを、一つ以上選んでください。"), field="scopes")
    if not timedelta(0) < lasts <= LONGEST:
        raise Refused(_("期限は、1日から1年のあいだで選んでください。"), field="days")
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if ApiToken.objects.usable().of(user).count() >= MOST:
        raise Refused(_("トークンは20個までです。使っていないものを取り消してください。"))
    secret = PREFIX + secrets.token_urlsafe(24)
    token = ApiToken.objects.create(
        user=user,
        name=name,
        scopes=sorted(set(scopes)),
        start=secret[: len(PREFIX) + 4],
        digest=_digest(secret),
        expires_at=timezone.now() + lasts,
    )
    return token, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User) -> ApiToken:
    """It opens nothing any more, at once; its owner does it."""
    row = ApiToken.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if row.user_id != by.pk:
        raise Refused(_("取り消せるのは、作った本人です。"))
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
    return row


def token_of(secret: str) -> ApiToken | None:
    """The usable key with this secret, if its account may still sign in; notes that it was used."""
    token = (
        ApiToken.objects.usable()
        .filter(digest=_digest(secret), user__is_active=True)
        .select_related("user")
        .first()
    )
    if token is None:
        return None
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token
