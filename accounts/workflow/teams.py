"""Who accompanies whom: taking on, joining, leaving."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import perms, signals
from accounts.models import Organisation, Participant, TeamMember, User
from foundation.moves import Refused


@transaction.atomic
def take_on(participant: Participant, *, by: User) -> Participant:
    """A support worker becomes the first contact of somebody who waits; only one can be first."""
    row = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if row.taken_on_at is not None:
        raise Refused(_("この方の担当は、もう決まっています。"))
    if not perms.can_take_on(by, row):
        raise Refused(_("この方の担当になれるのは、窓口の担当者です。"))
    row.taken_on_at = timezone.now()
    row.save(update_fields=["taken_on_at"])
    TeamMember.objects.create(participant=row, user=by, organisation=row.desk, joined_by=by)
    signals.participant_taken_on.send(Participant, participant=row, by=by)
    return row


@transaction.atomic
def add_to_team(
    participant: Participant, user: User, *, organisation: Organisation, by: User, because: str = ""
) -> TeamMember:
    """The team (or the desk's manager) asks a colleague to join."""
    participant = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if not perms.can_change_team(by, participant):
        raise Refused(_("チームに加える人を決めるのは、チームの人か窓口の管理者です。"))
    if not perms.has_role(user, organisation, *perms.DESK_ROLES):
        raise Refused(_("チームに加われるのは、支援の担当者です。"))
    if not perms.may_meet(user, participant):
        raise Refused(_("その方は、いまチームに加われません。"))
    if not perms.may_share_with(organisation, participant):
        raise Refused(
            _(
                "{name}の人がチームに入るには、ご本人の同意がいります。先に「同意」のページで記録してください。"
            ).format(name=organisation.display_name)
        )
    before = TeamMember.objects.staying().filter(participant=participant, user=user)
    if before.current().exists():
        raise Refused(_("この方は、もうチームにいます。"))
    # Somebody whose work ended without a word, and who is back: the first time is over.
    before.update(left_at=timezone.now(), left_by=by)
    return TeamMember.objects.create(
        participant=participant, user=user, organisation=organisation, joined_by=by, joined_because=because
    )


@transaction.atomic
def leave_team(member: TeamMember, *, by: User, because: str = "") -> TeamMember:
    """Somebody leaves a team; the last one cannot, because nobody may be left alone without a word."""
    row = _lock(member, by=by)
    others = TeamMember.objects.current().filter(participant=row.participant).exclude(pk=row.pk)
    if not others.exists():
        raise Refused(_("最後のひとりです。先に、ほかの担当者をチームに加えてください。"))
    return _gone(row, by=by, because=because)


@transaction.atomic
def hand_over(
    member: TeamMember, *, to: User, organisation: Organisation, by: User, because: str = ""
) -> TeamMember:
    """Somebody leaves a team and names who is there instead; whoever is in the team already stays."""
    row = _lock(member, by=by)
    if to.pk == row.user_id:
        raise Refused(_("引き継ぐ相手には、ほかの人を選んでください。"))
    if not perms.has_role(to, organisation, perms.Role.SUPPORTER, perms.Role.MANAGER):
        raise Refused(_("引き継げるのは、支援員か管理者です。"))
    stays = TeamMember.objects.current().filter(participant=row.participant, user=to)
    if not stays.exists():
        add_to_team(row.participant, to, organisation=organisation, by=by, because=because)
    row.handed_to = to
    return _gone(row, by=by, because=because)


@transaction.atomic
def hand_over_caseload(
    user: User,
    successors: Mapping[TeamMember, User | None],
    *,
    organisation: Organisation,
    by: User,
    because: str = "",
) -> int:
    """Several people at once, all or none: to whom each goes, or None where the rest of the team stays."""
    for member, to in successors.items():
        if member.user_id != user.pk:
            raise Refused(_("この方は、もうチームを離れています。"))
        if to is None:
            leave_team(member, by=by, because=because)
        else:
            hand_over(member, to=to, organisation=organisation, by=by, because=because)
    return len(successors)


def look_after_the_team(participant: Participant) -> None:
    """Whoever is left hears that the team changed; where nobody is, the desk hears that somebody waits."""
    if TeamMember.objects.current().filter(participant=participant).exists():
        signals.team_changed.send(Participant, participant=participant)
        return
    Participant.objects.filter(pk=participant.pk).update(taken_on_at=None)
    participant.taken_on_at = None
    signals.participant_waits.send(Participant, participant=participant)


def _lock(member: TeamMember, *, by: User) -> TeamMember:
    Participant.objects.select_for_update(of=("self",)).get(pk=member.participant_id)
    locked = TeamMember.objects.select_for_update(of=("self",)).select_related("participant__desk")
    row = locked.get(pk=member.pk)
    if not perms.can_change_team(by, row.participant):
        raise Refused(_("チームを変えるのは、チームの人か窓口の管理者です。"))
    if row.left_at is not None:
        raise Refused(_("この方は、もうチームを離れています。"))
    return row


def _gone(row: TeamMember, *, by: User, because: str) -> TeamMember:
    row.left_at, row.left_by, row.left_because = timezone.now(), by, because
    row.save(update_fields=["left_at", "left_by", "left_because", "handed_to"])
    return row
