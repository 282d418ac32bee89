"""`/office/glass/`: what waits stands first, what was read is seen, somebody else says what it was."""

import pytest
from django.urls import reverse

from accounts import workflow
from accounts.models import BreakGlass, Membership, RecordAccess
from tests import factories as make

pytestmark = pytest.mark.django_db
REASON = "三日つづけて電話に出ない。"
LIST = "/office/glass/"


@pytest.fixture
def opened(cast):
    return workflow.break_glass(cast.hana, by=cast.tanaka, why="danger", reason=REASON)


def page(client, user, address):
    client.force_login(user)
    return client.get(address)


def case(glass) -> str:
    return reverse("portal:office_glass_case", args=[glass.public_id])


def test_the_first_page_says_that_one_waits_until_somebody_looked(client, cast, opened):
    words = "理由を書いて開いた記録 1件が、確認を待っています"
    assert words in page(client, cast.abe, "/office/").content.decode()
    assert words not in page(client, cast.goto, "/office/").content.decode()
    workflow.review_glass(opened, by=cast.abe, verdict="in_order")
    assert words not in page(client, cast.abe, "/office/").content.decode()


def test_the_reason_and_what_was_read_during_it(client, cast, opened):
    for what in ("wishes", "wishes", "contact"):
        workflow.log_access(cast.hana, by=cast.tanaka, what=what)
    workflow.log_access(cast.hana, by=cast.saito, what="notes")
    shown = page(client, cast.abe, case(opened))
    assert REASON in shown.content.decode()
    assert [(look.what, look.times) for look in shown.context["looks"]] == [("wishes", 2), ("contact", 1)]
    assert RecordAccess.objects.filter(user=cast.abe, what="break_glass.review").count() == 1


def test_other_towns_and_the_one_who_opened_find_nothing(client, cast, opened):
    for person in (cast.goto, cast.ono):
        assert page(client, person, case(opened)).status_code == 404
        assert client.post(case(opened), {"verdict": "in_order"}).status_code == 404
        assert list(page(client, person, LIST).context["rows"]) == []
    Membership.objects.filter(user=cast.abe).update(user=cast.tanaka)
    assert page(client, cast.tanaka, case(opened)).status_code == 404
    assert page(client, cast.ono, case(opened)).status_code == 200
    assert BreakGlass.objects.awaiting_review().count() == 1


def test_a_verdict_is_needed_and_a_talk_needs_words(client, cast, opened):
    client.force_login(cast.abe)
    for typed in ({"remark": "x"}, {"verdict": "x"}, {"verdict": "talk", "remark": "  "}):
        answer = client.post(case(opened), typed)
        assert answer.status_code == 200
        assert answer.context["form"].errors
    client.post(case(opened), {"verdict": "talk", "remark": "話しましょう。"})
    again = client.post(case(opened), {"verdict": "in_order"})
    assert "もう確認されています。" in again.content.decode()
    assert BreakGlass.objects.get().verdict == "talk"


def test_what_waits_stands_first_and_many_need_no_more_queries(client, cast, opened, count_queries):
    workflow.review_glass(opened, by=cast.abe, verdict="in_order")
    client.force_login(cast.abe)
    counts = []
    for size in (2, 8):
        for number in range(size):
            person = make.ParticipantFactory(nickname=f"はな{size}{number}", desk=cast.oita)
            workflow.break_glass(person, by=cast.tanaka, why="other", reason=REASON)
        counts.append(count_queries(lambda: client.get(LIST)))
    assert counts[0] == counts[1]
    rows = list(client.get(LIST).context["rows"])
    assert rows[-1] == opened
    assert [row.opened_at for row in rows[:-1]] == sorted(row.opened_at for row in rows[:-1])
