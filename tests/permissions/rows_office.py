"""The pages of offices: Abe answers for Oita's companies, Ono for the prefecture's, Goto for Beppu's only."""

from accounts.models import BreakGlass
from accounts.workflow import break_glass
from jobs.models import Opportunity
from tests import factories as make
from tests.permissions.invited import INVITATION, invited
from tests.permissions.table import OFFICES, row

OF_OITA = "abe ono"
NPO = "kokagenokai222"


def _hand_in(cast) -> None:
    Opportunity.objects.filter(pk=cast.shelves.pk).update(state="in_review")


CASE = "hananokiroku23"


def _glass(cast) -> None:
    glass = break_glass(cast.hana, by=cast.tanaka, why="danger", reason="電話に出ない。")
    BreakGlass.objects.filter(pk=glass.pk).update(public_id=CASE)


def _npo(cast) -> None:
    body = make.OrganisationFactory(kind="npo", name="木かげの会", public_id=NPO)
    cast.project.partners.add(body)
    make.MembershipFactory(organisation=body, project=cast.project)


def _shelves(cast) -> str:
    return cast.shelves.public_id


ROWS = [
    row("portal:office", ok=OFFICES),
    row("portal:office_review", ok=OF_OITA, public_id=_shelves),
    row("portal:office_review", ok="", public_id=lambda c: c.draft.public_id),
    row("portal:office_review", ok=OF_OITA, prepare=_hand_in, post={"do": "publish"}, public_id=_shelves),
    row("portal:office_companies", ok=OFFICES),
    row("portal:office_company", ok=OF_OITA, public_id=lambda c: c.mada_company.public_id),
    row(
        "portal:office_company",
        ok=OF_OITA,
        post={"do": "approve"},
        public_id=lambda c: c.mada_company.public_id,
    ),
    row("portal:office_glass", ok=OFFICES),
    row("portal:office_glass_case", ok="abe", prepare=_glass, public_id=CASE),
    row(
        "portal:office_glass_case",
        ok="abe",
        prepare=_glass,
        post={"verdict": "in_order"},
        public_id=CASE,
    ),
    row("portal:office_colleagues", ok=OFFICES),
    row("portal:office_invite", ok=OFFICES, what="colleague"),
    row("portal:office_invite", ok=OFFICES, what="npo"),
    row("portal:office_invite", ok="ono", what="municipality"),
    row("portal:office_invite", ok=OFFICES, post={"email": "x"}, what="company"),
    row("portal:office_invite", ok="", what="no-such-thing"),
    row(
        "portal:office_invitation",
        ok="abe",
        prepare=lambda c: invited(host=c.oita, by=c.abe, role="supporter"),
        post={"do": "withdraw"},
        public_id=INVITATION,
    ),
    row("portal:office_colleague", ok="abe", public_id=lambda c: c.tanaka.public_id),
    row("portal:office_colleague", ok="abe", post={"do": "end"}, public_id=lambda c: c.tanaka.public_id),
    row("portal:office_contract", ok=OFFICES, prepare=_npo, public_id=NPO),
    row("portal:office_contract", ok=OFFICES, prepare=_npo, post={}, public_id=NPO),
    row("portal:office_projects", ok=OFFICES),
    row("portal:office_project", ok=OFFICES, public_id=lambda c: c.project.public_id),
]
