"""Conversations: stored once, in one order, told to whom they are for, and to nobody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.utils import timezone

from accounts import workflow as people
from accounts.models import TeamMember
from config.demo.clock import moment, standing_at
from foundation.moves import Refused
from realtime import perms, workflow
from realtime.models import Conversation, Draft, InboxEntry, Message
from tests.cast import assemble

Kind = Message.Kind
TUESDAY = date(2026, 11, 24)
OPEN, CLOSED = moment(TUESDAY, "10:00"), moment(TUESDAY, "22:00")


def says(cast, who, text="こんにちは", **about):
    return workflow.write(workflow.talk_with(cast.hana), text, by=who, **({"client_id": uuid4()} | about))


def kinds(cast) -> list[str]:
    return list(Message.objects.filter(conversation__participant=cast.hana).values_list("kind", flat=True))


@pytest.fixture
def hours(cast):
    for weekday in range(5):
        workflow.add_hours(cast.oita, weekday=weekday, opens=time(9), closes=time(17), by=cast.abe)


@pytest.mark.django_db
class TestWords:
    def test_one_number_of_the_sender_is_one_message(self, cast):
        number = uuid4()
        first = says(cast, cast.hana.user, "はじめまして", client_id=number)
        again = says(cast, cast.hana.user, "はじめまして", client_id=number)
        assert first == again
        other = says(cast, cast.saito, "こちらこそ", client_id=number)
        assert other.number == first.number + 1 or other.number == first.number + 2
        assert other.pk != first.pk

    def test_words_are_unreadable_in_the_row_and_a_my_number_is_masked(self, cast):
        says(cast, cast.hana.user, "静かな所がいい 123456789018")
        with connection.cursor() as cursor:
            cursor.execute("SELECT text FROM realtime_message WHERE kind = 'words'")
            stored = cursor.fetchone()[0]
        assert "静か" not in stored
        assert Message.objects.get(kind="words").text.endswith("＊" * 12)

    @pytest.mark.parametrize("text", ["", "   \n", "あ" * 4001])
    def test_nothing_and_too_much_are_refused_in_a_sentence(self, cast, text):
        with pytest.raises(Refused) as refused:
            says(cast, cast.hana.user, text)
        assert refused.value.field == "text"
        assert not Message.objects.exists()

    def test_half_sentences_are_fine_and_a_flood_waits(self, cast):
        for number in range(30):
            says(cast, cast.hana.user, f"{number}")
        with pytest.raises(Refused):
            says(cast, cast.hana.user, "31")
        says(cast, cast.saito, "読んでいますよ")
        with standing_at(timezone.now() + timedelta(minutes=2)):
            says(cast, cast.hana.user, "つづき")

    def test_to_somebody_without_a_log_in_nothing_would_arrive(self, cast):
        with pytest.raises(Refused):
            workflow.write(workflow.talk_with(cast.ren), "やあ", by=cast.saito, client_id=uuid4())


@pytest.mark.django_db
class TestWaiting:
    def test_the_team_hears_once_until_somebody_answers(self, cast):
        says(cast, cast.hana.user)
        says(cast, cast.hana.user, "もうひとつ")
        news = InboxEntry.objects.filter(kind="realtime.talk_waits")
        assert {entry.recipient for entry in news} == {cast.saito, cast.kido}
        assert news.count() == 2
        row = Conversation.objects.get(participant=cast.hana)
        assert row.waiting_since
        says(cast, cast.saito)
        row.refresh_from_db()
        assert (row.waiting_since, row.answering) == (None, cast.saito)
        assert InboxEntry.objects.of(cast.hana.user).filter(kind="realtime.talk_answered").count() == 1

    def test_answers_are_news_again_after_a_look(self, cast):
        says(cast, cast.saito)
        says(cast, cast.saito, "もうひとこと")
        news = InboxEntry.objects.of(cast.hana.user).filter(kind="realtime.talk_answered")
        assert news.count() == 1
        workflow.see_answer(cast.hana.user)
        says(cast, cast.saito, "またあした")
        assert news.count() == 2

    def test_set_aside_and_opened_by_the_persons_next_words(self, cast):
        says(cast, cast.hana.user)
        row = workflow.close_talk(workflow.talk_with(cast.hana), by=cast.saito)
        assert not Conversation.objects.waiting().exists()
        row = workflow.reopen_talk(row, by=cast.saito)
        assert Conversation.objects.waiting().get() == row
        workflow.close_talk(row, by=cast.saito)
        says(cast, cast.hana.user, "やっぱり")
        assert Conversation.objects.waiting().get() == row

    def test_who_has_waited_longest_comes_first(self, cast):
        for person, ago in ((cast.hana, 1), (cast.sora, 3)):
            with standing_at(timezone.now() - timedelta(hours=ago)):
                workflow.write(workflow.talk_with(person), "あの", by=person.user, client_id=uuid4())
        order = Conversation.objects.waiting().waiting_first()
        assert [row.participant for row in order] == [cast.sora, cast.hana]


@pytest.mark.django_db
class TestAutomaticAnswer:
    def test_within_the_hours_a_person_answers(self, cast, hours):
        with standing_at(OPEN):
            says(cast, cast.hana.user)
        assert kinds(cast) == [Kind.WORDS]

    def test_outside_one_reads_once_from_when_it_is_read(self, cast, hours):
        with standing_at(CLOSED):
            says(cast, cast.hana.user)
            says(cast, cast.hana.user, "夜分にすみません")
        assert kinds(cast) == [Kind.WORDS, Kind.AUTOMATIC, Kind.WORDS]
        told = Message.objects.get(kind=Kind.AUTOMATIC)
        assert timezone.localtime(told.read_from).isoformat() == "2026-11-25T09:00:00+09:00"

    def test_the_next_night_it_is_said_again(self, cast, hours):
        with standing_at(CLOSED):
            says(cast, cast.hana.user)
        with standing_at(moment(TUESDAY + timedelta(days=1), "22:00")):
            says(cast, cast.hana.user, "まだ起きています")
        assert kinds(cast).count(Kind.AUTOMATIC) == 2

    def test_after_an_answer_it_is_said_again(self, cast, hours):
        with standing_at(CLOSED):
            says(cast, cast.hana.user)
            says(cast, cast.saito, "起きていました")
            says(cast, cast.hana.user, "ありがとう")
        assert kinds(cast).count(Kind.AUTOMATIC) == 2

    def test_a_desk_without_hours_promises_no_day(self, cast):
        says(cast, cast.hana.user)
        assert Message.objects.get(kind=Kind.AUTOMATIC).read_from is None


@pytest.mark.django_db
class TestWhoMay:
    def test_near_misses_write_nothing(self, cast):
        row = workflow.talk_with(cast.hana)
        for name in ("tanaka", "abe", "mori", "goto", "ono", "oto", "operator"):
            with pytest.raises(Refused):
                workflow.write(row, "やあ", by=getattr(cast, name), client_id=uuid4())
        with pytest.raises(Refused):
            workflow.write(row, "やあ", by=cast.yui.user, client_id=uuid4())
        assert not Message.objects.exists()

    def test_who_reads(self, cast):
        row = workflow.talk_with(cast.hana)
        readers = {"saito", "kido", "abe"}
        names = ("saito", "kido", "abe", "tanaka", "mori", "goto", "ono", "eto", "oto", "kaze", "operator")
        assert {name for name in names if perms.can_read(getattr(cast, name), row)} == readers
        assert perms.can_read(cast.hana.user, row)
        assert not perms.can_read(cast.yui.user, row)

    def test_while_nobody_has_taken_somebody_on_the_desk_answers(self, cast):
        row = workflow.talk_with(cast.sora)
        workflow.write(row, "ここで合っていますか", by=cast.sora.user, client_id=uuid4())
        workflow.write(row, "合っていますよ", by=cast.tanaka, client_id=uuid4())
        told = InboxEntry.objects.filter(kind="realtime.talk_waits").values_list("recipient__name", flat=True)
        assert set(told) == {"saito", "tanaka", "abe"}
        assert not perms.can_answer(cast.kido, cast.sora)
        assert not perms.can_answer(cast.mori, cast.sora)

    def test_whom_somebody_never_wants_to_meet_is_not_told_and_finds_nothing(self, cast):
        people.never_meet_colleague(cast.hana, cast.kido, by=cast.hana.user)
        people.never_meet_colleague(cast.sora, cast.tanaka, by=cast.sora.user)
        says(cast, cast.hana.user)
        workflow.write(workflow.talk_with(cast.sora), "あの", by=cast.sora.user, client_id=uuid4())
        told = InboxEntry.objects.filter(kind="realtime.talk_waits")
        assert not told.filter(recipient__in=[cast.kido, cast.tanaka]).exists()
        for user, person in ((cast.kido, cast.hana), (cast.tanaka, cast.sora)):
            assert not Conversation.objects.visible_to(user).filter(participant=person).exists()
            assert not perms.can_answer(user, person)
            assert user not in perms.answerers(person)
        with pytest.raises(Refused):
            workflow.hand_over_talk(workflow.talk_with(cast.hana), cast.kido, "お願い", by=cast.saito)

    def test_out_of_the_team_is_out_of_the_conversation(self, cast):
        row = workflow.talk_with(cast.hana)
        TeamMember.objects.filter(participant=cast.hana, user=cast.saito).update(left_at=timezone.now())
        assert not perms.can_read(cast.saito, row)
        with pytest.raises(Refused):
            workflow.write(row, "さようなら", by=cast.saito, client_id=uuid4())

    def test_after_the_end_at_a_desk_nothing_is_added(self, cast):
        row = workflow.talk_with(cast.hana)
        cast.hana.ended_at = timezone.now()
        cast.hana.save(update_fields=["ended_at"])
        for user in (cast.hana.user, cast.saito):
            with pytest.raises(Refused):
                workflow.write(row, "もう一度", by=user, client_id=uuid4())


@pytest.mark.django_db
class TestAmongColleagues:
    def test_handing_over_leaves_a_note_that_the_person_does_not_read(self, cast):
        says(cast, cast.hana.user)
        row = workflow.hand_over_talk(workflow.talk_with(cast.hana), cast.kido, "庭の話です", by=cast.saito)
        assert row.answering == cast.kido
        assert row.waiting_since
        assert InboxEntry.objects.of(cast.kido).filter(kind="realtime.talk_handed_over").exists()
        assert not row.messages.for_the_person().filter(kind=Kind.NOTE).exists()

    @pytest.mark.parametrize(("to", "note"), [("tanaka", "x"), ("abe", "x"), ("saito", "x"), ("kido", " ")])
    def test_only_to_a_colleague_of_the_team_and_with_a_word(self, cast, to, note):
        with pytest.raises(Refused):
            workflow.hand_over_talk(workflow.talk_with(cast.hana), getattr(cast, to), note, by=cast.saito)

    def test_a_draft_is_the_writers_own_and_goes_when_it_is_sent(self, cast):
        row = workflow.talk_with(cast.hana)
        workflow.keep_draft(row, "あしたは", by=cast.saito)
        workflow.keep_draft(row, "あしたは雨", by=cast.saito)
        assert Draft.objects.get(author=cast.saito).text == "あしたは雨"
        assert not Draft.objects.filter(author=cast.kido).exists()
        says(cast, cast.saito, "あしたは雨です")
        assert not Draft.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_numbers_without_gaps():
    cast = assemble()
    row = workflow.talk_with(cast.hana)

    def write(number: int) -> None:
        who = (cast.hana.user, cast.saito, cast.kido)[number % 3]
        workflow.write(row, f"{number}", by=who, client_id=uuid4())
        connections.close_all()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(24)))
    numbers = list(Message.objects.filter(conversation=row).values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert Message.objects.filter(conversation=row, kind=Kind.WORDS).count() == 24


@pytest.mark.django_db(transaction=True)
def test_two_first_words_begin_one_conversation():
    cast = assemble()

    def begin(_number: int) -> None:
        workflow.talk_with(cast.hana)
        connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(begin, range(8)))
    assert Conversation.objects.filter(participant=cast.hana).count() == 1
