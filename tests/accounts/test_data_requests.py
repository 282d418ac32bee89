"""Somebody asks about their record: thirty days, longer once with a reason, and a sentence as the answer."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import perms
from accounts.models import DataRequest, Membership
from accounts.workflow import (
    answer_data_request,
    ask_about_data,
    decline_data_request,
    extend_data_request,
    hand_over_copy,
    never_meet_colleague,
    withdraw_data_request,
)
from foundation.moves import Refused
from realtime.models import InboxEntry
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast) -> DataRequest:
    return ask_about_data(cast.hana, by=cast.hana.user, kind="disclosure", words="全部見たいです")


def told(user) -> list[str]:
    return list(InboxEntry.objects.filter(recipient=user).values_list("kind", flat=True))


def test_thirty_days_and_the_first_is_not_counted(cast):
    row = ask_about_data(cast.ren, by=cast.saito, kind="stop", how="paper", asked_on=date(2026, 1, 31))
    assert (row.answer_by, row.longest) == (date(2026, 3, 2), date(2026, 4, 1))


def test_the_manager_of_the_desk_hears_and_nobody_else(cast, asked):
    assert told(cast.abe) == ["accounts.data_request_made"]
    for other in (cast.saito, cast.tanaka, cast.ono, cast.goto, cast.kido):
        assert told(other) == []


def test_one_s_own_request_is_of_today_whatever_was_typed(cast):
    row = ask_about_data(cast.hana, by=cast.hana.user, kind="stop", how="paper", asked_on=date(2020, 1, 1))
    assert (row.asked_on, row.how) == (timezone.localdate(), "online")


def test_asked_twice_in_the_same_words_is_one_request(cast, asked):
    again = ask_about_data(cast.hana, by=cast.hana.user, kind="disclosure", words="全部見たいです")
    assert again.pk == asked.pk
    assert ask_about_data(cast.hana, by=cast.hana.user, kind="disclosure", words="紙で").pk != asked.pk


@pytest.mark.parametrize("who", ["tanaka", "mori", "ono", "oto", "eto", "operator"])
def test_whoever_cannot_open_the_record_asks_nothing_for_somebody(cast, who):
    with pytest.raises(Refused):
        ask_about_data(cast.hana, by=getattr(cast, who), kind="stop", how="paper")


def test_the_team_says_how_and_not_in_the_future(cast):
    with pytest.raises(Refused) as how:
        ask_about_data(cast.ren, by=cast.saito, kind="stop")
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused) as day:
        ask_about_data(cast.ren, by=cast.saito, kind="stop", how="paper", asked_on=tomorrow)
    with pytest.raises(Refused) as what:
        ask_about_data(cast.ren, by=cast.saito, kind="correction", how="paper", words=" ")
    assert (how.value.field, day.value.field, what.value.field) == ("how", "asked_on", "words")


def test_longer_once_thirty_days_at_most_with_a_reason(cast, asked):
    for until in (asked.answer_by, asked.longest + timedelta(days=1)):
        with pytest.raises(Refused):
            extend_data_request(asked, until=until, because="量が多いため", by=cast.abe)
    with pytest.raises(Refused):
        extend_data_request(asked, until=asked.longest, because=" ", by=cast.abe)
    row = extend_data_request(asked, until=asked.longest, because="量が多いため", by=cast.abe)
    assert (row.state, row.answer_by) == ("extended", asked.longest)
    assert told(cast.hana.user) == ["accounts.data_request_moved"]
    with pytest.raises(Refused):
        extend_data_request(row, until=row.longest, because="もう一度", by=cast.abe)
    assert answer_data_request(row, decision="写しをお渡しします。", by=cast.abe).state == "answered"


def test_an_answer_has_a_sentence_and_is_given_once(cast, asked):
    with pytest.raises(Refused) as refused:
        decline_data_request(asked, decision=" ", by=cast.abe)
    assert refused.value.field == "decision"
    row = decline_data_request(asked, decision="お渡しできる記録がありません。", by=cast.abe)
    assert [move.comment for move in row.moves.all()] == ["", "お渡しできる記録がありません。"]
    for verb in (answer_data_request, decline_data_request):
        with pytest.raises(Refused):
            verb(row, decision="もう一度", by=cast.abe)
    with pytest.raises(Refused):
        withdraw_data_request(row, by=cast.hana.user)


@pytest.mark.parametrize("who", ["saito", "tanaka", "ono", "goto", "hana", "operator"])
def test_nobody_but_the_desk_s_manager_answers(cast, asked, who):
    person = getattr(cast, who)
    user = getattr(person, "user", person)
    assert not perms.can_answer_data_request(user, asked)
    with pytest.raises(Refused):
        answer_data_request(asked, decision="はい", by=user)


def test_a_manager_whom_the_person_named_does_not_see_it(cast, asked):
    never_meet_colleague(cast.hana, cast.abe, by=cast.hana.user)
    assert not DataRequest.objects.answered_by_office_of(cast.abe).exists()
    second = ask_about_data(cast.hana, by=cast.hana.user, kind="stop")
    assert told(cast.abe) == ["accounts.data_request_made"]
    with pytest.raises(Refused):
        answer_data_request(second, decision="はい", by=cast.abe)


def test_a_manager_whose_work_ended_yesterday_answers_nothing(cast, asked):
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(user=cast.abe).update(ends_on=yesterday)
    with pytest.raises(Refused):
        answer_data_request(asked, decision="はい", by=cast.abe)


def test_nobody_answers_their_own(cast):
    mine = make.ParticipantFactory(nickname="abe", desk=cast.oita, user=cast.abe, team=[cast.saito])
    row = ask_about_data(mine, by=cast.abe, kind="disclosure")
    with pytest.raises(Refused):
        answer_data_request(row, decision="はい", by=cast.abe)


def test_what_was_asked_at_me_only_the_person_takes_back(cast, asked):
    with pytest.raises(Refused):
        withdraw_data_request(asked, by=cast.saito)
    assert withdraw_data_request(asked, by=cast.hana.user).state == "withdrawn"
    told_at_desk = ask_about_data(cast.ren, by=cast.saito, kind="stop", how="telephone")
    with pytest.raises(Refused):
        withdraw_data_request(told_at_desk, by=cast.tanaka)
    assert withdraw_data_request(told_at_desk, by=cast.saito).state == "withdrawn"


def test_the_team_passes_on_what_was_told_at_the_desk(cast):
    row = ask_about_data(cast.ren, by=cast.saito, kind="stop", how="telephone")
    answer_data_request(row, decision="止めました。", by=cast.abe)
    assert told(cast.saito) == ["accounts.data_request_to_pass_on"]
    assert told(cast.tanaka) == []


def test_a_copy_needs_a_reason_for_what_stays(cast, asked):
    held = [{"label": "記録", "value": "11月1日"}]
    with pytest.raises(Refused) as refused:
        hand_over_copy(asked, form="paper", held_back=held, because=" ", by=cast.abe)
    assert refused.value.field == "because"
    kept = hand_over_copy(asked, form="paper", held_back=held, because="ほかの方のこと", by=cast.abe)
    assert kept.held_back == held
    with pytest.raises(Refused):
        hand_over_copy(asked, form="paper", held_back=[], because="", by=cast.saito)
    withdraw_data_request(asked, by=cast.hana.user)
    with pytest.raises(Refused):
        hand_over_copy(asked, form="paper", held_back=[], because="", by=cast.abe)


def test_the_database_knows_who_answered_and_when(cast, asked):
    for wrong in ({"state": "answered"}, {"answer_by": asked.asked_on - timedelta(days=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            DataRequest.objects.filter(pk=asked.pk).update(**wrong)
