"""Ways around the rules that somebody who looks for them would try: each is shut, and the right way beside it is open."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import perms, workflow
from accounts.models import (
    AccountClosing,
    Alarm,
    EntryCode,
    Membership,
    NeverMeet,
    Participant,
    RecordAccess,
    TeamMember,
    User,
)
from accounts.workflow import Flagged, closing
from foundation.moves import Refused
from jobs.models import Application
from portal.views.desk_timeline import timeline
from tests import factories as make
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db
PEOPLE = "/api/v1/participants/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def invited(cast: Cast, email: str | None, **said: Any) -> Any:
    return make.InvitationFactory(
        host=cast.oita, organisation=cast.oita, invited_by=cast.abe, email=email, **said
    )


def both_at_once(act: Callable[[], Any]) -> list[Any]:
    """What two of them came to, at the same moment."""
    start, found = Barrier(2), []

    def one() -> None:
        try:
            start.wait(10)
            found.append(act())
        except Refused:
            found.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=one) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join(30) for thread in threads]
    return found


@pytest.mark.parametrize(("part", "what"), [("", "api.record"), ("wishes/", "api.wishes")])
def test_a_change_that_changes_nothing_is_still_a_look(cast, part, what):
    address = f"{PEOPLE}{cast.hana.public_id}/{part}"
    for user in (cast.saito, cast.hana.user):
        assert signed_in(user).patch(address, {}, content_type="application/json").status_code == 200
    assert list(RecordAccess.objects.of(cast.hana).values_list("user", "what")) == [(cast.saito.pk, what)]


def test_a_company_that_declines_reads_no_lines_by_it(cast):
    step = f"/api/v1/applications/{cast.hana_at_shelves.public_id}/decline/"
    signed_in(cast.oto).post(step, {}, content_type="application/json")
    assert not RecordAccess.objects.of(cast.hana).exists()


def test_an_order_tells_a_peer_no_more_than_the_fields(cast):
    for nickname, kana in (("い", "んん"), ("ろ", "あん")):
        make.ParticipantFactory(
            nickname=nickname, family_kana=kana, desk=cast.oita, team=[cast.kido, cast.saito]
        )
    for query in ({}, {"sort": "family_kana"}):
        told = {
            user: [row["nickname"] for row in signed_in(user).get(PEOPLE, query).json()["results"]]
            for user in (cast.kido, cast.saito)
        }
        assert [name for name in told[cast.kido] if name in "いろ"] == ["い", "ろ"]
        assert [name for name in told[cast.saito] if name in "いろ"] == ["ろ", "い"]
    backwards = signed_in(cast.saito).get(PEOPLE, {"sort": "-family_kana"}).json()["results"]
    assert [row["nickname"] for row in backwards if row["nickname"] in "いろ"] == ["い", "ろ"]


def test_a_peer_gets_no_code_that_would_open_what_they_do_not_read(cast):
    address = reverse("portal:desk_code", args=[cast.hana.public_id])
    record = reverse("portal:desk_participant", args=[cast.hana.public_id])
    assert signed_in(cast.kido).post(address).status_code == 403
    with pytest.raises(Refused, match="支援員"):
        workflow.issue_code(cast.hana, by=cast.kido)
    assert not EntryCode.objects.exists()
    assert address not in signed_in(cast.kido).get(record).content.decode()
    assert address in signed_in(cast.saito).get(record).content.decode()
    assert signed_in(cast.saito).post(address).status_code == 200
    assert (
        reverse("portal:desk_end", args=[cast.hana.public_id])
        in signed_in(cast.kido).get(record).content.decode()
    )


def test_a_card_of_a_colleague_who_was_named_opens_nothing(cast):
    mine, hers = workflow.issue_code(cast.ren, by=cast.saito), workflow.issue_code(cast.hana, by=cast.saito)
    workflow.add_to_team(cast.ren, cast.tanaka, organisation=cast.oita, by=cast.saito)
    workflow.never_meet_colleague(cast.ren, cast.saito, by=cast.tanaka)
    with pytest.raises(Refused):
        workflow.find_code("ren", mine.code)
    assert workflow.find_code("hana", hers.code)
    # One that is in use stays: it may be the only way in that the person has.
    workflow.sign_in_with_code(hers.row)
    workflow.never_meet_colleague(cast.hana, cast.saito, by=cast.hana.user)
    assert workflow.find_code("hana", hers.code)


def test_another_desks_peer_reads_of_before_what_a_peer_reads(cast):
    said = {"family_name": "山香", "address": "荷揚町二丁目の奥", "telephone": "097-000-0000"}
    Participant.objects.filter(pk=cast.hana.pk).update(contact_hours="平日の三時すぎ", **said)
    Application.objects.filter(participant=cast.hana).update(state="withdrawn")
    peer = make.MembershipFactory(organisation=cast.beppu, role="peer").user
    began = workflow.choose_desk(cast.hana, cast.beppu, by=cast.hana.user).began
    workflow.take_on(began, by=cast.mori)
    workflow.add_to_team(began, peer, organisation=cast.beppu, by=cast.mori)
    workflow.share_earlier_record(began, by=cast.hana.user)
    address = reverse("portal:desk_earlier", args=[began.public_id])
    read = {user: signed_in(user).get(address).content.decode() for user in (peer, cast.mori)}
    assert [[text in read[user] for text in said.values()] for user in read] == [[False] * 3, [True] * 3]
    assert all("平日の三時すぎ" in text for text in read.values())


def test_leaving_by_oneself_reads_like_having_been_named(cast):
    workflow.add_to_team(cast.hana, cast.tanaka, organisation=cast.oita, by=cast.saito)
    workflow.leave_team(TeamMember.objects.get(participant=cast.hana, user=cast.tanaka), by=cast.tanaka)
    workflow.never_meet_colleague(cast.hana, cast.kido, by=cast.hana.user)
    left = [entry for entry in timeline(cast.hana, 1).object_list if entry.kind == "left"]
    assert [entry.by for entry in left] == ["", ""]


def test_who_was_named_while_two_records_were_one_is_kept_from_both(cast):
    twin = make.ParticipantFactory(nickname="hana2", desk=cast.oita, team=[cast.saito])
    before = workflow.never_meet_company(twin, cast.kaze_company, by=cast.saito)
    joining = workflow.join_records(twin, cast.hana, by=cast.saito)
    workflow.never_meet_colleague(twin, cast.abe, by=cast.hana.user)
    workflow.undo_joining(joining, by=cast.saito)
    hana = Participant.objects.get(user=cast.hana.user)
    assert hana == cast.hana
    assert not perms.can_open_record(cast.abe, hana)
    assert not perms.can_open_record(cast.abe, twin)
    # What the other record said before is the other record's.
    assert list(NeverMeet.objects.filter(company=cast.kaze_company)) == [before]


def test_an_office_leaves_alone_what_another_one_commissioned(cast):
    npo = make.OrganisationFactory(kind="npo", name="木かげの会")
    ours, theirs = (make.ProjectFactory(lead=office, partners=[]) for office in (cast.beppu, cast.oita))
    far = timezone.localdate() + timedelta(days=300)
    mine = make.MembershipFactory(organisation=npo, project=ours)
    others = make.MembershipFactory(organisation=npo, project=theirs, ends_on=far)
    assert workflow.prolong_contract(npo, project=ours, until=timezone.localdate(), by=cast.goto) == 1
    rows = Membership.objects.filter(organisation=npo).values_list("pk", "project", "ends_on")
    assert set(rows) == {(mine.pk, ours.pk, timezone.localdate()), (others.pk, theirs.pk, far)}


@pytest.mark.parametrize(("role", "ends"), [("supporter", True), ("company", False)])
def test_a_key_made_without_a_second_factor_is_none_for_staff(cast, role, ends):
    token, _secret = workflow.issue_token(cast.oto, name="x", scopes=["work:read", "people:read"])
    to = cast.oita if ends else make.CompanyFactory(approved_by=cast.abe)
    workflow.accept_invitation(
        make.InvitationFactory(
            host=cast.oita, organisation=to, invited_by=cast.abe, email=cast.oto.email, role=role
        ),
        by=cast.oto,
    )
    token.refresh_from_db()
    assert token.is_usable is not ends


def test_whoever_comes_to_work_here_comes_in_by_no_code_any_more(cast):
    card = workflow.issue_code(cast.hana, by=cast.saito)
    workflow.accept_invitation(invited(cast, "hana@test.example"), by=cast.hana.user)
    client = Client()
    client.post(reverse("account_code"), {"nickname": "hana", "code": card.code})
    assert "_auth_user_id" not in client.session


def test_with_a_code_alone_nobody_comes_to_work_here(cast):
    issued = workflow.issue_code(cast.ren, by=cast.saito)
    ren = workflow.claim_record(issued.row, agreed=True)
    with pytest.raises(Refused, match="メールアドレス"):
        workflow.accept_invitation(invited(cast, "anybody@test.example"), by=ren)
    assert not Membership.objects.filter(user=ren).exists()
    assert workflow.find_code("ren", issued.code)


def test_the_further_address_of_somebody_makes_no_second_account(cast):
    EmailAddress.objects.create(user=cast.tanaka, email="further@test.example", verified=True)
    with pytest.raises(Refused, match="もう登録"):
        workflow.accept_as_somebody_new(invited(cast, "further@test.example"), name="x", password="y")
    assert not User.objects.filter(email="further@test.example").exists()


@pytest.mark.django_db(transaction=True)
def test_two_clicks_on_an_invitation_make_one_account_and_one_sentence():
    row = invited(assemble(), "new@test.example")

    def click() -> str:
        return workflow.accept_as_somebody_new(row, name="x", password="y").email or ""

    assert sorted(both_at_once(click)) == ["new@test.example", "refused"]


@pytest.mark.django_db(transaction=True)
def test_two_taps_raise_one_alarm_and_both_hear_of_it():
    cast = assemble()
    said = Flagged(kind="life", words="読んだこと", public_id=Alarm().public_id)

    def tap() -> str:
        return workflow.raise_alarm(said, by=cast.saito, desk=cast.oita, participant=cast.hana).public_id

    assert both_at_once(tap) == [said.public_id] * 2
    assert Alarm.objects.get().moves.count() == 1


def test_one_closing_taken_back_meanwhile_keeps_no_other_account_open(cast, monkeypatch):
    for user in (cast.hana.user, cast.yui.user):
        workflow.ask_to_close(user, keep_record=True)
    AccountClosing.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    carry_out = closing._close

    def hana_stays_meanwhile(row: AccountClosing) -> None:
        AccountClosing.objects.filter(user=cast.hana.user).delete()
        carry_out(row)

    monkeypatch.setattr(closing, "_close", hana_stays_meanwhile)
    closing.close_due_accounts()
    active = User.objects.filter(pk__in=[cast.hana.user.pk, cast.yui.user.pk], is_active=True)
    assert list(active) == [cast.hana.user]


def test_a_made_up_key_of_a_bulk_action_does_nothing(cast):
    sent = {"do": "plan", "person": cast.hana.public_id, "sent": "1", "channel": "telephone"}
    sent["on"] = f"{timezone.localdate()}"
    for key, status in (("a/b", 200), ("a-b", 302)):
        answer = signed_in(cast.saito).post(reverse("portal:desk_bulk"), sent | {"key": key})
        assert (answer.status_code, cast.hana.next_contacts.exists()) == (status, status == 302)
