"""A record begins, and is put right."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import perms
from accounts.fields import hidden_from, readers_of
from accounts.models import Organisation, Participant, TeamMember, User, Wishes
from accounts.workflow.consents import agree_to_record
from foundation.moves import Refused


@transaction.atomic
def register_participant(
    *, by: User, desk: Organisation, how: str, fields: dict[str, Any], wishes: dict[str, Any] | None = None
) -> Participant:
    """A support worker begins a record for somebody who agreed to it, and is their first team member."""
    if not perms.can_register_participant(by, desk):
        raise Refused(_("この窓口で登録できるのは、窓口の担当者です。"))
    participant = Participant.objects.create(
        desk=desk, registered_by=by, taken_on_at=timezone.now(), **fields
    )
    Wishes.objects.create(participant=participant, **(wishes or {}))
    TeamMember.objects.create(participant=participant, user=by, organisation=desk, joined_by=by)
    agree_to_record(participant, how=how, by=by)
    return participant


@transaction.atomic
def change_record(participant: Participant, *, by: User, fields: dict[str, Any]) -> Participant:
    """The person or their team puts right who they are and how they wish to be contacted."""
    row = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    _refuse_unless_theirs(row, by=by)
    if hidden_from(readers_of(by, [row])[row.pk]) & set(fields):
        raise Refused(_("お名前や連絡先を書けるのは、それを読める支援員です。"))
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    return row


@transaction.atomic
def change_wishes(participant: Participant, *, by: User, fields: dict[str, Any]) -> Wishes:
    """The person or their team fills in the page of wishes; what is not among the fields stays as it is."""
    row = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    _refuse_unless_theirs(row, by=by)
    wishes, _created = Wishes.objects.get_or_create(participant=row)
    for name, value in fields.items():
        setattr(wishes, name, value)
    wishes.save(update_fields=[*fields, "updated_at"])
    return wishes


def _refuse_unless_theirs(participant: Participant, *, by: User) -> None:
    if participant.user_id != by.pk and not perms.can_accompany(by, participant):
        raise Refused(_("書きかえられるのは、ご本人か、支援チームの人です。"))
