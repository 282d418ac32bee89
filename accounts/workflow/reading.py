"""Every look at a record is itself recorded."""

from collections.abc import Iterable
from uuid import uuid4

from django.db import transaction

from accounts import reads
from accounts.models import Membership, Organisation, Participant, RecordAccess, TeamMember, User


def log_access(
    participant: Participant, *, by: User, what: str, at: Organisation | None = None
) -> RecordAccess | None:
    """Record that somebody other than the participant opened their record, or a part of it.

    `what` is a kind that `accounts.reads` knows. `at` is the company that looks; staff look as a member of the
    team, else as whoever they work for. Call it outside a transaction, or as the last thing in it: until the
    transaction ends, everybody else who opens a record waits.
    """
    if participant.user_id == by.pk:
        return None
    _refuse_unknown(what)
    return RecordAccess.objects.create(
        participant=participant, user=by, organisation=at or _looks_for(participant, by), what=what
    )


def log_accesses(people: Iterable[Participant], *, by: User, what: str, at: Organisation) -> int:
    """The same for many people at once (an export): one entry a person, for the body that reads."""
    _refuse_unknown(what)
    entries = [
        RecordAccess(participant=participant, user=by, organisation=at, what=what)
        for participant in people
        if participant.user_id != by.pk
    ]
    if entries:
        RecordAccess.objects.append(entries)
    return len(entries)


@transaction.atomic
def forget_reads(participant: Participant) -> None:
    """Cut the only tie between the read log and a person; the entries stay as they are, about nobody.

    For the retention verb where the participant's row is kept; where the row goes, the tie goes with it.
    """
    row = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    row.log_id = uuid4()
    row.save(update_fields=["log_id"])


def _refuse_unknown(what: str) -> None:
    if what not in reads.KINDS:
        raise ValueError(f"{what!r} is not a kind of read: register it in accounts.reads.")


def _looks_for(participant: Participant, by: User) -> Organisation | None:
    """A team member looks for the team's body, a manager for the desk; others for their first place."""
    member = TeamMember.objects.current().filter(participant=participant, user=by).first()
    if member is not None:
        return member.organisation
    places = Membership.objects.current().of(by).order_by("pk")
    place = places.filter(organisation=participant.desk_id).first() or places.first()
    return place.organisation if place else None
