"""Whom somebody asked never to meet has no way to them, and nobody can tell who was named."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts import perms, workflow
from accounts.models import Consent, Membership, NeverMeet, Participant, RecordAccess, TeamMember, User
from foundation.moves import Refused
from jobs.models import Application, Placement
from jobs.workflow import applications
from matching import workflow as matching
from realtime.models import InboxEntry
from tests import factories as make
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def desk_page(user: User, participant: Participant, name: str = "desk_participant") -> int:
    address = reverse(f"portal:{name}", args=[participant.public_id])
    return signed_in(user).get(address).status_code


def test_a_colleague_in_the_team_loses_the_record_at_once_and_the_others_keep_it(cast: Cast) -> None:
    workflow.never_meet_colleague(cast.hana, cast.kido, by=cast.hana.user)

    assert desk_page(cast.kido, cast.hana) == 404
    assert desk_page(cast.saito, cast.hana) == 200
    assert desk_page(cast.abe, cast.hana) == 200
    assert not perms.in_team(cast.kido, cast.hana)
    assert "hana" not in signed_in(cast.kido).get(reverse("portal:desk")).content.decode()


def test_the_manager_who_was_named_finds_nothing(cast: Cast) -> None:
    before = desk_page(cast.abe, cast.hana)
    workflow.never_meet_colleague(cast.hana, cast.abe, by=cast.hana.user)

    assert (before, desk_page(cast.abe, cast.hana)) == (200, 404)
    assert desk_page(cast.abe, cast.ren) == 200  # the near miss: somebody else of the same desk
    searched = signed_in(cast.abe).get(reverse("portal:desk"), {"q": "hana", "whose": "desk"})
    assert ">hana<" not in searched.content.decode()


def test_the_others_are_told_only_that_the_team_changed(cast: Cast) -> None:
    workflow.never_meet_colleague(cast.hana, cast.kido, by=cast.hana.user)

    told = InboxEntry.objects.get(recipient=cast.saito, kind="accounts.team_changed")
    assert told.params == {"nickname": "hana"}
    assert not InboxEntry.objects.filter(recipient=cast.kido, kind="accounts.team_changed").exists()


def test_where_the_last_one_was_named_the_desk_reads_that_somebody_waits(cast: Cast) -> None:
    workflow.never_meet_colleague(cast.ren, cast.saito, by=cast.saito)

    ren = Participant.objects.get(pk=cast.ren.pk)
    heard = InboxEntry.objects.filter(kind="accounts.participant_waits").values_list("recipient", flat=True)
    assert ren.taken_on_at is None
    assert set(heard) == {cast.tanaka.pk, cast.abe.pk}
    client = signed_in(cast.tanaka)
    assert "ren" in client.get(reverse("portal:desk")).content.decode()
    client.post(reverse("portal:desk_take_on", args=[ren.public_id]))
    assert perms.in_team(cast.tanaka, ren)


def test_somebody_named_cannot_take_on_whoever_waits_and_does_not_see_them(cast: Cast) -> None:
    workflow.never_meet_colleague(cast.sora, cast.tanaka, by=cast.sora.user)

    take_on = reverse("portal:desk_take_on", args=[cast.sora.public_id])
    assert signed_in(cast.tanaka).post(take_on).status_code == 404
    assert "sora" not in signed_in(cast.tanaka).get(reverse("portal:desk")).content.decode()
    assert "sora" in signed_in(cast.saito).get(reverse("portal:desk")).content.decode()
    with pytest.raises(Refused):
        workflow.take_on(cast.sora, by=cast.tanaka)


def test_adding_somebody_named_is_refused_in_words_that_say_nothing(cast: Cast) -> None:
    workflow.never_meet_colleague(cast.hana, cast.tanaka, by=cast.hana.user)

    add = reverse("portal:desk_team_add", args=[cast.hana.public_id])
    named = signed_in(cast.saito).post(add, {"user": cast.tanaka.public_id}, follow=True)
    Membership.objects.filter(user=cast.mori).update(ends_on="2024-12-31")
    gone = signed_in(cast.saito).post(add, {"user": cast.mori.public_id}, follow=True)

    words = [[str(message) for message in response.context["messages"]] for response in (named, gone)]
    assert words[0] == words[1] == ["その方は、いまチームに加われません。"]
    assert not TeamMember.objects.filter(participant=cast.hana, user=cast.tanaka).exists()


def test_a_row_left_in_a_team_opens_nothing(cast: Cast) -> None:
    """The querysets ask, whatever the verbs did."""
    NeverMeet.objects.create(participant=cast.hana, kind="staff", person=cast.saito, recorded_by=cast.kido)

    assert desk_page(cast.saito, cast.hana) == 404
    assert not Application.objects.of_people_visible_to(cast.saito).filter(participant=cast.hana).exists()
    assert Application.objects.of_people_visible_to(cast.kido).filter(participant=cast.hana).exists()


def test_registering_shows_nobody_alike_whom_one_may_not_meet(cast: Cast) -> None:
    sent = {"nickname": "hana", "desk": cast.oita.public_id, "how": "in_person"}
    address = reverse("portal:desk_register")
    shown = signed_in(cast.tanaka).post(address, sent)
    assert shown.context["form"].alike == [cast.hana]

    workflow.never_meet_colleague(cast.hana, cast.tanaka, by=cast.hana.user)
    client = signed_in(cast.tanaka)
    assert client.post(address, sent).status_code == 302


def test_taking_it_back_opens_the_lists_but_no_team(cast: Cast) -> None:
    row = workflow.never_meet_colleague(cast.hana, cast.kido, by=cast.hana.user)
    workflow.end_never_meet(row, by=cast.hana.user)

    assert perms.may_meet(cast.kido, cast.hana)
    assert not perms.in_team(cast.kido, cast.hana)


def test_a_company_named_loses_the_lines_and_what_was_arranged_ends(cast: Cast) -> None:
    Application.objects.filter(pk=cast.hana_at_shelves.pk).update(state="agreed")
    cast.hana_at_shelves.refresh_from_db()
    placement = make.PlacementFactory(application=cast.hana_at_shelves)
    begun = make.ApplicationFactory(
        participant=cast.hana, opportunity=make.OpportunityFactory(company=cast.oto_company)
    )

    workflow.never_meet_company(cast.hana, cast.oto_company, by=cast.hana.user)

    assert Placement.objects.get(pk=placement.pk).state == "ended_here"
    assert Application.objects.get(pk=begun.pk).state == "withdrawn"
    assert not Consent.objects.in_force().filter(participant=cast.hana, purpose="introduce").exists()
    page = reverse("portal:company_application", args=[cast.hana_at_shelves.public_id])
    assert signed_in(cast.oto).get(page).status_code == 404
    assert Application.objects.get(pk=cast.yui_at_garden.pk).state == "introduced"


@pytest.mark.parametrize("who", ["hana", "saito"])
def test_work_of_a_company_named_is_refused_kindly(who: str, cast: Cast) -> None:
    workflow.never_meet_company(cast.hana, cast.kaze_company, by=cast.hana.user)
    asks = {
        "hana": lambda: applications.show_interest(cast.garden, cast.hana, by=cast.hana.user),
        "saito": lambda: applications.propose(cast.garden, cast.hana, by=cast.saito, body=cast.oita),
    }
    with pytest.raises(Refused, match="会いたくない"):
        asks[who]()
    # Everybody else, and every other company.
    applications.propose(cast.garden, cast.ren, by=cast.saito, body=cast.oita)


def test_a_company_named_is_never_suggested_and_nobody_reads_why(cast: Cast) -> None:
    def titles() -> set[str]:
        shown = matching.show(cast.ren, by=cast.saito)
        near = [blocked.opportunity.title for blocked in shown.nearest]
        return {row.opportunity.title for row in shown.suggestions} | set(near)

    assert cast.garden.title in titles()
    workflow.never_meet_company(cast.ren, cast.kaze_company, by=cast.saito)
    assert cast.garden.title not in titles()
    assert cast.shelves.title in titles()


def test_the_public_page_of_the_work_stays_as_it_is(cast: Cast) -> None:
    workflow.never_meet_company(cast.hana, cast.kaze_company, by=cast.hana.user)
    page = signed_in(cast.hana.user).get(reverse("jobs:work_detail", args=[cast.garden.public_id]))
    assert page.status_code == 200
    assert cast.garden.title in signed_in(cast.hana.user).get(reverse("jobs:work_list")).content.decode()


@pytest.mark.parametrize("who", ["tanaka", "abe", "mori", "oto"])
def test_only_the_person_and_the_team_say_whom(who: str, cast: Cast) -> None:
    with pytest.raises(Refused):
        workflow.never_meet_company(cast.hana, cast.kaze_company, by=getattr(cast, who))
    assert not NeverMeet.objects.exists()


def test_a_colleague_named_is_read_by_the_person_alone(cast: Cast) -> None:
    workflow.never_meet_colleague(cast.hana, cast.tanaka, by=cast.hana.user)
    workflow.never_meet_somebody(cast.hana, "むかしの上司", by=cast.hana.user)

    def read_by(user: User) -> list[str]:
        return [row.named for row in NeverMeet.objects.shown_to(user)]

    assert read_by(cast.saito) == ["むかしの上司"]
    assert read_by(cast.hana.user) == ["tanaka", "むかしの上司"]


def test_naming_leaves_no_look_in_the_list_of_looks(cast: Cast) -> None:
    before = RecordAccess.objects.count()
    workflow.never_meet_colleague(cast.hana, cast.kido, by=cast.hana.user)
    desk_page(cast.kido, cast.hana)
    assert RecordAccess.objects.count() == before


def test_who_was_named_before_shows_in_no_answer(cast: Cast) -> None:
    """Saito writes down whom Hana named herself: she reads her own line, as with anybody else."""
    workflow.never_meet_colleague(cast.hana, cast.tanaka, by=cast.hana.user)
    own = workflow.never_meet_colleague(cast.hana, cast.tanaka, by=cast.saito)

    assert list(NeverMeet.objects.shown_to(cast.saito)) == [own]
    workflow.end_never_meet(own, by=cast.saito)
    assert not perms.may_meet(cast.tanaka, cast.hana)


def test_the_person_takes_back_what_the_team_wrote_down_as_well(cast: Cast) -> None:
    mine = workflow.never_meet_colleague(cast.hana, cast.tanaka, by=cast.hana.user)
    workflow.never_meet_colleague(cast.hana, cast.tanaka, by=cast.saito)

    workflow.end_never_meet(mine, by=cast.hana.user)

    assert perms.may_meet(cast.tanaka, cast.hana)
