"""Requests about one's record: Hana asks at /me/, Saito writes down what Ren asked, Abe answers for Oita's desk."""

from accounts.models import DataRequest
from accounts.workflow import ask_about_data
from tests.cast import Cast
from tests.permissions.rows_desk import OPEN_TO, hana
from tests.permissions.table import OFFICES, PARTICIPANTS, row

OWN, TOLD = "hananonegai222", "hananonegai333"


def _asked(cast: Cast) -> None:
    own = ask_about_data(cast.hana, by=cast.hana.user, kind="disclosure")
    told = ask_about_data(cast.hana, by=cast.saito, kind="stop", how="paper")
    for made, key in ((own, OWN), (told, TOLD)):
        DataRequest.objects.filter(pk=made.pk).update(public_id=key)


ROWS = [
    row("portal:me_requests", ok=PARTICIPANTS),
    row("portal:me_requests", ok=PARTICIPANTS, post={"kind": "disclosure"}),
    row("portal:me_request_withdraw", ok="hana", prepare=_asked, post={}, public_id=OWN),
    row("portal:desk_requests", ok=OPEN_TO, public_id=hana),
    row("portal:desk_requests", ok=OPEN_TO, post={"kind": "stop"}, public_id=hana),
    row("portal:desk_request_withdraw", ok=OPEN_TO, prepare=_asked, post={}, public_id=TOLD),
    row("portal:desk_request_withdraw", ok="", prepare=_asked, post={}, public_id=OWN),
    row("portal:office_requests", ok=OFFICES),
    row("portal:office_request", ok="abe", prepare=_asked, public_id=OWN),
    row("portal:office_request", ok="abe", prepare=_asked, post={"do": "answer"}, public_id=OWN),
    row("portal:office_request_copy", ok="abe", prepare=_asked, public_id=OWN),
    row("portal:office_request_copy", ok="abe", prepare=_asked, post={"do": "data"}, public_id=OWN),
]
