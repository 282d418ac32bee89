"""Words that cannot wait: flagged by whoever reads them, taken by a person, closed with what came of it."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import perms, signals
from accounts.models import Alarm, AlarmMove, DutyShift, Membership, Organisation, Participant, User
from foundation.moves import MoveTable, Refused

State = Alarm.State
SHORTEST_OUTCOME = 10

MOVES = MoveTable(
    {
        State.RAISED: {State.TAKEN: ["called"]},
        State.TAKEN: {State.CLOSED: ["taker"], State.TAKEN: ["called"]},
        State.CLOSED: {State.RAISED: ["called"]},
    },
    sentence=gettext_lazy("この知らせは、そのあいだに動きました。いまの状態を見てください。"),
)


@dataclass(frozen=True)
class Flagged:
    """What somebody flags: where and what they read, and about whom in words where no record is known.

    `public_id` makes it one alarm, however often the form is sent.
    """

    kind: str
    words: str
    about: str = ""
    read_where: str = ""
    read_path: str = ""
    public_id: str = ""


@transaction.atomic
def raise_alarm(said: Flagged, *, by: User, desk: Organisation, participant: Participant | None) -> Alarm:
    """Write it down and call whoever is on duty at the desk. What was flagged is never turned away for a detail."""
    if said.public_id and (sent := Alarm.objects.filter(public_id=said.public_id, flagged_by=by).first()):
        return sent
    if not said.words.strip():
        raise Refused(_("読んだことを、ひとことで書いてください。"), field="words")
    if participant is None and not said.about.strip():
        raise Refused(_("だれのことかを、分かるだけ書いてください。"), field="about")
    alarm = Alarm(
        participant=participant,
        desk=participant.desk if participant else desk,
        about=said.about,
        flagged_by=by,
        read_where=said.read_where,
        read_path=said.read_path,
        kind=said.kind,
        words=said.words,
    )
    if not _saved_under(alarm, said.public_id):
        if sent := Alarm.objects.filter(public_id=said.public_id, flagged_by=by).first():
            return sent  # the same form, a blink of an eye before
        alarm.save()
    _record(alarm, "", State.RAISED, by=by)
    _call(alarm, by=by)
    return alarm


@transaction.atomic
def take_alarm(alarm: Alarm, *, by: User) -> Alarm:
    """The first one who takes it has it; whoever flagged it hears that somebody did."""
    row = _locked(alarm)
    if row.state == State.TAKEN:
        if row.taken_by_id == by.pk:
            return row
        raise Refused(_("{name}さんが、もう受けています。").format(name=row.taken_by))
    MOVES.check(row.state, State.TAKEN, perms.alarm_parts(by, row))
    return _take(row, by=by)


@transaction.atomic
def take_over_alarm(alarm: Alarm, *, by: User, since: User) -> Alarm:
    """Somebody else goes on with it, where `since` is still the one who had it."""
    row = _locked(alarm)
    if row.taken_by_id != since.pk:
        raise Refused(MOVES.sentence)
    MOVES.check(row.state, State.TAKEN, perms.alarm_parts(by, row))
    return _take(row, by=by)


@transaction.atomic
def close_alarm(alarm: Alarm, *, by: User, outcome_kind: str, outcome: str) -> Alarm:
    """What came of it, in a sentence at least; without that it stays open."""
    row = _locked(alarm)
    MOVES.check(row.state, State.CLOSED, perms.alarm_parts(by, row))
    if len(outcome.strip()) < SHORTEST_OUTCOME:
        raise Refused(_("何をして、どうなったかを、一文は書いてください。"), field="outcome")
    if outcome_kind not in Alarm.Outcome.values:
        raise Refused(_("結果をひとつ選んでください。"), field="outcome_kind")
    _record(row, row.state, State.CLOSED, by=by, comment=outcome)
    row.state, row.closed_at = State.CLOSED, timezone.now()
    row.outcome_kind, row.outcome = outcome_kind, outcome
    row.save(update_fields=["state", "closed_at", "outcome_kind", "outcome"])
    return row


@transaction.atomic
def reopen_alarm(alarm: Alarm, *, by: User, because: str) -> Alarm:
    """It is not over: the outcome stays in the moves, and whoever is on duty now is called again."""
    row = _locked(alarm)
    MOVES.check(row.state, State.RAISED, perms.alarm_parts(by, row))
    if not because.strip():
        raise Refused(_("なぜもう一度開くのかを、ひとことで書いてください。"), field="because")
    _record(row, row.state, State.RAISED, by=by, comment=because)
    row.state, row.called_at = State.RAISED, timezone.now()
    row.taken_by = row.taken_at = row.closed_at = None
    row.outcome_kind = row.outcome = ""
    row.save()
    _call(row, by=by)
    return row


def whom_to_call(alarm: Alarm) -> list[User]:
    """The first person on duty; where there is none who may be called the second; else the desk's managers.

    Whom the participant asked never to meet is not called, and neither is the participant.
    """
    shifts = DutyShift.objects.now().filter(organisation=alarm.desk_id).select_related("user")
    found = [(shift.order, shift.user) for shift in shifts if perms.may_be_called(shift.user, alarm)]
    for order in DutyShift.Order.values:
        if people := [user for at, user in found if at == order]:
            return people
    managing = Membership.objects.current().filter(organisation=alarm.desk_id, role=Membership.Role.MANAGER)
    managers = User.objects.filter(pk__in=managing.values("user"), is_active=True)
    return [user for user in managers if perms.may_be_called(user, alarm)]


def _saved_under(alarm: Alarm, public_id: str) -> bool:
    """Whether it is stored now under the id of its form; that id may be taken."""
    if not public_id:
        return False
    own = alarm.public_id
    alarm.public_id = public_id
    try:
        with transaction.atomic():
            alarm.save()
    except IntegrityError:
        alarm.pk, alarm.public_id, alarm._state.adding = None, own, True
        return False
    return True


def _locked(alarm: Alarm) -> Alarm:
    rows = Alarm.objects.select_related("participant", "taken_by", "desk")
    return rows.select_for_update(of=("self",)).get(pk=alarm.pk)


def _call(alarm: Alarm, *, by: User) -> None:
    people = whom_to_call(alarm)
    alarm.called.add(*people)
    signals.alarm_raised.send(Alarm, alarm=alarm, called=people, by=by)


def _take(row: Alarm, *, by: User) -> Alarm:
    _record(row, row.state, State.TAKEN, by=by)
    row.state, row.taken_by, row.taken_at = State.TAKEN, by, timezone.now()
    row.save(update_fields=["state", "taken_by", "taken_at"])
    signals.alarm_taken.send(Alarm, alarm=row, by=by)
    return row


def _record(alarm: Alarm, before: str, after: str, *, by: User, comment: str = "") -> None:
    AlarmMove.objects.create(alarm=alarm, before=before, after=after, by=by, comment=comment)
