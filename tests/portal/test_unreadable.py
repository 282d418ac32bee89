"""What people say in confidence is unreadable in every table, also in those that nobody thinks of."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from zeal import zeal_ignore

from jobs.models import Application, Placement
from jobs.workflow.feedback import make_link
from matching.models import Suggestion
from tests.cast import Cast

SECRET = "ひみつの𠮷田さんの話"


def tables_that_hold(words: str) -> list[str]:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
        found = []
        for name in names:
            cursor.execute(f'SELECT 1 FROM "{name}" AS row WHERE row::text LIKE %s LIMIT 1', [f"%{words}%"])
            if cursor.fetchone():
                found.append(name)
    return found


def signed_in(user: object) -> Client:
    client = Client()
    client.force_login(user)
    return client


def say_it_everywhere(cast: Cast) -> Application:
    """Hana, Saito and the company write the same sentence wherever they can."""
    saito, hana, kaze = (signed_in(user) for user in (cast.saito, cast.hana.user, cast.kaze))
    person = f"/desk/people/{cast.hana.public_id}/"
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    posts = [
        (saito, person, {"text": SECRET}),
        (saito, f"{person}next/", {"on": tomorrow, "why": SECRET}),
        (saito, f"{person}wishes/", {"wish_text": SECRET, "help_text": SECRET}),
        (saito, f"{person}contact/", {"nickname": "hana", "address": SECRET, "birth_not_told": "on"}),
        (saito, f"{person}choose/{cast.garden.public_id}/", {"message": SECRET}),
    ]
    for client, address, typed in posts:
        assert client.post(address, typed).status_code == 302, address
    row = Application.objects.get(participant=cast.hana, opportunity=cast.garden)
    saito.post(f"/desk/applications/{row.public_id}/yes/", {"how": "in_person", "lines": ["help_text"]})
    saito.post(f"/desk/applications/{row.public_id}/introduce/")
    address = f"/company/applications/{row.public_id}/"
    assert SECRET in kaze.get(address).content.decode()
    kaze.post(address, {"answer": "agree", "agree-starts_on": tomorrow})
    placement = Placement.objects.get(application=row)
    kaze.post(f"/company/placements/{placement.public_id}/", {"after": "ended_here", "comment": SECRET})
    saito.post(f"/desk/placements/{placement.public_id}/end/", {"comment": SECRET})
    for side in ("participant", "company"):
        link = make_link(placement, side=side, by=cast.saito)
        told = Client().post(f"/feedback/{link}/", {"went_well": SECRET, "was_hard": SECRET})
        assert told.status_code == 302
    assert hana.get(f"/me/placements/{placement.public_id}/").status_code == 200
    saito.get(f"{person}suggestions/")
    suggestion = Suggestion.objects.filter(participant=cast.hana).first()
    if suggestion:
        aside = {"because": "too_far", "remark": SECRET}
        assert saito.post(f"/desk/suggestions/{suggestion.public_id}/aside/", aside).status_code == 302
    signed_in(cast.oto).post(
        f"/company/applications/{cast.hana_at_shelves.public_id}/",
        {"answer": "decline", "decline-comment": SECRET},
    )
    return row


@pytest.mark.django_db
def test_what_was_said_in_confidence_stands_in_no_table(cast):
    with zeal_ignore():  # many requests, one context
        row = say_it_everywhere(cast)
    row.refresh_from_db()
    assert row.consent.lines[0]["value"] == SECRET
    assert SECRET in [move.comment for move in row.placement.moves.all()]
    assert "jobs_opportunity" in tables_that_hold(cast.garden.title)
    assert tables_that_hold(SECRET) == []
