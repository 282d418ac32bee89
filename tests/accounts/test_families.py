"""A family member's record is their own; only two yeses tie it to another, and the end of one ends it."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts import export, perms
from accounts.models import Consent, FamilyLink, NeverMeet, Participant, RecordAccess, User
from accounts.workflow import (
    agree_to_link,
    join_records,
    link_family,
    say_yes,
    withdraw_consent,
)
from foundation.moves import Refused
from jobs.models import Application
from jobs.workflow import applications
from matching import perms as matching_perms
from tests.accounts.family_cast import Families, both_say_yes, families_beside, linked
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db


@pytest.fixture
def families(cast: Cast) -> Families:
    return families_beside(cast)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(person: Participant, name: str = "desk_family") -> str:
    return reverse(f"portal:{name}", args=[person.public_id])


def seen(user: User, address: str) -> str:
    answer = signed_in(user).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_family_member_is_registered_with_a_nickname_alone_and_without_any_participant(cast):
    client = signed_in(cast.saito)
    said = {"nickname": "みどり", "kind": "family", "desk": cast.oita.public_id, "how": "telephone"}
    answer = client.post(reverse("portal:desk_begin"), said, follow=True)
    person = Participant.objects.get(nickname="みどり")
    assert person.is_family
    assert perms.in_team(cast.saito, person)
    asked = answer.content.decode()
    assert "ご家族も見る連絡先はありますか" in asked
    assert "一度にできる長さ" not in asked
    desk = seen(cast.saito, reverse("portal:desk") + "?q=みど")
    assert "みどり" in desk
    assert '<span class="tag">家族</span>' in desk
    assert client.get(page(person, "desk_participant")).status_code == 200
    for name in ("desk_wishes", "desk_work", "desk_suggestions", "desk_choose"):
        assert client.get(page(person, name)).status_code == 404


def test_a_nickname_that_a_participant_has_is_free_for_a_family_member(cast):
    said = {"nickname": "ren", "kind": "family", "desk": cast.oita.public_id, "how": "telephone"}
    signed_in(cast.saito).post(reverse("portal:desk_begin"), said)
    assert Participant.objects.filter(nickname="ren", kind="family").exists()
    family = Participant.objects.get(nickname="ren", kind="family")
    with pytest.raises(Refused):
        join_records(cast.ren, family, by=cast.saito)


def test_there_is_no_work_in_a_family_members_record(cast, families):
    assert not matching_perms.can_see_suggestions(cast.saito, families.nami)
    with pytest.raises(Refused, match="ご家族の記録"):
        applications.propose(cast.shelves, families.nami, by=cast.saito, body=cast.oita)
    assert not Application.objects.filter(participant=families.nami).exists()
    haru = signed_in(families.haru.user)
    home = haru.get(reverse("portal:me")).content.decode()
    assert "気になる仕事" not in home
    assert "これからの予定" not in home
    for name in ("me_wishes", "me_interests"):
        assert haru.get(reverse(f"portal:{name}")).status_code == 404
    for name in (
        "me_contact",
        "me_consents",
        "me_access",
        "me_requests",
        "me_copy",
        "me_never_meet",
        "me_family",
    ):
        assert haru.get(reverse(f"portal:{name}")).status_code == 200


def test_a_link_needs_both_and_only_who_accompanies_both_can_make_it(cast, families):
    of_ren, of_nami = both_say_yes(cast, families)
    for by in (cast.tanaka, cast.abe, cast.kido, cast.mori):
        with pytest.raises(Refused):
            link_family(of_ren, of_nami, by=by)
    of_hana = agree_to_link(cast.hana, who="母", how="in_person", by=cast.saito)
    with pytest.raises(Refused, match="ご本人の記録と、ご家族の記録"):
        link_family(of_hana, of_ren, by=cast.saito)
    talk = say_yes(
        families.nami, purpose="contact_family", recipient=cast.oita, how="telephone", by=cast.saito
    )
    with pytest.raises(Refused, match="お二人の同意"):
        link_family(of_ren, talk, by=cast.saito)
    withdraw_consent(of_nami, by=cast.saito)
    with pytest.raises(Refused, match="お二人の同意"):
        link_family(of_ren, of_nami, by=cast.saito)
    assert not FamilyLink.objects.exists()


def test_one_yes_is_for_one_relative_and_links_once(cast, families):
    first = agree_to_link(cast.ren, who="母", how="in_person", by=cast.saito)
    assert agree_to_link(cast.ren, who="母", how="telephone", by=cast.saito) == first
    assert agree_to_link(cast.ren, who="父", how="telephone", by=cast.saito) != first
    linked(cast, families)
    again = agree_to_link(families.nami, who="むすこの れん", how="telephone", by=cast.saito)
    with pytest.raises(Refused, match="もうつながって"):
        link_family(first, again, by=cast.saito)


def test_who_sees_both_sees_the_link_and_who_sees_one_only_that_there_is_a_yes(cast, families):
    linked(cast, families)
    assert families.nami.public_id in seen(cast.saito, page(cast.ren))
    assert cast.ren.public_id in seen(cast.saito, page(families.nami))
    # Mori accompanies Ren alone, with his yes; she has no way to Nami, and reads no word of her.
    say_yes(cast.ren, purpose="share_team", recipient=cast.beppu, how="telephone", by=cast.saito)
    cast.ren.team.create(user=cast.mori, organisation=cast.beppu)
    only_ren = seen(cast.mori, page(cast.ren))
    assert "母のこと" in only_ren
    assert "つながっています" not in only_ren
    assert "nami" not in only_ren + seen(cast.mori, page(cast.ren, "desk_consents"))
    for name in ("desk_participant", "desk_family", "desk_contact", "desk_consents"):
        assert signed_in(cast.mori).get(page(families.nami, name)).status_code == 404
    assert signed_in(cast.tanaka).get(page(families.nami)).status_code == 404
    assert not FamilyLink.objects.visible_to(cast.mori).exists()


@pytest.mark.parametrize("side", ["person", "family"])
def test_either_side_ends_it_at_once_for_everybody(cast, families, side):
    link = linked(cast, families)
    consent = link.person_consent if side == "person" else link.family_consent
    whose = cast.ren if side == "person" else families.nami
    other = families.nami if side == "person" else cast.ren
    signed_in(cast.saito).post(reverse("portal:desk_withdraw", args=[consent.public_id]))
    assert not FamilyLink.objects.in_force().exists()
    assert other.public_id not in seen(cast.saito, page(whose))
    assert "つながっています" not in seen(cast.saito, page(other))
    # Said yes again, nothing comes back by itself; the other's yes still holds, and can be linked anew.
    again = agree_to_link(whose, who="また", how="telephone", by=cast.saito)
    assert not FamilyLink.objects.in_force().exists()
    held = link.family_consent if side == "person" else link.person_consent
    said = {"mine": again.public_id, "theirs": held.public_id}
    signed_in(cast.saito).post(reverse("portal:desk_family_link", args=[whose.public_id]), said)
    assert FamilyLink.objects.in_force().exists()


def test_the_two_read_of_each_other_only_while_both_say_yes(cast, families):
    """Hana and Haru, each on their own pages."""
    hana, haru = signed_in(cast.hana.user), signed_in(families.haru.user)
    mine = reverse("portal:me_family")
    known = "その方もここに相談していて"
    hana.post(mine, {"who": "母"})
    haru.post(mine, {"who": "むすめ"})
    assert known not in hana.get(mine).content.decode() + haru.get(mine).content.decode()
    cast.hana.team.create(user=cast.tanaka, organisation=cast.oita)
    one, other = Consent.objects.filter(purpose="family").order_by("pk")
    link_family(one, other, by=cast.tanaka)
    for client, they in ((hana, "haru"), (haru, "hana")):
        text = client.get(mine).content.decode()
        assert known in text
        assert they not in text
    haru.post(reverse("portal:me_consent_withdraw", args=[other.public_id]))
    for client in (hana, haru):
        assert known not in client.get(mine).content.decode()


def test_neither_has_a_way_to_the_others_record(cast, families):
    link = linked(cast, families)
    families.nami.user = cast.yui.user
    Participant.objects.filter(pk=cast.yui.pk).update(user=None)
    families.nami.save(update_fields=["user"])
    for user, other in ((families.haru.user, cast.hana), (cast.hana.user, families.haru)):
        for name in ("desk_participant", "desk_family", "desk_contact", "desk_consents", "desk_team"):
            assert signed_in(user).get(page(other, name)).status_code == 404
    nami = signed_in(families.nami.user)
    theirs = reverse("portal:me_consent_withdraw", args=[link.person_consent.public_id])
    assert nami.post(theirs).status_code == 404
    assert FamilyLink.objects.in_force().exists()


def test_a_copy_says_so_only_while_both_may_know(cast, families):
    link = linked(cast, families)
    for person, key in ((cast.ren, "family_links"), (families.nami, "person_links")):
        copy = export.as_json(export.office_copy(person))
        assert len(copy["parts"][key]["rows"]) == 1
        told = json.dumps(copy, ensure_ascii=False)
        assert f'"{families.nami if person == cast.ren else cast.ren}"' not in told
    withdraw_consent(link.person_consent, by=cast.saito)
    for person, key in ((cast.ren, "family_links"), (families.nami, "person_links")):
        assert not export.as_json(export.office_copy(person))["parts"][key]["rows"]


def test_a_second_record_of_the_same_person_brings_its_link_along(cast, families):
    linked(cast, families)
    kept = cast.ren.__class__.objects.create(nickname="れん", desk=cast.oita)
    kept.team.create(user=cast.saito, organisation=cast.oita)
    join_records(kept, cast.ren, by=cast.saito)
    assert "nami" in seen(cast.saito, page(kept))
    assert FamilyLink.objects.in_force().of(kept).exists()


def test_who_must_never_meet_one_of_the_two_sees_no_link(cast, families):
    linked(cast, families)
    families.nami.team.create(user=cast.kido, organisation=cast.oita)
    cast.ren.team.create(user=cast.kido, organisation=cast.oita)
    assert FamilyLink.objects.visible_to(cast.kido).exists()
    NeverMeet.objects.create(
        participant=families.nami, kind="staff", person=cast.kido, recorded_by=cast.saito
    )
    assert not FamilyLink.objects.visible_to(cast.kido).exists()
    assert "nami" not in seen(cast.kido, page(cast.ren))


def test_each_look_is_written_down_and_bad_input_changes_nothing(cast, families):
    client = signed_in(cast.saito)
    client.get(page(families.nami))
    assert RecordAccess.objects.of(families.nami).filter(user=cast.saito).exists()
    for who in ("", "   ", "あ" * 61, "\x00"):
        answer = client.post(page(cast.ren), {"who": who, "how": "telephone"})
        assert answer.status_code == 200
    assert client.post(page(cast.ren), {"who": "母", "how": "online"}).status_code == 200
    foreign = agree_to_link(families.haru, who="むすめ", how="telephone", by=cast.tanaka)
    mine = agree_to_link(cast.ren, who="母", how="telephone", by=cast.saito)
    link = reverse("portal:desk_family_link", args=[cast.ren.public_id])
    for theirs in (foreign.public_id, mine.public_id, "", "\x00", "nosuchthing222"):
        answer = client.post(link, {"mine": mine.public_id, "theirs": theirs})
        assert answer.status_code == 200
        assert "haru" not in answer.content.decode()
    assert not FamilyLink.objects.exists()


def test_the_page_asks_as_often_for_many_yeses_as_for_few(cast, families, django_assert_max_num_queries):
    linked(cast, families)
    address = page(cast.ren)
    client = signed_in(cast.saito)
    client.get(address)
    counts = []
    for more in (1, 6):
        for at in range(more):
            agree_to_link(cast.ren, who=f"きょうだい{more}-{at}", how="telephone", by=cast.saito)
            other = agree_to_link(families.nami, who=f"こ{more}-{at}", how="telephone", by=cast.saito)
            link_family(Consent.objects.filter(participant=cast.ren).first(), other, by=cast.saito)
        with django_assert_max_num_queries(60) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


class AnyOrder(TestCase):
    """Yes, no more, yes again, in any order on either side."""

    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.sampled_from(["yes 0", "end 0", "yes 1", "end 1", "link"]), max_size=9))
    def test_a_link_is_never_more_than_two_yeses_of_this_moment(self, steps):
        cast = assemble()
        families = families_beside(cast)
        sides: list[Participant] = [cast.ren, families.nami]
        says: list[Consent | None] = [None, None]
        for step in steps:
            if step == "link":
                if says[0] and says[1] and not FamilyLink.objects.in_force().exists():
                    link_family(says[0], says[1], by=cast.saito)
                continue
            what, at = step.split()
            held = says[int(at)]
            if what == "yes":
                says[int(at)] = agree_to_link(sides[int(at)], who="家族", how="telephone", by=cast.saito)
            elif held:
                withdraw_consent(held, by=cast.saito)
                says[int(at)] = None
            linked_now = FamilyLink.objects.visible_to(cast.saito).exists()
            assert not linked_now or all(says)
