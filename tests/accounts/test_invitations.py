"""Invitations: who may send which, what the link does, and what it no longer does."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts import workflow
from accounts.models import Invitation, Membership, Organisation, User
from accounts.workflow import NewOrganisation
from foundation.moves import Refused
from municipalities.models import Municipality
from realtime.models import InboxEntry
from tests import factories as make

NEW = "new@test.example"
ACCOUNT = {"name": "あたらしい ひと", "password": "shizuka-na-yoru-1204"}


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Invite, and read the link in the mail."""

    def send_one(**fields) -> tuple[Invitation, str]:
        with django_capture_on_commit_callbacks(execute=True):
            row = workflow.invite(**{"email": NEW, "role": "supporter"} | fields)
        return row, link_in_the_last_mail()

    return send_one


def link_in_the_last_mail() -> str:
    found = re.search(r"https?://[^/\s]+(/\S*accounts/invitations/\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


def colleague(cast, **fields) -> dict:
    return {"by": cast.abe, "host": cast.oita, "organisation": cast.oita} | fields


def new_npo(**fields) -> NewOrganisation:
    values = {"kind": "npo", "name": "木かげの会", "municipality": make.town()} | fields
    return NewOrganisation(**values)


def test_a_colleague_joins_with_a_new_account_and_is_signed_in_at_the_desk(cast, send):
    row, link = send(**colleague(cast))
    client = Client()
    assert "大分市への招待" in client.get(link).content.decode()
    answer = client.post(link, ACCOUNT)
    assert answer["Location"] == "/start/"
    assert client.get("/desk/").status_code == 200
    user = User.objects.get(email=NEW)
    assert user.emailaddress_set.get().verified
    row.refresh_from_db()
    assert (row.accepted_by, row.state) == (user, "accepted")
    assert InboxEntry.objects.filter(recipient=cast.abe, kind="accounts.invitation_accepted").exists()


def test_the_mail_says_only_that_a_colleague_invites(cast, send):
    send(**colleague(cast))
    words = f"{mail.outbox[-1].subject} {mail.outbox[-1].body}"
    assert "abe" in words
    for telling in ("ひきこもり", "引きこもり", "参加者", "相談", "支援", "就労", "大分市"):
        assert telling not in words


def test_the_table_holds_no_link(cast, send):
    row, link = send(**colleague(cast))
    token = link.rstrip("/").rpartition("/")[2]
    assert token not in str(Invitation.objects.values().get(pk=row.pk))


def test_somebody_with_an_account_signs_in_first(cast, send):
    _row, link = send(**colleague(cast, email=cast.mori.email.upper()))
    client = Client()
    page = client.get(link).content.decode()
    assert "もう登録されています" in page
    client.post(link, ACCOUNT)
    assert not Membership.objects.filter(user=cast.mori, organisation=cast.oita).exists()
    client.force_login(cast.mori)
    assert client.post(link, {})["Location"] == "/start/"
    assert Membership.objects.current().filter(user=cast.mori, organisation=cast.oita).exists()


def test_another_signed_in_person_confirms_that_it_was_theirs(cast, send):
    row, link = send(**colleague(cast))
    client = Client()
    client.force_login(cast.mori)
    assert "別のアドレスに届いた" in client.get(link).content.decode()
    assert "確かめてください" in client.post(link, {}).content.decode()
    row.refresh_from_db()
    assert row.accepted_at is None
    client.post(link, {"mine": "yes"})
    row.refresh_from_db()
    assert row.accepted_by == cast.mori


def test_a_link_works_once(cast, send):
    _row, link = send(**colleague(cast))
    Client().post(link, ACCOUNT)
    for client in (Client(), Client()):
        assert "もう使われています" in client.get(link).content.decode()
        client.post(link, ACCOUNT | {"name": "別の人"})
    assert Membership.objects.filter(organisation=cast.oita, user__email=NEW).count() == 1


def test_an_old_link_offers_a_new_one_and_names_no_address(cast, send, django_capture_on_commit_callbacks):
    row, link = send(**colleague(cast))
    long_ago = timezone.now() - timedelta(days=8)
    Invitation.objects.update(sent_at=long_ago, expires_at=timezone.now() - timedelta(days=1))
    client = Client()
    page = client.get(link).content.decode()
    assert "新しいリンクを頼む" in page
    assert "@" not in re.sub(r"<[^>]*>", "", page)
    client.post(link, ACCOUNT)
    assert not User.objects.filter(email=NEW).exists()
    for _twice in range(2):
        client.post(link, {"do": "ask"})
    assert InboxEntry.objects.filter(recipient=cast.abe).count() == 1
    row.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        workflow.resend_invitation(row, by=cast.abe)
    assert client.get(link).status_code == 404
    assert client.get(link_in_the_last_mail()).status_code == 200


def test_a_link_that_is_not_old_offers_no_new_one(cast, send):
    _row, link = send(**colleague(cast))
    Client().post(link, {"do": "ask"})
    assert not InboxEntry.objects.filter(recipient=cast.abe).exists()


def test_a_withdrawn_link_says_so(cast, send):
    row, link = send(**colleague(cast))
    for stranger in (cast.saito, cast.goto, cast.ono, cast.oto):
        with pytest.raises(Refused):
            workflow.withdraw_invitation(row, by=stranger)
    workflow.withdraw_invitation(row, by=cast.abe)
    assert "取り消されました" in Client().get(link).content.decode()
    with pytest.raises(Refused):
        workflow.resend_invitation(row, by=cast.abe)


def test_whoever_lost_the_right_to_grant_the_role_grants_nothing(cast, send):
    _row, link = send(**colleague(cast, role="manager"))
    Membership.objects.filter(user=cast.abe).update(ends_on=timezone.localdate() - timedelta(days=1))
    client = Client()
    assert "決められなくなりました" in client.get(link).content.decode()
    client.post(link, ACCOUNT)
    assert not User.objects.filter(email=NEW).exists()


def test_a_project_that_ended_says_so(cast, send):
    _row, link = send(**colleague(cast, project=cast.project))
    cast.project.ends_on = timezone.localdate() - timedelta(days=1)
    cast.project.save()
    assert "事業は、もう終わっています" in Client().get(link).content.decode()


def test_an_npo_comes_approved_with_its_basis_and_for_its_contract(cast, send):
    until = timezone.localdate() + timedelta(days=60)
    new = new_npo(basis_kind="free_notification", basis_number="44-特-1")
    _row, link = send(
        by=cast.abe, host=cast.oita, new=new, role="manager", project=cast.project, ends_on=until
    )
    Client().post(link, ACCOUNT)
    body = Organisation.objects.get(name="木かげの会")
    assert (body.kind, body.approved_by) == ("npo", cast.abe)
    assert body in cast.project.partners.all()
    assert body.legal_bases.get().ends_on == until
    member = body.memberships.get()
    assert (member.project, member.last_day) == (cast.project, until)


def test_two_people_of_one_new_npo_come_to_the_same_body(cast, send):
    for number, role in enumerate(("manager", "supporter")):
        _row, link = send(
            by=cast.abe,
            host=cast.oita,
            new=new_npo(),
            role=role,
            project=cast.project,
            email=f"n{number}@test.example",
        )
        Client().post(link, ACCOUNT)
    assert Organisation.objects.get(name="木かげの会").memberships.count() == 2


def test_an_invited_company_need_not_wait(cast, send):
    new = NewOrganisation("company", "ひなた食堂", make.town())
    _row, link = send(by=cast.abe, host=cast.oita, new=new, role="company")
    client = Client()
    client.post(link, ACCOUNT)
    assert Organisation.objects.get(name="ひなた食堂").approved_by == cast.abe
    assert client.get("/company/tasks/new/").status_code == 200


def test_a_prefecture_invites_a_municipalitys_first_manager_only(cast, send):
    saiki = NewOrganisation("municipality", "佐伯市", make.town(make.SAIKI))
    _row, link = send(by=cast.ono, host=cast.prefecture, new=saiki, role="manager")
    Client().post(link, ACCOUNT)
    assert Organisation.objects.get(municipality=make.SAIKI).is_approved
    with pytest.raises(Refused):  # Oita has Abe
        workflow.invite(
            by=cast.ono, host=cast.prefecture, organisation=cast.oita, email="x@test.example", role="manager"
        )


def wrong_ones(cast) -> list[dict]:
    npo = make.OrganisationFactory(kind="npo", name="よその会", municipality=make.town(make.BEPPU))
    mine = colleague(cast)
    other_prefecture = Municipality.objects.exclude(prefecture=cast.oita.prefecture).first()
    of_oita = {"by": cast.abe, "host": cast.oita}
    return [
        mine | {"by": cast.saito},
        mine | {"by": cast.goto},
        mine | {"by": cast.ono},
        mine | {"role": "company"},
        mine | {"role": "no-such-role"},
        of_oita | {"organisation": cast.beppu},
        of_oita | {"organisation": cast.prefecture, "role": "manager"},
        of_oita | {"organisation": npo, "project": cast.project},  # works for no project of ours
        of_oita | {"new": new_npo()},  # no project, no contract
        of_oita | {"new": new_npo(), "project": make.ProjectFactory(lead=cast.beppu)},
        of_oita
        | {"new": new_npo(kind="municipality", municipality=make.town(make.SAIKI)), "role": "manager"},
        of_oita | {"new": new_npo(kind="company", municipality=make.town(make.BEPPU)), "role": "company"},
        of_oita | {"new": new_npo(kind="company", municipality=other_prefecture), "role": "company"},
        {"by": cast.oto, "host": cast.oto_company, "organisation": cast.oto_company, "role": "manager"},
        {"by": cast.oto, "host": cast.kaze_company, "organisation": cast.kaze_company, "role": "company"},
        {"by": cast.mada, "host": cast.mada_company, "organisation": cast.mada_company, "role": "company"},
        {"by": cast.eto, "host": cast.prefecture, "organisation": cast.prefecture, "role": "editor"},
    ]


def test_nobody_gives_what_is_not_theirs_to_give(cast):
    for fields in wrong_ones(cast):
        with pytest.raises(Refused):
            workflow.invite(**{"email": NEW, "role": "supporter"} | fields)
    assert not Invitation.objects.exists()


def test_an_npo_that_has_a_manager_gets_no_other_one_from_the_office(cast):
    npo = make.OrganisationFactory(kind="npo", name="木かげの会")
    cast.project.partners.add(npo)
    make.MembershipFactory(organisation=npo, role="manager")
    fields = {"by": cast.abe, "host": cast.oita, "organisation": npo, "project": cast.project, "email": NEW}
    with pytest.raises(Refused):
        workflow.invite(**fields, role="manager")
    workflow.invite(**fields, role="supporter")


def test_the_same_person_is_invited_once_at_a_time(cast):
    workflow.invite(**colleague(cast, email=NEW, role="supporter"))
    with pytest.raises(Refused, match="もう招待を送って"):
        workflow.invite(**colleague(cast, email=NEW.upper(), role="peer"))
    with pytest.raises(Refused, match="もう同じ役割"):
        workflow.invite(**colleague(cast, email=cast.saito.email, role="supporter"))


def test_mails_are_throttled(cast, monkeypatch):
    row = workflow.invite(**colleague(cast, email=NEW, role="supporter"))
    with pytest.raises(Refused, match="5分"):
        workflow.resend_invitation(row, by=cast.abe)
    monkeypatch.setattr("accounts.workflow.invitations.AT_MOST_A_DAY", 1)
    with pytest.raises(Refused, match="明日"):
        workflow.invite(**colleague(cast, email="two@test.example", role="supporter"))


@pytest.mark.parametrize(
    "changes", [{"name": ""}, {"name": "あ" * 101}, {"password": "short"}, {"password": "new@test.example"}]
)
def test_bad_input_is_told_and_stores_nothing(cast, send, changes):
    _row, link = send(**colleague(cast))
    page = Client().post(link, ACCOUNT | changes)
    assert page.context["form"].errors.keys() == changes.keys()
    assert not User.objects.filter(email=NEW).exists()


def test_a_made_up_link_says_nothing(cast, send):
    send(**colleague(cast))
    assert Client().get("/accounts/invitations/no-such-link/").status_code == 404
    assert Client().get(f"/accounts/invitations/{'x' * 3000}/").status_code == 404
