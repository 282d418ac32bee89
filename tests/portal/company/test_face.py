"""Whether somebody shows their face follows place and contact, until the company says otherwise."""

import pytest

from jobs.models import Opportunity
from tests.portal.company.test_editor import edit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("place", "contact", "face"), [("onsite", 1, True), ("onsite", 0, False), ("home", 2, False)]
)
def test_a_new_draft_assumes_what_its_place_implies(client, cast, place, contact, face):
    client.force_login(cast.oto)
    form = client.get("/company/tasks/new/").context["form"]
    new = {"public_id": form["public_id"].value(), "kind": "task", "title": "ふくろづめ"}
    client.post("/company/tasks/new/", new | {"place": place, "contact_level": str(contact)})
    assert Opportunity.objects.get(title="ふくろづめ").face is face


def test_it_follows_a_change_and_never_an_answer(client, cast):
    client.force_login(cast.oto)
    Opportunity.objects.filter(pk=cast.draft.pk).update(place="home", contact_level=1, face=False)
    edit(client, cast.draft, place="onsite", contact_level="1")
    assert Opportunity.objects.get(pk=cast.draft.pk).face is True
    edit(client, cast.draft)  # unticked: nobody's face is needed, and it stays so
    assert Opportunity.objects.get(pk=cast.draft.pk).face is False
    edit(client, cast.draft, title="もう一度")
    assert Opportunity.objects.get(pk=cast.draft.pk).face is False
