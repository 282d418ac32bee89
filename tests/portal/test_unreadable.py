"""What people say in confidence is unreadable in every table, also in those that nobody thinks of."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection, models
from django.test import Client
from django.utils import timezone
from zeal import zeal_ignore

from accounts.models import ConsentScan, ImportedPerson, Joining, PeopleFile, PeopleFileRow
from accounts.outbox import store
from accounts.workflow import (
    Flagged,
    ask_about_data,
    break_glass,
    hand_over_copy,
    raise_alarm,
    take_alarm,
    write_safety_plan,
)
from accounts.workflow.never_meet import never_meet_somebody
from foundation.encrypted import EncryptedJSONField
from foundation.rotation import encrypted_fields, encrypted_models
from jobs.models import Application, OpportunityMove, Placement
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
        (hana, "/me/talk/", {"text": SECRET}),
        (saito, f"/desk/talks/{cast.hana.public_id}/", {"text": SECRET, "keep": "1"}),
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


def everything_encrypted() -> list[tuple[type[models.Model], models.Field]]:
    return [(model, field) for model in encrypted_models() for field in encrypted_fields(model)]


@pytest.mark.django_db
def test_each_encrypted_field_was_spoken_into(cast):
    """A new encrypted field: let somebody say it in `say_it_everywhere`, or make its row in `rows_without_a_page`."""
    with zeal_ignore():
        say_it_everywhere(cast)
    rows_without_a_page(cast)
    assert not [model._meta.label for model in encrypted_models() if not model._base_manager.exists()]


def rows_without_a_page(cast: Cast) -> None:
    """Rows of models that no page of `say_it_everywhere` makes."""
    never_meet_somebody(cast.hana, SECRET, by=cast.saito)
    asked = ask_about_data(cast.hana, by=cast.hana.user, kind="disclosure", words=SECRET)
    hand_over_copy(asked, form="paper", held_back=[{"label": SECRET}], because=SECRET, by=cast.abe)
    break_glass(cast.hana, by=cast.tanaka, why="absent", reason=SECRET)
    write_safety_plan(cast.hana, {"helps": SECRET}, by=cast.hana.user)
    flagged = Flagged("life", words=SECRET)
    take_alarm(raise_alarm(flagged, by=cast.saito, desk=cast.oita, participant=cast.hana), by=cast.abe)
    OpportunityMove.objects.create(opportunity=cast.draft, after="in_review", comment=SECRET)
    ImportedPerson.objects.create(participant=cast.ren, desk=cast.oita, key="1", imported_by=cast.saito)
    ConsentScan.objects.create(consent=cast.hana_at_shelves.consent, name="1", content_type="application/pdf")
    Joining.objects.create(kept=cast.hana, other=cast.ren, joined_by=cast.saito)
    file = PeopleFile.objects.create(desk=cast.oita, sent_by=cast.saito, name="a.csv")
    PeopleFileRow.objects.create(file=file, line=1)
    store(mail.EmailMessage(SECRET, SECRET, None, ["somebody@test.example"]))
    Suggestion.objects.get_or_create(
        participant=cast.hana,
        opportunity=cast.garden,
        defaults={"rank": 1, "score": 0.5, "probability": 0.5, "shown_to": cast.saito},
    )


@pytest.mark.django_db
def test_a_sentence_planted_in_every_encrypted_field_is_found_nowhere(cast, caplog, monkeypatch):
    """The fields are found through the models, so that none is forgotten."""
    caplog.set_level("DEBUG")
    with zeal_ignore():
        say_it_everywhere(cast)
    rows_without_a_page(cast)
    for model, field in everything_encrypted():
        planted = [{"words": SECRET, "value": SECRET}] if isinstance(field, EncryptedJSONField) else SECRET
        model._base_manager.update(**{field.name: planted})
        assert SECRET in str(model._base_manager.values_list(field.name, flat=True).first()), field
    with zeal_ignore():
        person = f"/desk/people/{cast.hana.public_id}/"
        for page in (person, f"{person}contact/", f"{person}wishes/"):
            assert signed_in(cast.saito).get(page).status_code == 200
        signed_in(cast.saito).post(f"{person}next/", {"on": "x", "why": SECRET})
        monkeypatch.setattr("portal.views.desk_record.render", _break)
        client = signed_in(cast.saito)
        client.raise_request_exception = False
        broken = client.post(person, {"text": SECRET, "channel": "no such channel"})
    assert broken.status_code == 500
    assert SECRET not in broken.content.decode()
    assert SECRET not in caplog.text
    assert not [message for message in mail.outbox if SECRET in f"{message.subject}{message.body}"]
    assert SECRET.encode() not in b"".join(getattr(cache, "_cache", {}).values())
    assert tables_that_hold(SECRET) == []


def _break(*args: object, **kwargs: object) -> None:
    raise RuntimeError("while rendering")
