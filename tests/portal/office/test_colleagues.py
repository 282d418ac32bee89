"""Colleagues at the office: invitations, hand-overs, contracts that end; and the place that is open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import perms
from accounts.models import Invitation, Membership, TeamMember
from accounts.workflow import give_consent
from tests import factories as make

PAGE = "/office/colleagues/"


@pytest.fixture
def npo_worker(cast):
    """Accompanies Ren for a commissioned NPO whose contract ended yesterday."""
    body = make.OrganisationFactory(kind="npo", name="木かげの会")
    cast.project.partners.add(body)
    row = make.MembershipFactory(
        user__name="kokage",
        organisation=body,
        project=cast.project,
        ends_on=timezone.localdate() - timedelta(days=1),
    )
    give_consent(cast.ren, purpose="share_team", recipient=body, how="in_person", by=cast.saito)
    TeamMember.objects.create(participant=cast.ren, user=row.user, organisation=body)
    return row.user


def test_an_invitation_is_sent_sent_again_and_withdrawn(client, cast):
    client.force_login(cast.abe)
    form = {"email": "ｎｅｗ@test.example", "role": "supporter", "project": cast.project.public_id}
    assert client.post(f"{PAGE}invite/colleague/", form).context["form"].errors
    client.post(f"{PAGE}invite/colleague/", form | {"email": "new@test.example"})
    row = Invitation.objects.get()
    assert (row.host, row.project) == (cast.oita, cast.project)
    assert "new@test.example" in client.get(PAGE).content.decode()
    address = f"{PAGE}invitations/{row.public_id}/"
    assert "5分" in client.post(address, {"do": "resend"}, follow=True).content.decode()
    client.post(address, {"do": "withdraw"})
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_what_was_written_stays_when_it_is_refused(client, cast):
    client.force_login(cast.abe)
    form = {
        "name": "木かげの会",
        "municipality": make.OITA,
        "project": cast.project.public_id,
        "ends_on": str(cast.project.ends_on + timedelta(days=1)),
        "role": "supporter",
        "email": "new@test.example",
    }
    page = client.post(f"{PAGE}invite/npo/", form)
    assert "ends_on" in page.context["form"].errors
    assert "木かげの会" in page.content.decode()
    client.post(f"{PAGE}invite/npo/", form | {"ends_on": str(cast.project.ends_on)})
    assert Invitation.objects.get().new_name == "木かげの会"


@pytest.mark.parametrize("ends_on", ["", "2026-02-30", "x", "9999999-01-01", "２０２６"])
def test_impossible_days_are_told(client, cast, ends_on):
    client.force_login(cast.abe)
    page = client.post(f"{PAGE}invite/npo/", {"ends_on": ends_on})
    assert "ends_on" in page.context["form"].errors


def test_several_are_handed_over_at_once(client, cast):
    client.force_login(cast.abe)
    page = f"{PAGE}{cast.saito.public_id}/"
    assert "hana" in client.get(page).content.decode()
    form = {"do": "hand_over", "everybody": cast.tanaka.public_id, "because": "産休"}
    client.post(page, form | {f"to_{cast.hana.public_id}": "stays"})
    assert perms.in_team(cast.tanaka, cast.ren)
    assert not perms.in_team(cast.tanaka, cast.hana)
    client.force_login(cast.tanaka)
    record = client.get(f"/desk/people/{cast.ren.public_id}/").content.decode()
    assert "saitoがチームを離れ、tanakaに引き継ぎました" in record
    assert "産休" in record
    assert "産休" in client.get(f"/desk/people/{cast.ren.public_id}/team/").content.decode()


def test_leaving_asks_who_takes_over(client, cast):
    client.force_login(cast.abe)
    page = f"{PAGE}{cast.saito.public_id}/"
    assert "2人います" in client.post(page, {"do": "end"}).content.decode()
    assert perms.is_support_worker(cast.saito)
    client.post(page, {"do": "end", "everybody": cast.tanaka.public_id})
    assert not perms.is_support_worker(cast.saito)


def test_a_role_is_changed_in_place(client, cast):
    client.force_login(cast.abe)
    client.post(f"{PAGE}{cast.tanaka.public_id}/", {"do": "role", "role": "peer", "project": ""})
    assert Membership.objects.current().get(user=cast.tanaka).role == "peer"
    page = client.post(f"{PAGE}{cast.abe.public_id}/", {"do": "role", "role": "supporter"})
    assert "最後の管理者" in page.content.decode()


def test_a_contract_that_ended_is_listed_with_its_caseload_and_handed_over(client, cast, npo_worker):
    client.force_login(npo_worker)
    assert client.get("/desk/").status_code == 404
    assert client.get(f"/desk/people/{cast.ren.public_id}/").status_code == 404
    client.force_login(cast.abe)
    page = client.get(PAGE).content.decode()
    assert "まもなく終わる所属" in page
    assert "担当している方：1人（うち、この窓口の方 1人）" in page
    client.post(f"{PAGE}{npo_worker.public_id}/", {"do": "hand_over", "everybody": cast.tanaka.public_id})
    assert perms.in_team(cast.tanaka, cast.ren)
    assert "まもなく終わる所属" not in client.get(PAGE).content.decode()


def test_a_session_that_was_open_when_the_contract_ended_opens_nothing_more(client, cast, npo_worker):
    npo_worker.memberships.update(ends_on=timezone.localdate())
    client.force_login(npo_worker)
    record = f"/desk/people/{cast.ren.public_id}/"
    assert client.get(record).status_code == 200
    npo_worker.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    for address in (record, "/desk/", f"{record}team/", f"{record}contact/", f"{record}consents/"):
        assert client.get(address).status_code == 404
    assert client.post(f"{record}team/add/", {"user": npo_worker.public_id}).status_code == 404


def test_a_contract_is_prolonged_from_the_list(client, cast, npo_worker):
    npo = npo_worker.memberships.get().organisation
    client.force_login(cast.abe)
    page = f"/office/contracts/{npo.public_id}/"
    form = {"project": cast.project.public_id, "until": str(cast.project.ends_on + timedelta(days=1))}
    assert "until" in client.post(page, form).context["form"].errors
    client.post(page, form | {"until": str(cast.project.ends_on)})
    assert perms.in_team(npo_worker, cast.ren)


def test_a_place_that_ended_cannot_be_chosen(client, cast):
    row = Membership.objects.create(
        user=cast.abe, organisation=cast.beppu, role="manager", starts_on="2024-04-01"
    )
    client.force_login(cast.abe)
    assert "別府市" in client.get("/office/").content.decode()
    client.post("/places/", {"place": cast.beppu.public_id})
    assert client.get(PAGE).context["body"] == cast.beppu
    row.ends_on = timezone.localdate() - timedelta(days=1)
    row.save()
    assert client.get(PAGE).context["body"] == cast.oita
    assert client.post("/places/", {"place": cast.beppu.public_id}).status_code == 404
    assert client.post("/places/", {"place": cast.prefecture.public_id}).status_code == 404


def test_what_is_begun_belongs_to_the_place_that_is_open(client, cast):
    Membership.objects.create(user=cast.saito, organisation=cast.beppu, role="supporter")
    client.force_login(cast.saito)
    for place in (cast.beppu, cast.oita):
        assert client.post("/places/", {"place": place.public_id})["Location"] == "/start/"
        assert client.get("/start/")["Location"] == "/desk/"
        form = client.get("/desk/people/new/").context["form"]
        assert form["desk"].value() == place.public_id
    assert "hana" in client.get("/desk/").content.decode()


def test_an_office_queue_shows_the_office_that_is_open(client, cast):
    Membership.objects.create(user=cast.abe, organisation=cast.beppu, role="manager")
    client.force_login(cast.abe)
    client.post("/places/", {"place": cast.beppu.public_id})
    assert "まだ製作所" not in client.get("/office/").content.decode()
    client.post("/places/", {"place": cast.oita.public_id})
    assert "まだ製作所" in client.get("/office/").content.decode()


def test_a_company_invites_and_says_goodbye(client, cast):
    client.force_login(cast.oto)
    client.post("/company/colleagues/", {"email": "new@test.example"})
    assert Invitation.objects.get().organisation == cast.oto_company
    assert "最後のひとり" in client.post(f"/company/colleagues/{cast.oto.public_id}/").content.decode()
    other = make.MembershipFactory(organisation=cast.oto_company, role="company").user
    client.post(f"/company/colleagues/{other.public_id}/")
    assert not perms.is_company_member(other)


def test_queries_do_not_grow(client, cast, npo_worker, count_queries):
    client.force_login(cast.abe)
    npo = npo_worker.memberships.get().organisation
    make.InvitationFactory(host=cast.oita, organisation=cast.oita, invited_by=cast.abe)
    make.MembershipFactory(organisation=cast.oita, project=cast.project)
    pages = [PAGE, f"{PAGE}{cast.saito.public_id}/", f"/office/contracts/{npo.public_id}/"]
    few = [count_queries(lambda a=a: client.get(a)) for a in pages]
    for _ in range(4):
        make.InvitationFactory(host=cast.oita, organisation=cast.oita, invited_by=cast.abe)
        make.MembershipFactory(organisation=cast.oita, ends_on=timezone.localdate())
        again = make.MembershipFactory(
            organisation=npo, project=cast.project, ends_on=timezone.localdate()
        ).user
        person = make.ParticipantFactory(desk=cast.oita, team=[cast.saito])
        TeamMember.objects.create(participant=person, user=again, organisation=npo)
    assert [count_queries(lambda a=a: client.get(a)) for a in pages] == few
