"""Another town's desk: a fresh record there, an end here, and nobody at either end reads of the other."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import entry_codes, export, perms, workflow
from accounts.models import (
    Consent,
    DeskChange,
    EntryCode,
    FamilyLink,
    NeverMeet,
    Participant,
    RecordAccess,
    TeamMember,
    User,
)
from foundation.moves import Refused
from jobs.models import Application
from matching import dataset
from matching import perms as matching
from realtime.models import InboxEntry
from tests import factories as make
from tests.accounts.family_cast import families_beside
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SECRET = "佐伯さんだけに話したこと"


@pytest.fixture
def hana(cast: Cast) -> Participant:
    """With a note of her team, and nothing arranged."""
    make.NoteFactory(participant=cast.hana, author=cast.saito, text=SECRET, project=cast.project)
    Participant.objects.filter(pk=cast.hana.pk).update(
        telephone="097-000-0000", email="hana@test.example", email_shared=True, never_telephone=True
    )
    workflow.change_wishes(cast.hana, by=cast.saito, fields={"wish_text": SECRET})
    cast.hana.refresh_from_db()
    return cast.hana


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def status(user: User, name: str, person: Participant) -> int:
    return signed_in(user).get(reverse(f"portal:{name}", args=[person.public_id])).status_code


def moved(cast: Cast, hana: Participant) -> Participant:
    return workflow.choose_desk(hana, cast.beppu, by=cast.hana.user).began


def test_the_new_desk_begins_afresh(cast, hana):
    client = signed_in(cast.hana.user)
    answer = client.post(reverse("portal:me_desk"), {"desk": cast.beppu.public_id, "sure": "on"}, follow=True)
    assert "いまの窓口は、別府市です" in answer.content.decode()
    new = Participant.objects.get(user=cast.hana.user)
    assert (new.nickname, new.desk, new.taken_on_at) == ("hana", cast.beppu, None)
    assert (new.never_telephone, new.email_shared, new.telephone) == (True, True, "")
    mori = signed_in(cast.mori)
    assert "hana" in mori.get(reverse("portal:desk")).content.decode()
    mori.post(reverse("portal:desk_take_on", args=[new.public_id]))
    for name in (
        "desk_participant",
        "desk_wishes",
        "desk_contact",
        "desk_team",
        "desk_consents",
        "desk_code",
    ):
        text = mori.get(reverse(f"portal:{name}", args=[new.public_id])).content.decode()
        assert SECRET not in text
        assert "saito" not in text
        assert "大分市" not in text.replace("大分市 ", "") or name == "desk_contact"
    assert mori.get(reverse("portal:desk_earlier", args=[new.public_id])).status_code == 404
    for name in ("desk_participant", "desk_contact"):
        assert status(cast.mori, name, hana) == status(cast.goto, name, hana) == 404
    told = str(export.as_json(export.office_copy(new)))
    assert "saito" not in told
    assert "大分市" not in told


def test_the_old_desk_reads_that_it_ended_and_nothing_else(cast, hana):
    new = moved(cast, hana)
    workflow.take_on(new, by=cast.mori)
    for user in (cast.saito, cast.kido, cast.tanaka, cast.abe):
        for name in ("desk_participant", "desk_wishes", "desk_contact", "desk_team", "desk_consents"):
            assert status(user, name, new) == 404
    for user in (cast.saito, cast.kido, cast.tanaka):
        assert status(user, "desk_participant", hana) == 404
        assert not Participant.objects.at_desk_of(user).filter(nickname="hana").exists()
    record = signed_in(cast.abe).get(reverse("portal:desk_participant", args=[hana.public_id]))
    text = record.content.decode()
    assert "ここまでで終了" in text
    assert "別府" not in text
    news = InboxEntry.objects.filter(kind="accounts.desk_left")
    assert {entry.recipient for entry in news} == {cast.saito, cast.kido}
    assert [entry.params for entry in news] == [{"nickname": "hana"}] * 2
    copy = str(export.as_json(export.office_copy(Participant.objects.get(pk=hana.pk))))
    assert "別府" not in copy
    with pytest.raises(Refused):
        workflow.add_to_team(hana, cast.tanaka, organisation=cast.oita, by=cast.abe)
    assert not perms.can_take_on(cast.tanaka, hana)
    assert not perms.can_break_glass(cast.saito, hana)


def test_what_was_shown_to_others_ends(cast, hana):
    families = families_beside(cast)
    hana.team.create(user=cast.tanaka, organisation=cast.oita)
    mine = workflow.agree_to_link(hana, who="母", how="online", by=cast.hana.user)
    hers = workflow.agree_to_link(families.haru, who="むすめ", how="telephone", by=cast.tanaka)
    workflow.link_family(mine, hers, by=cast.tanaka)
    moved(cast, hana)
    assert not FamilyLink.objects.in_force().exists()
    assert Application.objects.get(pk=cast.hana_at_shelves.pk).state == "withdrawn"
    given = Consent.objects.in_force().filter(participant=hana)
    assert set(given.values_list("purpose", flat=True)) <= {"keep_record"}
    assert not TeamMember.objects.staying().filter(participant=hana).exists()


def test_while_an_experience_is_arranged_it_waits_with_a_sentence(cast, hana):
    Application.objects.filter(pk=cast.hana_at_shelves.pk).update(state="agreed")
    make.PlacementFactory(application=cast.hana_at_shelves)
    client = signed_in(cast.hana.user)
    answer = client.post(reverse("portal:me_desk"), {"desk": cast.beppu.public_id, "sure": "on"})
    assert "決まっている体験があるあいだは" in answer.content.decode()
    with pytest.raises(Refused, match="決まっている体験"):
        workflow.end_here(hana, by=cast.saito)
    assert not DeskChange.objects.exists()
    hana.refresh_from_db()
    assert hana.user == cast.hana.user
    assert not hana.has_ended


@pytest.mark.parametrize("said", [{"sure": "on"}, {"desk": "x", "sure": "on"}, {"desk": "\x00"}, {}])
def test_bad_answers_change_nothing(cast, hana, said):
    answer = signed_in(cast.hana.user).post(reverse("portal:me_desk"), said)
    assert answer.status_code == 200
    own_desk = {"desk": cast.oita.public_id, "sure": "on"}
    assert signed_in(cast.hana.user).post(reverse("portal:me_desk"), own_desk).status_code == 302
    assert not DeskChange.objects.exists()


def test_whom_one_never_wants_to_meet_holds_at_the_new_desk_too(cast, hana):
    """Kido and Mori are named: the one of the old desk, the other of the new one."""
    for person in (cast.kido, cast.mori):
        workflow.never_meet_colleague(hana, person, by=cast.hana.user)
    workflow.never_meet_company(hana, cast.oto_company, by=cast.saito)
    new = moved(cast, hana)
    assert not InboxEntry.objects.filter(kind="accounts.desk_left", recipient=cast.kido).exists()
    assert not Participant.objects.at_desk_of(cast.mori).filter(pk=new.pk).exists()
    assert not perms.can_take_on(cast.mori, new)
    named = NeverMeet.objects.in_force().filter(participant=new)
    assert {row.recorded_by for row in named} == {cast.hana.user}
    assert named.count() == 3


def test_the_matcher_follows_the_new_desks_town(cast, hana):
    new = moved(cast, hana)
    row = dataset._person(Participant.objects.get(pk=new.pk), refused=False)
    assert row["cat_municipality"] == make.BEPPU
    workflow.take_on(new, by=cast.mori)
    assert matching.can_see_suggestions(cast.mori, new)
    assert not matching.can_see_suggestions(cast.abe, Participant.objects.get(pk=hana.pk))


def test_the_new_team_reads_what_was_before_only_while_the_person_says_so(cast, hana):
    new = moved(cast, hana)
    workflow.take_on(new, by=cast.mori)
    client = signed_in(cast.hana.user)
    client.post(reverse("portal:me_desk_share"))
    earlier = reverse("portal:desk_earlier", args=[new.public_id])
    text = signed_in(cast.mori).get(earlier).content.decode()
    assert SECRET in text
    # The look stands in the person's own log; the old desk, which reads the old one, learns nothing of it.
    assert RecordAccess.objects.of(new).filter(user=cast.mori, what="earlier_record").exists()
    assert not RecordAccess.objects.of(hana).filter(user=cast.mori).exists()
    for user in (cast.saito, cast.tanaka, cast.abe):
        assert signed_in(user).get(earlier).status_code == 404
    assert status(cast.mori, "desk_participant", hana) == 404
    consent = Consent.objects.in_force().get(purpose="earlier_record")
    client.post(reverse("portal:me_consent_withdraw", args=[consent.public_id]))
    assert signed_in(cast.mori).get(earlier).status_code == 404


def test_the_person_takes_the_earlier_record_along_and_nobody_else_does(cast, hana):
    moved(cast, hana)
    copy = signed_in(cast.hana.user).get(reverse("portal:me_desk_copy"))
    assert copy["Content-Type"] == "application/pdf"
    for person in (cast.yui, cast.sora):
        assert signed_in(person.user).get(reverse("portal:me_desk_copy")).status_code == 404


def test_one_can_go_back_for_a_time(cast, hana):
    new = moved(cast, hana)
    workflow.take_on(new, by=cast.mori)
    workflow.never_meet_company(new, cast.kaze_company, by=cast.hana.user)
    client = signed_in(cast.hana.user)
    client.post(reverse("portal:me_desk_back"))
    back = Participant.objects.get(user=cast.hana.user)
    assert back == hana
    assert not back.has_ended
    assert status(cast.saito, "desk_participant", hana) == 200
    assert status(cast.mori, "desk_participant", new) == 404
    assert NeverMeet.objects.in_force().filter(participant=hana, company=cast.kaze_company).exists()
    assert client.post(reverse("portal:me_desk_back")).status_code == 404
    # And to another one again: the record there is a new one.
    again = moved(cast, back)
    assert again != new
    DeskChange.objects.in_force().update(changed_at=timezone.now() - timedelta(days=31))
    with pytest.raises(Refused, match="30日"):
        workflow.go_back(DeskChange.objects.in_force().get(), by=cast.hana.user)


def test_the_team_ends_it_for_somebody_and_the_code_leads_on_quietly(cast, hana):
    """Ren has no log-in; Saito hands over a code, and writes that it ends here."""
    ren = cast.ren
    issued = workflow.issue_code(ren, by=cast.saito)
    page = reverse("portal:desk_end", args=[ren.public_id])
    client = signed_in(cast.saito)
    assert "聞かないでください" in client.get(page).content.decode()
    client.post(page)
    assert status(cast.saito, "desk_participant", ren) == 404
    user = workflow.claim_record(issued.row, agreed=True)
    me = signed_in(user)
    assert "別の窓口を選べます" in me.get(reverse("portal:me")).content.decode()
    me.post(reverse("portal:me_desk"), {"desk": cast.beppu.public_id, "sure": "on"})
    new = Participant.objects.get(user=user)
    assert new.desk == cast.beppu
    assert "ren" in signed_in(cast.mori).get(reverse("portal:desk")).content.decode()
    code = EntryCode.objects.in_force().get(digest__in=entry_codes.digests_of(issued.code))
    assert (code.participant, code.issued_by) == (new, user)
    assert workflow.sign_in_with_code(workflow.find_code("ren", issued.code)) == user


def test_only_the_person_chooses(cast, hana):
    for by in (cast.saito, cast.abe, cast.mori, cast.yui.user):
        with pytest.raises(Refused):
            workflow.choose_desk(hana, cast.beppu, by=by)
    change = workflow.choose_desk(hana, cast.beppu, by=cast.hana.user)
    for by in (cast.saito, cast.goto):
        with pytest.raises(Refused):
            workflow.go_back(change, by=by)
        with pytest.raises(Refused):
            workflow.share_earlier_record(change.began, by=by)
    with pytest.raises(Refused):
        workflow.end_here(cast.yui, by=cast.saito)
