"""A rota that covers today, one safety plan, and words that could not wait and came to a good end."""

from datetime import timedelta

from django.utils import timezone

from accounts import workflow
from accounts.models import Alarm, DutyShift, Organisation, SafetyPlan, User
from config.demo.accounts import address
from config.demo.clock import days_ago, moment, standing_at
from config.demo.keys import key_id
from config.demo.people import Person

ROTA_DAYS = 21
FIRST, SECOND = DutyShift.Order.FIRST, DutyShift.Order.SECOND
PLAN = {
    "helps": "本の背表紙をながめる。温かいお茶を飲む。",
    "call": "麻生さん（平日の昼）。夜は、いのちの電話。",
    "safe_place": "図書館の二階のいす",
    "may_do": "まず、ショートメールで「いま電話してもいいですか」と聞いてほしいです。",
}
FLAGGED_AGO, FLAGGED_AT = 12, "13:05"
WORDS = "「もう朝が来なければいいのに」と書いてありました。"
OUTCOME = "ショートメールのあと、電話で30分話した。いまは落ちついている。あした10時に窓口で会う約束をした。"


def ensure_safety(bodies: dict[str, Organisation], people: dict[str, Person]) -> None:
    """Everything through the verbs; a second run finds it."""
    body = bodies["44201"]
    first, second, manager = (_user(name) for name in ("supporter", "kawano", "municipality"))
    if not DutyShift.objects.filter(organisation=body).exists():
        _plan_rota(body, first, second, manager)
    person = people["mikan"]
    if not person.fresh:
        return
    with standing_at(days_ago(30, "15:00")):
        workflow.write_safety_plan(person.participant, PLAN, by=first)
    SafetyPlan.objects.filter(participant=person.participant).update(written_at=days_ago(30, "15:00"))
    _flag(person, body, flagged_by=_user("peer"), taken_by=second)


def _user(name: str) -> User:
    return User.objects.get(email=address(name))


def _plan_rota(body: Organisation, first: User, second: User, manager: User) -> None:
    """Round the clock, the two of them taking turns from day to day."""
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    for number in range(ROTA_DAYS):
        day = monday + timedelta(days=number)
        pair = (first, second) if number % 2 == 0 else (second, first)
        for order, user in zip((FIRST, SECOND), pair, strict=True):
            workflow.plan_duty(
                body,
                user,
                starts_at=moment(day, "00:00"),
                ends_at=moment(day + timedelta(days=1), "00:00"),
                order=order,
                by=manager,
            )


def _flag(person: Person, body: Organisation, *, flagged_by: User, taken_by: User) -> None:
    said = workflow.Flagged(
        kind=Alarm.Kind.LIFE,
        words=WORDS,
        read_where="desk_participant",
        public_id=key_id("alarm", person.key),
    )
    came = days_ago(FLAGGED_AGO, FLAGGED_AT)
    with standing_at(came):
        alarm = workflow.raise_alarm(said, by=flagged_by, desk=body, participant=person.participant)
        alarm.called.add(taken_by)
    with standing_at(came + timedelta(minutes=4)):
        workflow.take_alarm(alarm, by=taken_by)
    with standing_at(came + timedelta(minutes=50)):
        workflow.close_alarm(alarm, by=taken_by, outcome_kind=Alarm.Outcome.SAFE, outcome=OUTCOME)
