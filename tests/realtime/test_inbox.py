"""One's own notices: nobody else's, read when opened, in the reader's language."""

import pytest
from django.urls import reverse

from realtime.models import InboxEntry
from realtime.notifications import ParticipantTakenOn

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(cast) -> InboxEntry:
    ParticipantTakenOn.send([cast.hana.user], name="斎藤")
    return InboxEntry.objects.get(recipient=cast.hana.user)


def test_the_unread_one_is_marked_in_words_and_opening_reads_it(cast, client, entry):
    client.force_login(cast.hana.user)
    page = client.get("/inbox/").content.decode()
    assert "まだ読んでいません" in page
    assert "新着1" in page
    assert client.get(reverse("portal:inbox_entry", args=[entry.public_id]))["Location"] == "/me/"
    page = client.get("/inbox/").content.decode()
    assert "まだ読んでいません" not in page
    assert "新着" not in page


def test_opening_it_again_keeps_when_it_was_read(cast, client, entry):
    client.force_login(cast.hana.user)
    address = reverse("portal:inbox_entry", args=[entry.public_id])
    client.get(address)
    entry.refresh_from_db()
    first = entry.read_at
    client.get(address)
    entry.refresh_from_db()
    assert entry.read_at == first


def test_two_people_never_see_each_others(cast, client, entry):
    for other in (cast.yui.user, cast.saito, cast.oto, cast.operator):
        client.force_login(other)
        assert "斎藤" not in client.get("/inbox/").content.decode()
        assert client.get(reverse("portal:inbox_entry", args=[entry.public_id])).status_code == 404
        client.post(reverse("portal:inbox_read_all"))
    entry.refresh_from_db()
    assert entry.read_at is None


def test_all_of_ones_own_are_read_with_one_tap_and_only_by_post(cast, client, entry):
    client.force_login(cast.hana.user)
    assert client.get(reverse("portal:inbox_read_all")).status_code == 405
    client.post(reverse("portal:inbox_read_all"))
    entry.refresh_from_db()
    assert entry.read_at is not None


def test_a_notice_that_is_gone_or_leads_nowhere_still_stands_there(cast, client):
    InboxEntry.objects.create(recipient=cast.hana.user, kind="gone.long_ago")
    InboxEntry.objects.create(recipient=cast.hana.user, kind="jobs.proposed", target={"wrong": "x"})
    client.force_login(cast.hana.user)
    assert "前のお知らせ" in client.get("/inbox/").content.decode()
    for entry in InboxEntry.objects.all():
        assert client.get(reverse("portal:inbox_entry", args=[entry.public_id]))["Location"] == "/inbox/"


@pytest.mark.parametrize("number", ["0", "999", "x", "-1"])
def test_any_page_number_is_answered(cast, client, entry, number):
    client.force_login(cast.hana.user)
    assert client.get("/inbox/", {"page": number}).status_code == 200


def test_many_notices_cost_as_many_queries_as_one(cast, client, entry, django_assert_num_queries):
    client.force_login(cast.hana.user)
    client.get("/inbox/")
    with django_assert_num_queries(9):
        client.get("/inbox/")
    for _ in range(45):
        ParticipantTakenOn.send([cast.hana.user], name="斎藤")
    with django_assert_num_queries(9):
        page = client.get("/inbox/").content.decode()
    assert "3ページ中" in page


def test_words_come_in_the_readers_language(cast, client, entry):
    client.force_login(cast.hana.user)
    assert "is there for you now" in client.get("/en/inbox/").content.decode()
