"""How often somebody may guess, so that guessing stays slow and nobody can lock another person out.

No limit hangs on the account alone, except for numbers after a right password. A browser that signed in to the
account before has an allowance of its own, which nobody else can use up (docs/decisions on throttling).
"""

from dataclasses import dataclass, field

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from accounts import browsers
from accounts.models import User

LIMITS = {
    # A browser that the account knows.
    "known": "10/5m/key",
    # One network (an IPv4 address, a /64 of IPv6), whatever the account: a whole office may sit behind it.
    "network": "30/5m/key",
    # One network at one account; once strangers have failed at the account too often, one guess at a time.
    "pair": "5/5m/key,30/d/key",
    "slow_pair": "1/10m/key",
    "strangers": "50/h/key",
    # Numbers and recovery codes, from all browsers that the account does not know together.
    "numbers": "10/10m/key",
}


@dataclass
class Attempt:
    """A guess that was counted; a right one is given back."""

    counted: list[ratelimit.RateLimitUsage] = field(default_factory=list)

    def was_right(self) -> None:
        """Nobody uses up an allowance by signing in."""
        for usage in self.counted:
            usage.rollback()


def _count(
    request: HttpRequest, limit: str, key: str, *, look: bool = False
) -> ratelimit.RateLimitUsage | None:
    return ratelimit.consume(
        request, app="accounts", action=limit, config=LIMITS, key=key, dry_run=look, limit_get=True
    )


def guess_secret(request: HttpRequest, account: str, user: User | None) -> Attempt | None:
    """Count a guess at a password or a code of `account` (the name as it was typed); None: not now.

    `user` is whose account it is, where there is one: their own browsers are let through.
    """
    account = account.strip().lower()
    if user is not None and (browser := browsers.known_here(request, user)):
        return _all(request, [("known", f"{browser.pk}")])
    network = ratelimit.get_ip(request)
    pair = f"{network} {account}"
    calm = _count(request, "strangers", account, look=True)
    attempt = _all(request, [("network", network), ("pair" if calm else "slow_pair", pair)])
    if attempt and calm and (usage := _count(request, "strangers", account)):
        attempt.counted.append(usage)
    return attempt


def guess_number(request: HttpRequest, user: User) -> Attempt | None:
    """Count a guess at the second step; whoever comes here knew the password already. None: not now."""
    if browser := browsers.known_here(request, user):
        return _all(request, [("known", f"number {browser.pk}")])
    return _all(request, [("numbers", f"{user.pk}")])


def forget_guesses(request: HttpRequest, account: str) -> None:
    """A new password was chosen through the mail: the wrong ones of before count no more here."""
    account = account.strip().lower()
    for limit, key in (("pair", f"{ratelimit.get_ip(request)} {account}"), ("strangers", account)):
        ratelimit.clear(request, app="accounts", action=limit, config=LIMITS, key=key)


def _all(request: HttpRequest, limits: list[tuple[str, str]]) -> Attempt | None:
    attempt = Attempt()
    for limit, key in limits:
        usage = _count(request, limit, key)
        if usage is None:
            return None
        attempt.counted.append(usage)
    return attempt
