"""The pages of companies: Oto's things are Oto's; Kaze, in the same town, is the near miss."""

from foundation.public_ids import new_public_id
from jobs.models import Placement
from tests import factories as make
from tests.permissions.invited import INVITATION, invited
from tests.permissions.table import row

MEMBERS = "oto kaze mada"


def _shelves(cast) -> str:
    return cast.shelves.public_id


def _draft(cast) -> str:
    return cast.draft.public_id


def _application(cast) -> str:
    return cast.hana_at_shelves.public_id


def _placement(cast) -> Placement:
    return make.PlacementFactory(
        public_id="hananotaiken22",
        application=make.ApplicationFactory(opportunity=cast.shelves, participant=cast.ren, state="agreed"),
    )


PLACEMENT = "hananotaiken22"
ROWS = [
    row("portal:company", ok=MEMBERS),
    row("portal:company_colleagues", ok=MEMBERS),
    row("portal:company_colleagues", ok="oto kaze mada", post={"email": "new@test.example"}),
    row("portal:company_colleague", ok="oto", public_id=lambda c: c.oto.public_id),
    row("portal:company_colleague", ok="oto", post={}, public_id=lambda c: c.oto.public_id),
    row(
        "portal:company_invitation",
        ok="oto",
        prepare=lambda c: invited(host=c.oto_company, by=c.oto, role="company"),
        post={"do": "withdraw"},
        public_id=INVITATION,
    ),
    row("portal:company_rest", ok=MEMBERS, post={"paused": "no"}),
    row("portal:company_profile", ok=MEMBERS),
    row("portal:company_profile", ok=MEMBERS, post={"business": "本の店です"}),
    row("portal:company_task_new", ok="oto kaze"),
    row("portal:company_task_new", ok="oto kaze", post={"public_id": new_public_id()}),
    row("portal:company_task", ok="oto", public_id=_shelves),
    row("portal:company_task", ok="oto", public_id=_draft),
    row("portal:company_task_edit", ok="oto", public_id=_draft),
    row("portal:company_task_edit", ok="oto", post={"title": "値札"}, public_id=_draft),
    row("portal:company_task_move", ok="oto", post={"do": "hand_in"}, public_id=_draft),
    row("portal:company_task_dates", ok="oto", public_id=_shelves),
    row("portal:company_task_dates", ok="oto", post={"dates-TOTAL_FORMS": "0"}, public_id=_shelves),
    row("portal:company_task_copy", ok="oto", post={}, public_id=_shelves),
    row("portal:company_applications", ok=MEMBERS),
    row("portal:company_application", ok="oto", public_id=_application),
    row("portal:company_application", ok="oto", post={"answer": "decline"}, public_id=_application),
    row("portal:company_placements", ok=MEMBERS),
    row("portal:company_placement", ok="oto", prepare=_placement, public_id=PLACEMENT),
    row(
        "portal:company_placement",
        ok="oto",
        prepare=_placement,
        post={"after": "under_way"},
        public_id=PLACEMENT,
    ),
]
