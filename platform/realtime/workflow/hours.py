"""The hours of a desk, planned by its managers."""

from datetime import date, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, User
from foundation.moves import Refused
from realtime import perms
from realtime.models import DeskDay, DeskHours
from realtime.models.hours import ENDS_LATER

FARTHEST = timedelta(days=366 * 2)


@transaction.atomic
def add_hours(desk: Organisation, *, weekday: int, opens: time, closes: time, by: User) -> DeskHours:
    """Somebody reads on this weekday from then to then; stretches of one day do not overlap."""
    _lock(desk, by)
    if closes <= opens:
        raise Refused(ENDS_LATER, field="closes")
    same_day = DeskHours.objects.filter(desk=desk, weekday=weekday)
    if same_day.filter(opens__lt=closes, closes__gt=opens).exists():
        raise Refused(_("同じ曜日の、ほかの時間と重なっています。"), field="opens")
    return DeskHours.objects.create(desk=desk, weekday=weekday, opens=opens, closes=closes)


@transaction.atomic
def remove_hours(hours: DeskHours, *, by: User) -> None:
    """This stretch is gone; done twice it is the same."""
    _lock(hours.desk, by)
    DeskHours.objects.filter(pk=hours.pk).delete()


@transaction.atomic
def add_day(desk: Organisation, *, day: date, opens: time | None, closes: time | None, by: User) -> DeskDay:
    """This day is not as usual: closed where no times are given."""
    _lock(desk, by)
    today = timezone.localdate()
    if not today <= day <= today + FARTHEST:
        raise Refused(_("今日から2年先までの日を書いてください。"), field="day")
    if (opens is None) != (closes is None):
        raise Refused(_("始まりと終わりを、両方書くか、両方空けてください（空けると休み）。"), field="closes")
    if opens and closes and closes <= opens:
        raise Refused(ENDS_LATER, field="closes")
    if DeskDay.objects.filter(desk=desk, day=day).exists():
        raise Refused(
            _("この日のことは、もう書いてあります。消してから、書きなおしてください。"), field="day"
        )
    return DeskDay.objects.create(desk=desk, day=day, opens=opens, closes=closes)


@transaction.atomic
def remove_day(day: DeskDay, *, by: User) -> None:
    """The day is as usual again; done twice it is the same."""
    _lock(day.desk, by)
    DeskDay.objects.filter(pk=day.pk).delete()


def _lock(desk: Organisation, by: User) -> None:
    Organisation.objects.select_for_update(of=("self",)).get(pk=desk.pk)
    if not perms.can_plan_hours(by, desk):
        raise Refused(_("窓口の時間を決めるのは、その窓口の管理者です。"))
