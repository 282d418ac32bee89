"""The participant's pages, and everybody's inbox."""

from realtime.models import InboxEntry
from tests.permissions.table import PARTICIPANTS, SIGNED_IN, row


def _notice_for_hana(cast) -> str:
    return InboxEntry.objects.create(
        recipient=cast.hana.user, kind="accounts.participant_taken_on", public_id="hananohagaki22"
    ).public_id


ROWS = [
    row("portal:inbox", ok=SIGNED_IN),
    row("portal:inbox_read_all", ok=SIGNED_IN, post={}),
    row("portal:inbox_entry", ok="hana", prepare=_notice_for_hana, public_id="hananohagaki22"),
    row("portal:me", ok=PARTICIPANTS),
]
