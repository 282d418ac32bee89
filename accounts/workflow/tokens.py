"""Keys for other systems: made, used, taken back."""

import base64
import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import mails, signals
from accounts.models import ApiToken, User
from foundation.moves import Refused

PREFIX = "ippo_"
LONGEST = timedelta(days=366)
MOST = 20
NOTED_EVERY = timedelta(minutes=5)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _secret_of(user: User, form_id: str) -> str:
    """The same for one form however often it is sent; without the site's own key nobody can work it out."""
    if not form_id:
        return PREFIX + secrets.token_urlsafe(24)
    drawn = salted_hmac("accounts.api_token", f"{user.pk}:{form_id}", algorithm="sha256").digest()
    return PREFIX + base64.urlsafe_b64encode(drawn[:24]).decode()


@transaction.atomic
def issue_token(
    user: User,
    *,
    name: str,
    scopes: Sequence[str],
    lasts: timedelta = timedelta(days=90),
    form_id: str = "",
) -> tuple[ApiToken, str]:
    """A new key and its secret, which nobody can read again afterwards. It may do what the account may, at most.

    Its owner hears of it. A form that is sent twice (a double click, a page loaded again) makes one key:
    `form_id` is what tells forms apart.
    """
    _refuse_what_no_key_may(scopes, lasts)
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    secret = _secret_of(user, form_id)
    former = ApiToken.objects.filter(digest=_digest(secret)).first()
    if former is not None and former.is_usable:
        return former, secret
    if former is not None:
        raise Refused(_("この鍵は、もう終わっています。はじめのページから、新しく作ってください。"))
    if ApiToken.objects.usable().of(user).count() >= MOST:
        raise Refused(_("鍵は20個までです。使っていないものを取り消してください。"))
    token = ApiToken.objects.create(
        user=user,
        name=name,
        scopes=sorted(set(scopes)),
        start=secret[: len(PREFIX) + 4],
        digest=_digest(secret),
        expires_at=timezone.now() + lasts,
    )
    signals.api_token_made.send(ApiToken, token=token)
    if to := user.email:
        language = get_language() or "ja"
        mails.send_new_key(to=to, language=language)
    return token, secret


def _refuse_what_no_key_may(scopes: Sequence[str], lasts: timedelta) -> None:
    if not scopes:
        raise Refused(_("できることを、一つ以上選んでください。"), field="scopes")
    if not timedelta(0) < lasts <= LONGEST:
        raise Refused(_("期限は、1日から1年のあいだで選んでください。"), field="days")


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


def end_tokens_of(user: User) -> int:
    """All keys of an account end: its password is another, it left a place, or it is closed. Says how many."""
    return ApiToken.objects.usable().of(user).update(revoked_at=timezone.now())


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
