"""Two records that may be one person: found, compared, joined, and two again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.duplicates import may_be_one, pairs_for
from accounts.models import Joining, NeverMeet, Participant, Wishes
from accounts.workflow import join_records, say_two_people, undo_joining
from casework.models import Note
from foundation.moves import Refused
from tests import factories as make
from tests.translations import untranslated

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(cast):
    """Hana again, under another nickname: Saito accompanies both."""
    said = {"family_kana": "たかはし", "given_kana": "はな", "birth_date": date(1983, 4, 1)}
    Participant.objects.filter(pk=cast.hana.pk).update(**said, telephone="")
    again = make.ParticipantFactory(nickname="はなちゃん", desk=cast.oita, team=[cast.saito], **said)
    Participant.objects.filter(pk=again.pk).update(telephone="097-111-1111", contact_hours="平日の夜")
    cast.hana.refresh_from_db()
    again.refresh_from_db()
    return cast.hana, again


def address(two, end: str = "") -> str:
    return f"/desk/people/{two[0].public_id}/join/{two[1].public_id}/{end}"


def test_who_may_be_one_person(two):
    one, other = two
    assert may_be_one(one, other)
    for births, towns, answer in [
        ((date(1983, 4, 1), date(1983, 4, 2)), ("44201", "44201"), False),
        ((date(1983, 4, 1), None), ("44201", "44201"), True),
        ((date(1983, 4, 1), None), ("44201", "44202"), False),
        ((None, None), (None, None), False),
    ]:
        one.birth_date, other.birth_date = births
        one.municipality_id, other.municipality_id = towns
        assert may_be_one(one, other) is answer, (births, towns)


def test_the_list_shows_pairs_of_which_one_may_open_both(cast, two):
    assert [(pair.first, pair.second) for pair in pairs_for(cast.saito)] == [two]
    assert len(pairs_for(cast.abe)) == 1, "the manager may open both"
    for user in (cast.kido, cast.tanaka, cast.mori):
        assert pairs_for(user) == [], user.name


def test_two_people_are_not_asked_about_again(cast, two, as_):
    as_(cast.saito).post(address(two, "different/"))
    assert pairs_for(cast.saito) == []


def test_compare_choose_join_and_undo(cast, two, as_):
    kept, other = two
    note = make.NoteFactory(participant=other, author=cast.saito)
    client = as_(cast.saito)
    page = client.get(address(two)).content.decode()
    assert "097-111-1111" in page
    assert "はなちゃん" in page
    answer = client.post(address(two), {"nickname": "other"})
    kept.refresh_from_db()
    assert (kept.nickname, kept.telephone, kept.contact_hours) == ("はなちゃん", "097-111-1111", "平日の夜")
    note.refresh_from_db()
    assert note.participant == kept
    assert client.get(f"/desk/people/{other.public_id}/").status_code == 404
    assert other.nickname in page
    assert pairs_for(cast.saito) == []

    later = make.NoteFactory(participant=kept, author=cast.saito)
    Participant.objects.filter(pk=kept.pk).update(telephone="097-222-2222")
    page = client.post(answer["Location"] + "undo/", follow=True).content.decode()
    assert "電話番号" in page, "changed since, so it is said and left"
    for row in (kept, other, note, later):
        row.refresh_from_db()
    assert (kept.nickname, kept.contact_hours, kept.telephone) == ("hana", "", "097-222-2222")
    assert (note.participant, later.participant) == (other, kept)
    assert other.telephone == "097-111-1111"
    assert client.get(f"/desk/people/{other.public_id}/").status_code == 200


def test_consents_and_teams_of_both_stay(cast, two):
    kept, other = two
    consent = make.ConsentFactory(participant=other, recipient=cast.oita, recorded_by=cast.saito)
    other.team.create(user=cast.tanaka, organisation=cast.oita)
    join_records(kept, other, by=cast.saito)
    consent.refresh_from_db()
    assert consent.participant == kept
    assert set(kept.team.values_list("user__name", flat=True)) == {"saito", "kido", "tanaka"}


def test_wishes_fill_each_other(cast, two):
    kept, other = two
    Wishes.objects.filter(participant=kept).update(pace="own")
    Wishes.objects.filter(participant=other).update(pace="shared", minutes_max=30)
    joining = join_records(kept, other, by=cast.saito)
    page = Wishes.objects.get(participant=kept)
    assert (page.pace, page.minutes_max) == ("own", 30)
    undo_joining(joining, by=cast.saito)
    page.refresh_from_db()
    assert (page.pace, page.minutes_max) == ("own", None)


def test_the_log_in_goes_along_and_comes_back(cast, two):
    kept, other = two
    joining = join_records(other, kept, by=cast.saito)
    other.refresh_from_db()
    assert other.user == cast.hana.user
    undo_joining(joining, by=cast.saito)
    kept.refresh_from_db()
    assert kept.user == cast.hana.user


def test_nobody_joins_what_they_may_not_open(cast, two):
    kept, other = two
    for user in (cast.kido, cast.tanaka, cast.mori, cast.hana.user):
        with pytest.raises(Refused):
            join_records(kept, other, by=user)
    with pytest.raises(Refused):
        join_records(kept, kept, by=cast.saito)
    with pytest.raises(Refused):
        say_two_people(kept, other, by=cast.tanaka)


def test_not_across_desks_nor_twice_nor_with_two_log_ins(cast, two):
    kept, other = two
    cast.yui.team.create(user=cast.saito, organisation=cast.oita)
    with pytest.raises(Refused, match="同じ窓口"):
        join_records(kept, cast.yui, by=cast.saito)
    cast.sora.team.create(user=cast.saito, organisation=cast.oita)
    with pytest.raises(Refused, match="ログイン"):
        join_records(kept, cast.sora, by=cast.saito)
    join_records(kept, other, by=cast.saito)
    with pytest.raises(Refused):
        join_records(kept, other, by=cast.saito)


def test_nobody_meets_whom_they_never_want_to_meet_by_joining(cast, two):
    kept, other = two
    NeverMeet.objects.create(participant=other, kind="staff", person=cast.kido, recorded_by=cast.saito)
    with pytest.raises(Refused, match="いまはつなげられません"):
        join_records(kept, other, by=cast.saito)


def test_after_thirty_days_it_stays_joined(cast, two):
    joining = join_records(*two, by=cast.saito)
    Joining.objects.update(joined_at=timezone.now() - timedelta(days=31))
    joining.refresh_from_db()
    with pytest.raises(Refused, match="30日"):
        undo_joining(joining, by=cast.saito)


def test_the_list_asks_as_often_for_many_as_for_few(cast, two, as_, django_assert_max_num_queries):
    for number in range(6):
        for _again in range(2):
            make.ParticipantFactory(
                desk=cast.oita, team=[cast.saito], family_kana=f"かな{number}", given_kana="x"
            )
    client = as_(cast.saito)
    with django_assert_max_num_queries(20):
        page = client.get("/desk/duplicates/")
    assert page.content.decode().count("見くらべる") == 7
    assert Note.objects.count() == 0


def test_the_pages_are_english_too():
    assert not untranslated(
        "platform/portal/*/desk_joining.py",
        "platform/portal/templates/portal/desk/join*.html",
        "platform/portal/templates/portal/desk/duplicates.html",
        "platform/portal/templates/portal/desk/_alike.html",
        "accounts/workflow/joining.py",
    )
