"""Words that cannot wait: who is called hears of it on every channel that exists, now the site and e-mail.

No name, no reason, nothing of what was flagged leaves the house: somebody else may look at the screen.
"""

import logging
from collections.abc import Iterable
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.dispatch import receiver
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import signals
from accounts.mails import post
from accounts.models import Alarm, Preferences, User
from realtime.notices import Notice

logger = logging.getLogger(__name__)


class AlarmRaised(Notice):
    kind = "accounts.alarm_raised"
    title = gettext_lazy("待てない知らせがあります")
    text = gettext_lazy("いま、開いてください。")
    route = "portal:desk_alarm"


class AlarmTaken(Notice):
    kind = "accounts.alarm_taken"
    title = gettext_lazy("知らせてくださったことを、当番の人が受けました")
    text = gettext_lazy("ありがとうございました。")
    route = "portal:cannot_wait_told"


@receiver(signals.alarm_raised)
def call(sender: Any, alarm: Alarm, called: list[User], **kwargs: Any) -> None:
    """Those who are asked now hear of it at once; a worker sends the mails once the row is saved."""
    AlarmRaised.send(called, target={"public_id": alarm.public_id})
    _send_mails([user.pk for user in called])


@receiver(signals.alarm_taken)
def thank(sender: Any, alarm: Alarm, by: User, **kwargs: Any) -> None:
    """Whoever flagged it can let go of it; what is done now stays at the desk."""
    if alarm.flagged_by_id != by.pk:
        AlarmTaken.send([alarm.flagged_by], target={"public_id": alarm.public_id})


def _send_mails(keys: Iterable[int]) -> None:
    chosen = dict(Preferences.objects.filter(user__in=keys).values_list("user", "language"))
    for user in User.objects.filter(pk__in=keys, email__isnull=False):
        with translation.override(chosen.get(user.pk) or settings.LANGUAGE_CODE):
            _send_mail(user)


def _send_mail(user: User) -> None:
    address = settings.SITE_URL + reverse("portal:desk_alarms")
    text = _("急ぎのお知らせがあります。ログインして、開いてください。")
    try:
        with transaction.atomic():
            post(str(user.email), _("急ぎのお知らせがあります"), f"{text}\n\n{address}\n", link=address)
    except (OSError, SMTPException, DatabaseError):
        # The call on the site stands; one mail that fails keeps nobody else from hearing.
        logger.exception("A mail to somebody on duty could not be sent.")
