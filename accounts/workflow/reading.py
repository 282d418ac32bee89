"""Every look at a record is itself recorded."""

from accounts.models import Membership, Organisation, Participant, RecordAccess, TeamMember, User


def log_access(
    participant: Participant, *, by: User, what: str, at: Organisation | None = None
) -> RecordAccess | None:
    """Record that somebody other than the participant opened their record, or a part of it.

    `at` is the company that looks; staff look as a member of the team, else as whoever they work for.
    """
    if participant.user_id == by.pk:
        return None
    return RecordAccess.objects.create(
        participant=participant, user=by, organisation=at or _looks_for(participant, by), what=what
    )


def _looks_for(participant: Participant, by: User) -> Organisation | None:
    """A team member looks for the team's body, a manager for the desk; others for their first place."""
    member = TeamMember.objects.current().filter(participant=participant, user=by).first()
    if member is not None:
        return member.organisation
    places = Membership.objects.current().of(by).order_by("pk")
    place = places.filter(organisation=participant.desk_id).first() or places.first()
    return place.organisation if place else None
