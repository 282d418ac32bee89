"""A yes is a yes to exactly what was shown; a no needs no reason; nothing is sent by accident."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Consent, Wishes
from jobs.models import Application, ApplicationMove, Opportunity
from matching.workflow import reasons_for_participant
from realtime.models import InboxEntry
from tests import factories as make
from tests.reading import japanese_in

pytestmark = pytest.mark.django_db


def address(application) -> str:
    return reverse("portal:proposal", args=[application.public_id])


def say_yes(client: Client, application, **answer):
    """Through both pages, as a browser without JavaScript does."""
    question = client.post(address(application), {"answer": "accept", **answer})
    seal = re.search(r'name="seen" value="(\w+)"', question.content.decode())
    assert seal, question.content.decode()
    return client.post(address(application), {"answer": "accept", "seen": seal.group(1), **answer})


def test_nothing_is_ticked_beforehand_and_the_words_are_exact(hana, sorting):
    page = hana.get(address(sorting)).content.decode()
    assert "checked" not in page
    assert "都合のよい曜日：月曜" in page
    assert "静かな場所です。" in page
    assert page.index("静かな場所です。") < page.index("静かなところです。") < page.index("少し遠いです。")
    assert "音のことは聞いていません" not in page


def test_a_yes_is_shown_once_more_before_anything_is_stored(hana, sorting):
    page = hana.post(address(sorting), {"answer": "accept", "lines": ["nickname"]}).content.decode()
    assert "会社に伝わるのは、これだけです" in page
    sorting.refresh_from_db()
    assert sorting.state == Application.State.PROPOSED
    assert not Consent.objects.filter(participant=sorting.participant, recipient=sorting.opportunity.company)


def test_the_consent_holds_exactly_what_was_ticked(hana, sorting, cast):
    assert say_yes(hana, sorting, lines=["days", "nickname"]).status_code == 302
    sorting.refresh_from_db()
    assert sorting.state == Application.State.ACCEPTED
    assert [(line["key"], line["value"]) for line in sorting.consent.lines] == [
        ("nickname", "hana"),
        ("days", "月曜"),
    ]
    assert sorting.consent.how == Consent.How.ONLINE
    assert cast.kaze_company.name in sorting.consent.words
    assert not Application.objects.of_company_of(cast.kaze).filter(pk=sorting.pk).exists()
    assert InboxEntry.objects.filter(recipient=cast.saito, kind="jobs.participant_answered").exists()


def test_ticking_nothing_is_a_yes_that_tells_nothing(hana, sorting):
    say_yes(hana, sorting)
    sorting.refresh_from_db()
    assert sorting.state == Application.State.ACCEPTED
    assert sorting.consent.lines == []


@pytest.mark.parametrize("key", ["telephone", "minutes_max\x00", "hours", "contact_level_max"])
def test_a_line_that_is_not_offered_is_not_told(hana, sorting, key):
    page = hana.post(address(sorting), {"answer": "accept", "lines": ["days", key]})
    assert "もう一度、下から選んでください" in page.content.decode()
    assert page.content.decode().count("checked") == 1  # the other tick is kept
    sorting.refresh_from_db()
    assert sorting.state == Application.State.PROPOSED


def test_words_that_changed_meanwhile_are_shown_again(hana, sorting):
    question = hana.post(address(sorting), {"answer": "accept", "lines": ["days"]}).content.decode()
    seal = re.search(r'name="seen" value="(\w+)"', question).group(1)
    Wishes.objects.filter(participant=sorting.participant).update(days=["tue"])
    page = hana.post(address(sorting), {"answer": "accept", "lines": ["days"], "seen": seal})
    assert "前に見たときと変わっています" in page.content.decode()
    sorting.refresh_from_db()
    assert sorting.state == Application.State.PROPOSED


def test_the_way_back_keeps_what_was_ticked(hana, sorting):
    page = hana.post(address(sorting), {"answer": "back", "lines": ["days"], "visit_first": "on"})
    assert page.content.decode().count("checked") == 2


@pytest.mark.parametrize(("answer", "after"), [("rest", "resting"), ("decline", "declined")])
def test_not_now_and_no_are_one_tap_and_harmless_twice(hana, sorting, answer, after):
    for _ in range(2):
        page = hana.post(address(sorting), {"answer": answer}, follow=True)
        assert "操作ができません" not in page.content.decode()
    sorting.refresh_from_db()
    assert sorting.state == after
    assert ApplicationMove.objects.filter(application=sorting).count() == 1


def test_a_yes_that_is_sent_twice_gives_one_consent(hana, sorting):
    say_yes(hana, sorting, lines=["days"])
    page = hana.post(address(sorting), {"answer": "accept", "lines": ["days"], "seen": "x"}, follow=True)
    assert "操作ができません" not in page.content.decode()
    recipient = sorting.opportunity.company
    assert Consent.objects.filter(participant=sorting.participant, recipient=recipient).count() == 1


def test_the_other_tab_hears_that_it_was_late(hana, sorting):
    hana.post(address(sorting), {"answer": "decline"})
    page = hana.post(address(sorting), {"answer": "accept", "lines": []}, follow=True)
    assert "操作ができません" in page.content.decode()
    sorting.refresh_from_db()
    assert sorting.state == Application.State.DECLINED


def test_what_rests_can_be_taken_up_again(hana, sorting):
    hana.post(address(sorting), {"answer": "rest"})
    say_yes(hana, sorting, lines=["nickname"])
    sorting.refresh_from_db()
    assert sorting.state == Application.State.ACCEPTED


def test_what_rests_can_be_let_go(hana, sorting):
    hana.post(address(sorting), {"answer": "rest"})
    hana.post(address(sorting), {"answer": "decline"})
    sorting.refresh_from_db()
    assert sorting.state == Application.State.WITHDRAWN


def test_stopping_an_introduction_hides_it_from_the_company_at_once(hana, cast):
    row = cast.hana_at_shelves
    assert Application.objects.of_company_of(cast.oto).filter(pk=row.pk).exists()
    hana.post(address(row), {"answer": "stop"})
    assert not Application.objects.of_company_of(cast.oto).filter(pk=row.pk).exists()
    row.refresh_from_db()
    assert row.state == Application.State.WITHDRAWN
    assert not row.consent.is_in_force


def test_only_times_with_room_can_be_chosen(hana, sorting):
    Opportunity.objects.filter(pk=sorting.opportunity.pk).update(timing="slots")
    slot = make.SlotFactory(opportunity=sorting.opportunity)
    other = make.SlotFactory()
    page = hana.post(address(sorting), {"answer": "accept", "slot": other.public_id})
    assert "この日時は、もう選べません" in page.content.decode()
    say_yes(hana, sorting, slot=slot.public_id, visit_first="on")
    sorting.refresh_from_db()
    assert (sorting.slot, sorting.visit_first) == (slot, True)


def test_work_that_rests_cannot_be_said_yes_to(hana, sorting):
    Opportunity.objects.filter(pk=sorting.opportunity.pk).update(state="paused")
    page = hana.get(address(sorting)).content.decode()
    assert 'value="accept"' not in page
    assert 'value="decline"' in page


@pytest.mark.parametrize("state", Application.State.values)
def test_every_state_has_its_page_in_kind_words(hana, sorting, state):
    consent = make.ConsentFactory(
        participant=sorting.participant, recipient=sorting.opportunity.company,
        recorded_by=sorting.participant.user,
    )  # fmt: skip
    Application.objects.filter(pk=sorting.pk).update(state=state, consent=consent)
    page = hana.get(address(sorting)).content.decode()
    for word in ("不採用", "期限", "辞退", "応募", "ステージ"):
        assert word not in page


def test_nobody_else_opens_it(cast, client, sorting):
    for other in (cast.yui.user, cast.sora.user, cast.saito, cast.kaze, cast.abe):
        client.force_login(other)
        assert client.get(address(sorting)).status_code == 404
        assert client.post(address(sorting), {"answer": "decline"}).status_code == 404
    sorting.refresh_from_db()
    assert sorting.state == Application.State.PROPOSED


def test_what_the_house_says_is_english_in_english(hana, sorting):
    own = {"静かな場所です", "たねの仕分け"}
    page = hana.get("/en" + address(sorting)).content.decode()
    assert "It is a quiet place." in page
    assert "Go on" in page
    words = japanese_in(page)
    for text in (*own, sorting.opportunity.what, sorting.opportunity.site, sorting.opportunity.helper):
        words = [word for word in words if word not in text]
    allowed = {sorting.opportunity.company.name, sorting.opportunity.can_leave, cast_names(sorting)}
    assert not [word for word in words if not any(word in text for text in allowed)]


def cast_names(application) -> str:
    desk = application.participant.desk
    return f"{desk.name} {application.opportunity.municipality}"


@pytest.mark.parametrize("answer", ["", "agree", "introduce", "受諾", "\x00"])
def test_an_answer_that_does_not_exist_changes_nothing(hana, sorting, answer):
    assert hana.post(address(sorting), {"answer": answer}).status_code == 302
    sorting.refresh_from_db()
    assert sorting.state == Application.State.PROPOSED


@pytest.mark.parametrize(("prefix", "sentence"), [("", "静かなところです。"), ("/en", "A quiet place.")])
def test_the_reasons_of_a_suggestion_reach_the_person_in_their_language(hana, sorting, prefix, sentence):
    """In the shape in which a suggestion hands them over."""
    shown = {"direction": "for", "ja": "静かなところです。", "en": "A quiet place.", "feature": "noise"}
    Application.objects.filter(pk=sorting.pk).update(reasons=reasons_for_participant([shown]))
    assert sentence in hana.get(prefix + address(sorting)).content.decode()
