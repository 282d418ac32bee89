"""Reading and writing through the API: the same verbs as on pages, answers that a program can rely on."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import RecordAccess
from accounts.workflow import withdraw_consent
from jobs.models import Application, Opportunity, Placement
from tests import factories as make

pytestmark = pytest.mark.django_db
WORK, APPLICATIONS = "/api/v1/opportunities/", "/api/v1/applications/"


@pytest.fixture
def oto(client, cast):
    client.force_login(cast.oto)
    return client


def post(client, path, said=None, key=None, **headers):
    headers = headers | ({"Idempotency-Key": key} if key else {})
    return client.post(path, said or {}, content_type="application/json", headers=headers)


def of(row, step=""):
    return f"{APPLICATIONS}{row.public_id}/{step}"


def test_everybody_reads_what_is_published(client, cast):
    answer = client.get(WORK).json()
    assert {"count", "next", "previous", "results"} == set(answer)
    assert {one["id"] for one in answer["results"]} == {cast.shelves.public_id, cast.garden.public_id}
    assert client.get(f"{WORK}{cast.draft.public_id}/").status_code == 404
    full = client.get(f"{WORK}{cast.shelves.public_id}/").json()
    assert full["what"] == cast.shelves.what
    assert "checklist" not in full


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=本だな", ["shelves"]), ("q=ない言葉", []), ("municipality=44201", ["garden", "shelves"]),
        ("municipality=442020", []), ("kind=programme", []), ("place=home", []), ("minutes_max=15", []),
        ("contact_max=1", ["garden", "shelves"]), ("paid=1", []), ("telephone=no", ["garden", "shelves"]),
        ("page_size=1&sort=published_at", ["shelves"]),
    ],
)  # fmt: skip
def test_it_is_filtered_like_the_page(client, cast, query, found):
    rows = client.get(f"{WORK}?{query}").json()["results"]
    assert {one["id"] for one in rows} == {getattr(cast, name).public_id for name in found}


@pytest.mark.parametrize("query", ["kind=x", "minutes_max=viel", "municipality=99999", "page=0", "page=x"])
def test_a_filter_that_cannot_be_read_is_said_so(client, cast, query):
    answer = client.get(f"{WORK}?{query}")
    assert answer.status_code in (400, 404)
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_a_list_asks_the_database_no_more_for_more_rows(client, cast):
    client.force_login(cast.saito)
    counts = []
    for size in range(2):
        for number in range(6):
            offer = make.OpportunityFactory(company=cast.oto_company, title=f"本{size}-{number}")
            make.PlacementFactory(
                application=make.ApplicationFactory(opportunity=offer, participant=cast.hana, state="agreed")
            )
        for path in (WORK, APPLICATIONS, "/api/v1/placements/", "/api/v1/suggestions/"):
            with connection.execute_wrapper(_count := _Counter()):
                assert client.get(path).status_code == 200
            counts.append(_count.n)
    assert counts[:4] == counts[4:]


class _Counter:
    def __init__(self):
        self.n = 0

    def __call__(self, execute, sql, params, many, context):
        self.n += 1
        return execute(sql, params, many, context)


def test_what_did_not_change_is_not_sent_again(client, cast):
    first = client.get(f"{WORK}{cast.shelves.public_id}/")
    again = client.get(f"{WORK}{cast.shelves.public_id}/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Opportunity.objects.filter(pk=cast.shelves.pk).update(title="別の名前")
    assert (
        client.get(f"{WORK}{cast.shelves.public_id}/", headers={"If-None-Match": first["ETag"]}).status_code
        == 200
    )


def test_a_company_reads_the_agreed_lines_and_nothing_else(oto, cast):
    full = oto.get(of(cast.hana_at_shelves)).json()
    assert full["participant"] is None
    assert full["lines"] == [{"key": "nickname", "label": "呼び名", "value": "見せる名前"}]
    assert cast.hana.public_id not in oto.get(APPLICATIONS).content.decode()
    seen = RecordAccess.objects.get(participant=cast.hana)
    assert (seen.user, seen.what, seen.organisation) == (cast.oto, "introduction", cast.oto_company)


def test_a_consent_taken_back_takes_the_lines_along(oto, cast):
    withdraw_consent(cast.hana_at_shelves.consent, by=cast.hana.user)
    assert oto.get(of(cast.hana_at_shelves)).status_code == 404
    assert oto.get(APPLICATIONS).json()["count"] == 0


def test_opening_one_is_a_read_and_a_list_is_not(client, cast):
    client.force_login(cast.saito)
    client.get(APPLICATIONS)
    assert not RecordAccess.objects.exists()
    client.get(of(cast.hana_at_shelves))
    assert RecordAccess.objects.filter(participant=cast.hana, user=cast.saito).count() == 1


def test_a_company_writes_hands_in_and_is_told_what_is_missing(oto, cast):
    said = {
        "company": cast.oto_company.public_id, "kind": "task", "title": "値札を切る", "place": "onsite",
        "municipality": "44201", "contact_level": 1, "engagement": "employment", "pay_per_hour": 100,
    }  # fmt: skip
    made = post(oto, WORK, said)
    assert made.status_code == 201, made.json()
    address = f"{WORK}{made.json()['id']}/"
    refused = post(oto, address + "hand_in/")
    assert refused.status_code == 409
    assert {error["field"] for error in refused.json()["errors"]} >= {"pay_per_hour"}
    changed = oto.patch(address, {"title": "値札を\u0000切ります"}, content_type="application/json")
    assert (changed.status_code, changed.json()["title"]) == (200, "値札を切ります")
    wrong = oto.patch(address, {"minutes": 100_000}, content_type="application/json")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (400, "minutes")


def test_a_key_sent_twice_acts_once(oto, cast):
    day = {"starts_on": str(timezone.localdate())}
    first = post(oto, of(cast.hana_at_shelves, "agree/"), day, key="abc")
    again = post(oto, of(cast.hana_at_shelves, "agree/"), day, key="abc")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert Placement.objects.count() == 1
    other = post(oto, of(cast.hana_at_shelves, "agree/"), {}, key="abc")
    assert other.status_code == 422
    assert post(oto, of(cast.hana_at_shelves, "agree/"), day).status_code == 409


def test_a_refused_write_leaves_its_key_free(oto, cast):
    address = of(cast.hana_at_shelves, "agree/")
    past = post(oto, address, {"starts_on": "2001-01-01"}, key="k")
    assert (past.status_code, past.json()["errors"][0]["field"]) == (409, "starts_on")
    assert post(oto, address, {"starts_on": str(timezone.localdate())}, key="k").status_code == 200


def test_what_goes_out_of_sight_is_answered_without_it(oto, cast):
    answer = post(oto, of(cast.hana_at_shelves, "decline/"), key="no")
    assert (answer.status_code, answer.content) == (204, b"")
    assert post(oto, of(cast.hana_at_shelves, "decline/"), key="no").status_code == 204


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"), (b"[]", "application/json"), (b"\xff\xfe", "application/json"),
        (b'{"comment": ' + b"[" * 100_000, "application/json"), (b'{"comment": NaN}', "application/json"),
        (b'{"comment": "' + b"x" * 2_000_000 + b'"}', "application/json"),
        (b'{"comment": "\\ud800"}', "application/json"), (b'{"comment": {}}', "application/json"),
        (b"comment=x", "application/x-www-form-urlencoded"), (b"<a/>", "text/xml"),
    ],
    ids=range(10),
)  # fmt: skip
def test_what_cannot_be_read_is_a_problem_and_changes_nothing(oto, cast, body, kind):
    answer = oto.post(of(cast.hana_at_shelves, "decline/"), body, content_type=kind)
    if answer.status_code != 204:  # a lone surrogate is left out, like everything that nobody can see
        assert answer.status_code in (400, 415)
        assert answer["Content-Type"] == "application/problem+json"
        assert Application.objects.get(pk=cast.hana_at_shelves.pk).state == "introduced"


def test_a_session_without_its_token_writes_nothing(cast):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.oto)
    assert post(strict, of(cast.hana_at_shelves, "decline/")).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_the_same_key_at_the_same_moment_acts_once(cast):
    answers = []

    def agree():
        client = Client()
        client.force_login(cast.oto)
        day = {"starts_on": str(timezone.localdate())}
        answers.append(post(client, of(cast.hana_at_shelves, "agree/"), day, key="same").status_code)
        connection.close()

    threads = [threading.Thread(target=agree) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 4
    assert Placement.objects.count() == 1
