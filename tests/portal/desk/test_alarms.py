"""「すぐに知らせる」 on the pages, the list of whoever is called, and the page of one alarm."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from zeal import zeal_ignore

from accounts import workflow
from accounts.models import Alarm, RecordAccess, SafetyPlan
from tests import factories as make
from tests.accounts.duty_cast import WORDS, raised, shift_now
from tests.reading import japanese_in

pytestmark = pytest.mark.django_db
FLAGGED = {"kind": "life", "words": WORDS}
OUTCOME = {"do": "close", "outcome_kind": "safe", "outcome": "電話で話しました。あした、また電話します。"}


def address(alarm: Alarm) -> str:
    return f"/desk/cannot-wait/{alarm.public_id}/"


@pytest.mark.parametrize("page", ["", "wishes/", "work/", "contact/", "team/", "consents/", "safety-plan/"])
def test_the_button_is_on_every_page_of_a_record(cast, as_, page):
    path = f"/desk/people/{cast.hana.public_id}/{page}"
    content = as_(cast.saito).get(path).content.decode()
    assert f'href="/cannot-wait/people/{cast.hana.public_id}/?at={path}"' in content
    assert 'href="/cannot-wait/' in as_(cast.saito).get("/desk/").content.decode()


def test_a_company_has_it_where_it_reads_about_somebody(cast, as_):
    row = cast.hana_at_shelves
    content = as_(cast.oto).get(f"/company/applications/{row.public_id}/").content.decode()
    assert f'href="/cannot-wait/introductions/{row.public_id}/' in content
    row.state = "agreed"
    row.save()
    placement = make.PlacementFactory(application=row)
    content = as_(cast.oto).get(f"/company/placements/{placement.public_id}/").content.decode()
    assert f'href="/cannot-wait/placements/{placement.public_id}/' in content


def test_flagged_in_one_form_and_the_flagger_reads_where_to_call_now(cast, as_):
    shift_now(cast.oita, cast.tanaka)
    path = f"/desk/people/{cast.hana.public_id}/"
    answer = as_(cast.saito).post(
        f"/cannot-wait/people/{cast.hana.public_id}/", FLAGGED | {"at": path}, follow=True
    )
    page = answer.content.decode()
    assert "当番の人を呼びました" in page
    assert 'href="tel:119"' in page
    alarm = Alarm.objects.get()
    assert (alarm.participant, alarm.read_where, alarm.read_path) == (cast.hana, "desk_participant", path)
    workflow.take_alarm(alarm, by=cast.tanaka)
    assert (
        "当番の人が受けました"
        in as_(cast.saito).get(f"/cannot-wait/told/{alarm.public_id}/").content.decode()
    )


def test_where_nobody_can_be_called_the_page_says_so(cast, as_):
    cast.abe.memberships.update(ended_at=timezone.now())
    answer = as_(cast.saito).post(f"/cannot-wait/people/{cast.hana.public_id}/", FLAGGED, follow=True)
    assert "いま呼べる人が、窓口にいません" in answer.content.decode()


@pytest.mark.parametrize(
    "typed", [{"kind": ""}, {"words": " \x00 "}, {"words": "あ" * 5000}, {"kind": "joke"}]
)
def test_what_was_typed_stays_where_something_is_missing(cast, as_, typed):
    answer = as_(cast.saito).post(f"/cannot-wait/people/{cast.hana.public_id}/", FLAGGED | typed)
    assert answer.context["form"].errors
    assert answer.context["form"]["words"].value() == (FLAGGED | typed)["words"]
    assert not Alarm.objects.exists()


@pytest.mark.parametrize(
    "at", ["//evil.example/", "https://evil.example/", "/nowhere/", "javascript:1", "/" * 300]
)
def test_the_way_back_leads_nowhere_else(cast, as_, at):
    page = as_(cast.saito).get(f"/cannot-wait/people/{cast.hana.public_id}/", {"at": at})
    assert page.context["at"] == ""
    as_(cast.saito).post(f"/cannot-wait/people/{cast.hana.public_id}/", FLAGGED | {"at": at})
    assert set(Alarm.objects.values_list("read_path", flat=True)) <= {""}


def test_about_somebody_unknown_in_free_words(cast, as_):
    typed = FLAGGED | {"about": "窓口に来た、名前を言わない方", "desk": cast.oita.public_id}
    assert as_(cast.tanaka).post("/cannot-wait/", typed | {"about": ""}).context["form"].errors
    as_(cast.tanaka).post("/cannot-wait/", typed | {"desk": cast.beppu.public_id})
    assert not Alarm.objects.exists()
    as_(cast.tanaka).post("/cannot-wait/", typed)
    alarm = Alarm.objects.get()
    assert (alarm.participant, alarm.about) == (None, typed["about"])
    assert typed["about"] in as_(cast.abe).get(address(alarm)).content.decode()


def test_a_company_that_flags_learns_nothing_more(cast, as_):
    row = cast.hana_at_shelves
    cast.hana.telephone = "090-1111-2222"
    cast.hana.save()
    shift_now(cast.oita, cast.tanaka)
    path = f"/cannot-wait/introductions/{row.public_id}/"
    seen = as_(cast.oto).get(path).content.decode()
    answer = as_(cast.oto).post(path, FLAGGED, follow=True)
    alarm = Alarm.objects.get()
    workflow.take_alarm(alarm, by=cast.tanaka)
    workflow.close_alarm(alarm, by=cast.tanaka, outcome_kind="safe", outcome=OUTCOME["outcome"])
    seen += answer.content.decode()
    seen += as_(cast.oto).get(f"/cannot-wait/told/{alarm.public_id}/").content.decode()
    for private in ("hana", "090-1111", "tanaka", OUTCOME["outcome"], "saito"):
        assert private not in seen
    assert as_(cast.oto).get(address(alarm)).status_code == 404
    assert as_(cast.kaze).get(f"/cannot-wait/told/{alarm.public_id}/").status_code == 404


def test_the_person_on_duty_sees_whom_to_reach_and_the_look_is_recorded(cast, as_):
    cast.hana.telephone, cast.hana.address = "090-1111-2222", "大分市荷揚町2-31"
    cast.hana.save()
    workflow.write_safety_plan(cast.hana, {"helps": "犬の写真を見る"}, by=cast.hana.user)
    shift_now(cast.oita, cast.tanaka)
    alarm = raised(cast)
    page = as_(cast.tanaka).get(address(alarm)).content.decode()
    for needed in ("090-1111-2222", "大分市荷揚町2-31", "犬の写真を見る", WORDS, "saito"):
        assert needed in page
    look = RecordAccess.objects.of(cast.hana).get()
    assert (look.user, look.what) == (cast.tanaka, "contact")
    assert as_(cast.tanaka).get(f"/desk/people/{cast.hana.public_id}/").status_code == 404


def test_taken_closed_with_an_outcome_and_the_contact_is_out_of_sight_again(cast, as_):
    cast.hana.telephone = "090-1111-2222"
    cast.hana.save()
    shift_now(cast.oita, cast.tanaka)
    alarm = raised(cast)
    tanaka = as_(cast.tanaka)
    tanaka.post(address(alarm), {"do": "take"})
    refused = tanaka.post(address(alarm), OUTCOME | {"outcome": "済み"})
    assert "済み" in refused.content.decode()
    assert refused.context["outcome"].errors
    tanaka.post(address(alarm), OUTCOME)
    alarm.refresh_from_db()
    assert alarm.state == "closed"
    page = tanaka.get(address(alarm)).content.decode()
    assert OUTCOME["outcome"] in page
    assert "090-1111-2222" not in page


def test_two_who_press_at_once_read_who_has_it(cast, as_):
    shift_now(cast.oita, cast.tanaka)
    alarm = raised(cast)
    as_(cast.tanaka).post(address(alarm), {"do": "take"})
    answer = as_(cast.abe).post(address(alarm), {"do": "take"}, follow=True)
    assert "tanakaさんが、もう受けています。" in answer.content.decode()
    as_(cast.abe).post(address(alarm), {"do": "take_over", "since": cast.tanaka.public_id})
    alarm.refresh_from_db()
    assert alarm.taken_by == cast.abe
    late = as_(cast.tanaka).post(address(alarm), OUTCOME)
    assert late.context["outcome"].errors


def test_the_call_stands_on_every_desk_and_office_page_until_it_is_taken(cast, as_):
    shift_now(cast.oita, cast.tanaka)
    alarm = raised(cast, by=cast.oto)
    words = "待てない知らせが1件、あなたを待っています。"
    for page in ("/desk/", "/desk/cannot-wait/", "/desk/people/begin/"):
        assert words in as_(cast.tanaka).get(page).content.decode()
        assert words not in as_(cast.saito).get(page).content.decode()
    assert words not in as_(cast.tanaka).get("/work/").content.decode()
    assert words not in as_(cast.abe).get("/office/").content.decode()
    Alarm.objects.update(called_at=timezone.now() - timedelta(minutes=11))
    assert words in as_(cast.abe).get("/office/").content.decode()
    workflow.take_alarm(alarm, by=cast.tanaka)
    assert words not in as_(cast.tanaka).get("/desk/").content.decode()


def test_colleagues_who_were_not_called_and_other_towns_do_not_see_it(cast, as_):
    shift_now(cast.oita, cast.tanaka)
    shift_now(cast.beppu, cast.mori)
    alarm = raised(cast)
    for user in (cast.saito, cast.kido, cast.mori, cast.goto, cast.ono, cast.operator):
        assert as_(user).get(address(alarm)).status_code == 404
        assert as_(user).post(address(alarm), {"do": "take"}).status_code == 404


def test_somebody_named_reads_nothing_not_even_in_the_list(cast, as_):
    shift_now(cast.oita, cast.tanaka)
    alarm = raised(cast)
    workflow.never_meet_colleague(cast.hana, cast.tanaka, by=cast.hana.user)
    assert as_(cast.tanaka).get(address(alarm)).status_code == 404
    page = as_(cast.tanaka).get("/desk/cannot-wait/").content.decode()
    assert "hana" not in page
    assert "あなたを待っています" not in page


def test_the_list_costs_the_same_for_one_and_for_many(cast, as_, django_assert_num_queries):
    shift_now(cast.oita, cast.tanaka)
    raised(cast)
    tanaka = as_(cast.tanaka)
    tanaka.get("/desk/cannot-wait/")
    with django_assert_num_queries(1000, exact=False) as few:
        tanaka.get("/desk/cannot-wait/")
    number_of_queries = len(few)
    for number in range(15):
        raised(cast, words=f"{WORDS}{number}")
    shift_now(cast.oita, cast.saito, order=2)
    with django_assert_num_queries(number_of_queries, exact=True):
        tanaka.get("/desk/cannot-wait/")


def test_all_of_it_in_english(cast, as_):
    for user in (cast.saito, cast.tanaka, cast.abe):
        user.name = user.name.title()
        user.save()
    shift_now(cast.oita, cast.tanaka)
    alarm = raised(cast, words="I want to disappear.")
    tanaka, saito = as_(cast.tanaka), Client()
    saito.force_login(cast.saito)
    pages = [(tanaka, f"/en{address(alarm)}"), (tanaka, "/en/desk/cannot-wait/"), (saito, "/en/cannot-wait/")]
    pages += [(saito, f"/en/cannot-wait/told/{alarm.public_id}/")]
    pages += [(saito, f"/en/cannot-wait/people/{cast.hana.public_id}/")]
    with zeal_ignore():
        found = {path: japanese_in(client.get(path).content.decode()) for client, path in pages}
        tanaka.post(f"/en{address(alarm)}", {"do": "take"})
        english = {"outcome_kind": "safe", "outcome": "We talked on the telephone."}
        found["taken"] = japanese_in(tanaka.get(f"/en{address(alarm)}").content.decode())
        tanaka.post(f"/en{address(alarm)}", OUTCOME | english)
        found["closed"] = japanese_in(tanaka.get(f"/en{address(alarm)}").content.decode())
    assert not any(found.values()), found


def test_a_safety_plan_keeps_its_versions_and_may_be_empty(cast, as_):
    hana = as_(cast.hana.user)
    for words in ("音楽を聞く", "音楽を聞く", "犬の写真を見る", ""):
        assert hana.post("/me/safety-plan/", {"helps": words}).status_code == 302
    assert SafetyPlan.objects.count() == 3
    assert SafetyPlan.current(cast.hana) is None
    page = as_(cast.saito).get(f"/desk/people/{cast.hana.public_id}/safety-plan/").content.decode()
    assert "犬の写真を見る" in page
    refused = as_(cast.abe).post(
        f"/desk/people/{cast.hana.public_id}/safety-plan/", {"helps": "わたしが書く"}
    )
    assert refused.context["form"].errors
    assert SafetyPlan.objects.count() == 3
