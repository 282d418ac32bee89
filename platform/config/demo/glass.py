"""Two records that somebody opened with a reason: one when words could not wait, reviewed; one of today, not yet."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import BreakGlass, RecordAccess, User
from accounts.workflow import break_glass, log_access, review_glass
from config.demo.accounts import address
from config.demo.clock import days_ago, standing_at
from config.demo.keys import key_id
from config.demo.people import Person
from config.demo.safety import FLAGGED_AGO, FLAGGED_AT

What, Why = RecordAccess.What, BreakGlass.Why
CALLED = "待てない知らせを受けました。電話をかける前に、これまでのことを読みます。"
ABSENT = "河野さんがお休みの日に、ご本人から窓口にお電話がありました。きょうの約束を確かめます。"
REMARK = "知らせを受けてからのことでした。あとで麻生さんにも、お話をうかがいました。"


def ensure_glass(people: dict[str, Person]) -> None:
    """The worker who took the words opened the record; another looked something up for an absent colleague."""
    called, absent = people["mikan"], people["ishi"]
    if not called.fresh or not absent.fresh:
        return
    first = days_ago(FLAGGED_AGO, FLAGGED_AT) + timedelta(minutes=6)
    glass = _open(called, _user("kawano"), Why.DANGER, CALLED, first)
    with standing_at(days_ago(FLAGGED_AGO - 1, "09:10")):
        manager = _user("municipality")
        log_access(called.participant, by=manager, what=What.GLASS_REVIEW)
        review_glass(glass, by=manager, verdict=BreakGlass.Verdict.IN_ORDER, remark=REMARK)
    _open(absent, _user("supporter"), Why.ABSENT, ABSENT, timezone.now() - timedelta(hours=2))


def _open(person: Person, by: User, why: str, reason: str, at: datetime) -> BreakGlass:
    with standing_at(at):
        glass = break_glass(person.participant, by=by, why=why, reason=reason)
        BreakGlass.objects.filter(pk=glass.pk).update(public_id=key_id("glass", person.key))
    for minutes, what in ((1, What.RECORD), (2, What.CONTACT)):
        with standing_at(at + timedelta(minutes=minutes)):
            log_access(person.participant, by=by, what=what)
    return glass


def _user(name: str) -> User:
    return User.objects.get(email=address(name))
