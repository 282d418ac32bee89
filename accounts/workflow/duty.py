"""The rota: who is called, planned by the managers of each body."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import perms
from accounts.models import DutyShift, Organisation, User
from accounts.models.duty import DUTY_ROLES
from foundation.moves import Refused

LONGEST_SHIFT = timedelta(days=7)
WEEK = timedelta(days=7)


@transaction.atomic
def plan_duty(
    organisation: Organisation, user: User, *, starts_at: datetime, ends_at: datetime, order: int, by: User
) -> DutyShift:
    """Somebody of the body is called in this time; one first and one second person at a time."""
    _lock(organisation, by)
    if ends_at <= starts_at:
        raise Refused(_("当番の終わりは、始まりより後にしてください。"), field="ends")
    if ends_at - starts_at > LONGEST_SHIFT:
        raise Refused(_("ひとつの当番は、7日までです。分けて書いてください。"), field="ends")
    if not perms.has_role(user, organisation, *DUTY_ROLES):
        raise Refused(_("その方は、いまこの窓口の当番になれません。"), field="user")
    shift = DutyShift(organisation=organisation, user=user, starts_at=starts_at, ends_at=ends_at, order=order)
    if sentence := _in_the_way(shift):
        raise Refused(sentence, field="starts")
    shift.save()
    return shift


@transaction.atomic
def remove_duty(shift: DutyShift, *, by: User) -> None:
    """The shift is gone; done twice it is the same."""
    _lock(shift.organisation, by)
    DutyShift.objects.filter(pk=shift.pk).delete()


@transaction.atomic
def copy_last_week(organisation: Organisation, monday: date, *, by: User) -> tuple[int, int]:
    """The shifts that began in the week before, a week later; answers how many, and how many were left out.

    Left out are those that something is in the way of, and people who do not work here any more.
    """
    _lock(organisation, by)
    start = timezone.make_aware(datetime.combine(monday, datetime.min.time()))
    before = DutyShift.objects.filter(
        organisation=organisation, starts_at__gte=start - WEEK, starts_at__lt=start
    ).select_related("user")
    made = left = 0
    for old in before:
        shift = DutyShift(
            organisation=organisation,
            user=old.user,
            order=old.order,
            starts_at=old.starts_at + WEEK,
            ends_at=old.ends_at + WEEK,
        )
        if _in_the_way(shift) or not perms.has_role(old.user, organisation, *DUTY_ROLES):
            left += 1
            continue
        shift.save()
        made += 1
    return made, left


def _lock(organisation: Organisation, by: User) -> None:
    """One change of a body's rota at a time: two at once could overlap."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not perms.can_plan_duty(by, organisation):
        raise Refused(_("当番を決めるのは、この窓口の管理者です。"))


def _in_the_way(shift: DutyShift) -> str:
    """Why the shift cannot be, as a sentence; empty where it can."""
    same_time = DutyShift.objects.filter(organisation=shift.organisation).between(
        shift.starts_at, shift.ends_at
    )
    if taken := same_time.filter(order=shift.order).select_related("user").first():
        return _("この時間の{order}は、{name}さんに決まっています。").format(
            order=taken.get_order_display(), name=taken.user
        )
    if same_time.filter(user=shift.user).exists():
        return _("{name}さんは、この時間のもうひとつの当番に入っています。").format(name=shift.user)
    return ""
