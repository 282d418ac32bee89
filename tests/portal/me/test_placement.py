"""One's own placement: everything beforehand, a way to stop, three small questions after."""

import pytest
from django.urls import reverse

from jobs.models import Feedback, Placement

pytestmark = pytest.mark.django_db


def address(placement, name="my_placement") -> str:
    return reverse(f"portal:{name}", args=[placement.public_id])


def test_it_says_where_with_whom_and_how_to_stop(hana, morning):
    page = hana.get(address(morning)).content.decode()
    for words in ("店の前 10時", "saitoさん", "ボランティア行事用保険", "いつでもやめられます"):
        assert words in page
    assert "どうでしたか" not in page


def test_stopping_asks_once_and_needs_no_reason(hana, morning):
    hana.get(address(morning, "my_placement_end"))
    morning.refresh_from_db()
    assert morning.state == Placement.State.AGREED
    for _ in range(2):
        hana.post(address(morning, "my_placement_end"))
    morning.refresh_from_db()
    assert morning.state == Placement.State.ENDED_HERE
    assert morning.moves.count() == 1


def test_how_it_was_is_asked_only_afterwards(hana, morning):
    page = hana.post(address(morning), {"again": "yes"})
    assert page.status_code == 200
    assert not Feedback.objects.exists()


def test_how_it_was_may_be_one_word_and_may_be_corrected(hana, morning):
    Placement.objects.filter(pk=morning.pk).update(state="completed")
    hana.post(address(morning), {"went_well": "静かだった"})
    hana.post(address(morning), {"went_well": "静かだった𠮷", "again": "no"})
    row = Feedback.objects.get()
    assert (row.side, row.went_well, row.again) == ("participant", "静かだった𠮷", "no")


def test_what_was_written_is_kept_when_something_is_wrong(hana, morning):
    Placement.objects.filter(pk=morning.pk).update(state="completed")
    page = hana.post(address(morning), {"went_well": "あ" * 2001, "again": "perhaps"})
    assert page.status_code == 200
    assert "あ" * 2001 in page.content.decode()
    assert not Feedback.objects.exists()


def test_nobody_else_opens_or_ends_it(cast, client, morning):
    for other in (cast.yui.user, cast.saito, cast.oto, cast.abe):
        client.force_login(other)
        assert client.get(address(morning)).status_code == 404
        assert client.post(address(morning, "my_placement_end")).status_code == 404
    morning.refresh_from_db()
    assert morning.state == Placement.State.AGREED
