"""A safety plan is written by the person, or with them by the team; what stood there before is kept."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import perms
from accounts.models import Participant, SafetyPlan, User
from foundation.moves import Refused


@transaction.atomic
def write_safety_plan(participant: Participant, lines: Mapping[str, str], *, by: User) -> SafetyPlan | None:
    """A new version, also an empty one: taking it back is as easy as writing it. Nothing new, no version."""
    row = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if not perms.can_write_safety_plan(by, row):
        raise Refused(_("この計画を書けるのは、ご本人か支援チームです。"))
    newest = SafetyPlan.objects.of(row).first()
    before = {name: getattr(newest, name) if newest else "" for name in SafetyPlan.ASKED}
    after = {name: lines.get(name, "") for name in SafetyPlan.ASKED}
    if before == after:
        return newest
    return SafetyPlan.objects.create(participant=row, written_by=by, **after)
