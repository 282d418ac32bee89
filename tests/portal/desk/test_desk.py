import pytest
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(cast, client):
    client.force_login(cast.saito)
    return client


def test_today(cast, at_desk):
    make.NextContactFactory(participant=cast.hana, made_by=cast.saito, project=cast.project)
    page = at_desk.get("/desk/")
    assert page.status_code == 200
    assert "様子を聞く" in page.content.decode()
    page = at_desk.get(reverse("portal:desk_participant", args=[cast.hana.public_id]))
    assert page.status_code == 200
    for name in ("done", "move"):
        page = at_desk.get(f"/desk/contacts/{cast.hana.next_contacts.get().public_id}/{name}/")
        assert page.status_code == 200
