"""Published work is everybody's; keeping it and asking about it is for readers and participants."""

from jobs.workflow.feedback import make_link
from tests import factories as make
from tests.permissions.table import EVERYBODY, PARTICIPANTS, row

READERS = f"anonymous {PARTICIPANTS}"


def _token(cast):
    placement = make.PlacementFactory(application=cast.hana_at_shelves, state="completed", seat=None)
    return make_link(placement, side="participant", by=cast.saito)


def _garden(cast):
    return cast.garden.public_id


ROWS = [
    row("jobs:work_list", ok=EVERYBODY),
    row("jobs:work_detail", ok=EVERYBODY, public_id=_garden),
    row("jobs:kept", ok=READERS),
    row("jobs:keep", ok=READERS, post={"keep": "1"}, public_id=_garden),
    row("jobs:interest", ok=READERS, public_id=_garden),
    row("jobs:interest", ok=READERS, post={}, public_id=_garden),
    row("jobs:feedback", ok=EVERYBODY, token=_token),
    row("jobs:feedback", ok=EVERYBODY, post={"again": "yes"}, token=_token),
]
