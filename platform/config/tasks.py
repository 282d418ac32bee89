"""Work for parts that are no room of ours."""

from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from foundation.background import task


@task("config.clear_sessions", does=_("期限の過ぎたログインの印を消す"))
def clear_sessions(timestamp: int = 0) -> None:
    call_command("clearsessions")
