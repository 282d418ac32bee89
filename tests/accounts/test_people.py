"""Teams, records and consents: who may, and what is written down."""

import threading

import pytest
from django.db import connection, connections

from accounts import workflow
from accounts.models import Consent, Participant, RecordAccess, TeamMember
from foundation.moves import Refused
from tests import factories as make


def seen_by(user) -> set[str]:
    return set(Participant.objects.visible_to(user).values_list("nickname", flat=True))


def test_only_the_team_and_the_desks_manager_see_a_record(cast):
    assert seen_by(cast.saito) == {"hana", "ren"}
    assert seen_by(cast.kido) == {"hana"}
    assert seen_by(cast.abe) == {"hana", "ren", "sora"}
    assert seen_by(cast.mori) == {"yui"}
    assert seen_by(cast.hana.user) == {"hana"}
    for nobody in (cast.tanaka, cast.ono, cast.eto, cast.oto, cast.operator):
        assert seen_by(nobody) == set()


def test_whoever_stops_working_at_the_desk_sees_nothing_from_the_next_day(cast):
    cast.saito.memberships.update(ends_on="2025-01-01")
    assert seen_by(cast.saito) == set()


def test_a_membership_that_is_tied_to_a_project_ends_with_it(cast):
    cast.saito.memberships.update(project=cast.project)
    assert "hana" in seen_by(cast.saito)
    cast.project.ends_on = "2025-12-31"
    cast.project.save()
    assert seen_by(cast.saito) == set()


def test_a_former_team_member_sees_nothing(cast):
    member = TeamMember.objects.get(participant=cast.hana, user=cast.kido)
    workflow.leave_team(member, by=cast.saito)
    assert seen_by(cast.kido) == set()


def test_the_last_of_a_team_cannot_leave(cast):
    member = TeamMember.objects.get(participant=cast.ren)
    with pytest.raises(Refused):
        workflow.leave_team(member, by=cast.saito)


def test_a_colleague_joins_when_the_team_asks_and_not_by_themselves(cast):
    with pytest.raises(Refused):
        workflow.add_to_team(cast.hana, cast.tanaka, organisation=cast.oita, by=cast.tanaka)
    workflow.add_to_team(cast.hana, cast.tanaka, organisation=cast.oita, by=cast.saito)
    assert "hana" in seen_by(cast.tanaka)


def test_somebody_of_a_company_never_joins_a_team(cast):
    with pytest.raises(Refused):
        workflow.add_to_team(cast.hana, cast.oto, organisation=cast.oto_company, by=cast.saito)


@pytest.mark.parametrize("stranger", ["mori", "goto", "kido", "ono", "oto", "eto"])
def test_only_the_desk_takes_on_whoever_waits_there(cast, stranger):
    with pytest.raises(Refused):
        workflow.take_on(cast.sora, by=getattr(cast, stranger))


def test_opening_a_record_is_written_down_except_ones_own(cast):
    workflow.log_access(cast.hana, by=cast.saito, what=RecordAccess.What.WISHES)
    workflow.log_access(cast.hana, by=cast.hana.user, what=RecordAccess.What.RECORD)
    row = RecordAccess.objects.get()
    assert (row.user, row.organisation, row.what) == (cast.saito, cast.oita, "wishes")


def test_a_consent_is_withdrawn_once_by_the_person_or_the_team_only(cast):
    consent = cast.hana_at_shelves.consent
    for stranger in (cast.tanaka, cast.oto, cast.yui.user, cast.abe):
        with pytest.raises(Refused):
            workflow.withdraw_consent(consent, by=stranger)
    workflow.withdraw_consent(consent, by=cast.hana.user)
    first = Consent.objects.get(pk=consent.pk).withdrawn_at
    workflow.withdraw_consent(consent, by=cast.saito)
    assert Consent.objects.get(pk=consent.pk).withdrawn_at == first


def test_telephone_address_and_agreed_lines_are_unreadable_in_the_database(cast):
    Participant.objects.filter(pk=cast.hana.pk).update(telephone="090-1234-5678", address="大手町3-1-1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT telephone, address FROM accounts_participant")
        rows = str(cursor.fetchall())
        cursor.execute("SELECT lines FROM accounts_consent")
        rows += str(cursor.fetchall())
    for secret in ("1234", "大手町", "見せる名前"):
        assert secret not in rows
    hana = Participant.objects.get(pk=cast.hana.pk)
    assert (hana.telephone, hana.address) == ("090-1234-5678", "大手町3-1-1")


@pytest.mark.django_db(transaction=True)
def test_two_take_somebody_on_at_once_and_one_of_them_is_told(cast):
    answers: list[str] = []
    ready = threading.Barrier(2)

    def take(user) -> None:
        ready.wait()
        try:
            workflow.take_on(cast.sora, by=user)
            answers.append("mine")
        except Refused:
            answers.append("too late")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=(user,)) for user in (cast.saito, cast.tanaka)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["mine", "too late"]
    assert TeamMember.objects.filter(participant=cast.sora).count() == 1


def test_a_new_record_holds_the_consent_and_its_first_team_member(cast):
    row = workflow.register_participant(
        by=cast.tanaka, desk=cast.oita, how=Consent.How.PAPER, fields={"nickname": "新しい人"}
    )
    assert row.taken_on_at
    assert [member.user for member in row.team.all()] == [cast.tanaka]
    assert row.consents.get().how == "paper"


def test_nobody_registers_people_at_a_strangers_desk(cast):
    for stranger in (cast.mori, cast.oto, cast.ono):
        with pytest.raises(Refused):
            workflow.register_participant(by=stranger, desk=cast.oita, how="paper", fields={"nickname": "x"})
    with pytest.raises(Refused):
        workflow.register_participant(
            by=cast.oto, desk=cast.oto_company, how="paper", fields={"nickname": "x"}
        )
    assert not Participant.objects.filter(nickname="x").exists()


def test_a_municipality_answers_a_company_once(cast):
    for stranger in (cast.goto, cast.saito, cast.mada, cast.oto):
        with pytest.raises(Refused):
            workflow.approve_company(cast.mada_company, by=stranger)
    workflow.approve_company(cast.mada_company, by=cast.abe)
    with pytest.raises(Refused):
        workflow.turn_away_company(cast.mada_company, by=cast.ono, because="もう答えた")


def test_work_outside_any_project_is_refused_with_a_sentence(cast):
    stranger = make.OrganisationFactory(municipality=make.town(make.SAIKI))
    with pytest.raises(Refused, match="佐伯市の事業"):
        workflow.frame_of(stranger, "accompany")
