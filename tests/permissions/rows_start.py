"""Where everybody begins, and the address of an experience that leads each side to its own page."""

from tests import factories as make
from tests.permissions.table import SIGNED_IN, row

OF_OITA = "saito tanaka kido abe"


def _ren_at_shelves(cast) -> None:
    application = make.ApplicationFactory(opportunity=cast.shelves, participant=cast.ren, state="agreed")
    make.PlacementFactory(public_id="rennotaiken222", application=application)


ROWS = [
    row("portal:start", ok=SIGNED_IN),
    row("portal:choose_place", ok=OF_OITA, post=lambda c: {"place": c.oita.public_id}),
    row("portal:placement", ok="oto saito abe", prepare=_ren_at_shelves, public_id="rennotaiken222"),
]
