"""An invitation that the table asks for."""

from typing import Any

from accounts.models import Invitation
from tests import factories as make

INVITATION = "shoutai2222222"


def invited(**fields: Any) -> Invitation:
    """Sent to an organisation by one of its people."""
    by = fields.pop("by")
    return make.InvitationFactory(public_id=INVITATION, organisation=fields["host"], invited_by=by, **fields)
