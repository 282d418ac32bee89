"""Work of this room that nobody waits for."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.log_check import verify
from accounts.models import AnsweredRequest
from accounts.workflow.closing import close_due_accounts
from foundation.background import task


class BrokenLogError(Exception):
    """`manage.py verify_log` says where."""


@task("accounts.close_accounts", does=_("閉じると決めた日の来たアカウントを閉じる"))
def close_accounts(timestamp: int = 0) -> None:
    close_due_accounts()


@task("accounts.verify_log", does=_("閲覧の記録がとぎれていないか確かめる"), pauses=())
def verify_log(timestamp: int = 0) -> None:
    if verify(None).broken:
        raise BrokenLogError


@task("accounts.send_mail", does=_("メールを送る"))
def send_stored(mail: int) -> None:
    from accounts import outbox  # it defers this task

    outbox.send(mail)


@task("accounts.tidy_mails", does=_("送り終わったメールの印を片づける"))
def tidy_mails(timestamp: int = 0) -> None:
    from accounts import outbox

    outbox.tidy()


@task("accounts.forget_answered", does=_("答え終わったAPIの書きこみの印を消す"))
def forget_answered(timestamp: int = 0) -> None:
    AnsweredRequest.objects.filter(at__lt=timezone.now() - AnsweredRequest.KEPT).delete()
