"""A key that the support worker of Oita uses for a monthly table, and one that came to its end."""

from datetime import timedelta

from accounts.models import ApiToken, User
from accounts.workflow import issue_token, revoke_token
from config.demo.accounts import address
from config.demo.clock import days_ago, standing_at


def ensure_api_keys() -> None:
    """Nobody knows what these keys are: they are there to be seen in the list."""
    user = User.objects.get(email=address("supporter"))
    if ApiToken.objects.of(user).exists():
        return
    with standing_at(days_ago(70, "11:20")):
        trial, _secret = issue_token(user, name="ためしに", scopes=["work:read"], lasts=timedelta(days=30))
    with standing_at(days_ago(64, "16:05")):
        revoke_token(trial, by=user)
        kept, _secret = issue_token(user, name="月の集計表", scopes=["work:read", "people:read"])
    ApiToken.objects.filter(pk=kept.pk).update(last_used_at=days_ago(2, "09:30"))
