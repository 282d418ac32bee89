"""Who accompanies whom: taking on, joining, leaving."""

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
def add_to_team(participant: Participant, user: User, *, organisation: Organisation, by: User) -> TeamMember:
    """The team (or the desk's manager) asks a colleague to join."""
    Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if not perms.can_change_team(by, participant):
        raise Refused(_("チームに加える人を決めるのは、チームの人か窓口の管理者です。"))
    if not perms.has_role(user, organisation, *perms.DESK_ROLES):
        raise Refused(_("チームに加われるのは、支援の担当者です。"))
    if TeamMember.objects.filter(participant=participant, user=user, left_at__isnull=True).exists():
        raise Refused(_("この方は、もうチームにいます。"))
    return TeamMember.objects.create(
        participant=participant, user=user, organisation=organisation, joined_by=by
    )


@transaction.atomic
def leave_team(member: TeamMember, *, by: User) -> TeamMember:
    """Somebody leaves a team; the last one cannot, because nobody may be left alone without a word."""
    Participant.objects.select_for_update(of=("self",)).get(pk=member.participant_id)
    row = TeamMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    if not perms.can_change_team(by, row.participant):
        raise Refused(_("チームを変えるのは、チームの人か窓口の管理者です。"))
    if row.left_at is not None:
        raise Refused(_("この方は、もうチームを離れています。"))
    others = TeamMember.objects.current().filter(participant=row.participant).exclude(pk=row.pk)
    if not others.exists():
        raise Refused(_("最後のひとりです。先に、ほかの担当者をチームに加えてください。"))
    row.left_at = timezone.now()
    row.save(update_fields=["left_at"])
    return row
