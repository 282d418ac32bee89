"""How it was: a link for each side, an answer in a minute."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from foundation.moves import Refused
from jobs import perms
from jobs.models import Feedback, FeedbackLink, Placement

OVER = (Placement.State.COMPLETED, Placement.State.ENDED_HERE, Placement.State.FOLLOWED_UP)


@transaction.atomic
def make_link(placement: Placement, *, side: str, by: User) -> str:
    """A secret for one side, shown once to the support worker to pass on; older ones stay valid."""
    row = _over(placement)
    if "supporter" not in perms.placement_parts(by, row):
        raise Refused(_("リンクを作れるのは、支援チームの人です。"))
    return FeedbackLink.make(row, side=side, by=by)[1]


@transaction.atomic
def answer(
    placement: Placement, *, side: str, went_well: str = "", was_hard: str = "", again: str = ""
) -> Feedback:
    """Store one side's answer; a second answer of the same side replaces the first."""
    row, _created = Feedback.objects.update_or_create(
        placement=_over(placement),
        side=side,
        defaults={"went_well": went_well, "was_hard": was_hard, "again": again},
    )
    return row


def _over(placement: Placement) -> Placement:
    row = Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
    if row.state not in OVER or row.moves.filter(after=Placement.State.DID_NOT_TAKE_PLACE).exists():
        raise Refused(_("ふりかえりは、体験が終わってからお願いします。"))
    return row
