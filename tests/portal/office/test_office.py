"""`/office/`: a municipality's managers answer for its companies; nobody answers for their own."""

import pytest

from accounts.models import Membership
from realtime.models import InboxEntry
from tests import factories as make


def answer(client, company, **typed: str):
    return client.post(f"/office/companies/{company.public_id}/", typed, follow=True)


def test_only_managers_of_offices_have_the_pages(client, cast):
    for person in (cast.saito, cast.kido, cast.eto, cast.oto, cast.hana.user, cast.operator):
        client.force_login(person)
        for page in ("", "companies/", "colleagues/", "projects/"):
            assert client.get(f"/office/{page}").status_code == 404


def test_an_office_sees_its_own_companies(client, cast):
    seen = {}
    for name in ("abe", "goto", "ono"):
        client.force_login(getattr(cast, name))
        seen[name] = {row.name for row in client.get("/office/companies/").context["rows"]}
    everybody = {"おと書店", "かぜ農園", "まだ製作所"}
    assert seen == {"abe": everybody, "goto": set(), "ono": everybody}


def test_a_company_is_approved_once_and_hears_of_it(client, cast):
    client.force_login(cast.abe)
    assert "まだ製作所" in client.get("/office/").content.decode()
    answer(client, cast.mada_company, do="approve")
    answer(client, cast.mada_company, do="approve")
    cast.mada_company.refresh_from_db()
    assert cast.mada_company.approved_by == cast.abe
    assert InboxEntry.objects.filter(recipient=cast.mada).count() == 1
    assert "まだ製作所" not in client.get("/office/").content.decode()


def test_a_no_needs_a_reason_and_what_was_typed_stays(client, cast):
    client.force_login(cast.abe)
    page = answer(client, cast.mada_company, do="turn_away", because=" ")
    assert page.context["form"].errors
    answer(client, cast.mada_company, do="turn_away", because="住所を教えてください。")
    cast.mada_company.refresh_from_db()
    assert cast.mada_company.turned_away_because == "住所を教えてください。"


def test_other_towns_and_staff_answer_no_company(client, cast):
    for person in (cast.goto, cast.saito, cast.mada, cast.oto):
        client.force_login(person)
        assert answer(client, cast.mada_company, do="approve").status_code == 404
    cast.mada_company.refresh_from_db()
    assert not cast.mada_company.is_approved


def test_nobody_answers_for_their_own_company(client, cast):
    Membership.objects.create(user=cast.abe, organisation=cast.mada_company, role="company")
    client.force_login(cast.abe)
    assert answer(client, cast.mada_company, do="approve").status_code == 404
    client.force_login(cast.ono)
    answer(client, cast.mada_company, do="approve")
    cast.mada_company.refresh_from_db()
    assert cast.mada_company.is_approved


@pytest.mark.parametrize(
    "query", ["q=おと", "state=waiting", "state=no&sort=name&page=9", "q=%00&role=manager", "q=%27%25"]
)
def test_lists_can_be_searched(client, cast, query):
    client.force_login(cast.abe)
    for page in ("", "companies/", "colleagues/", "projects/"):
        assert client.get(f"/office/{page}?{query}").status_code == 200


def test_search_finds_by_name(client, cast):
    client.force_login(cast.abe)
    assert [row.name for row in client.get("/office/companies/?q=おと").context["rows"]] == ["おと書店"]


def test_colleagues_projects_and_bases_are_those_of_the_own_office(client, cast):
    client.force_login(cast.goto)
    people = client.get("/office/colleagues/").content.decode()
    assert "mori" in people
    assert "saito" not in people
    other = make.ProjectFactory(
        lead=make.OrganisationFactory(municipality=make.town(make.SAIKI)), name="よその事業"
    )
    page = client.get("/office/projects/")
    assert "よその事業" not in page.content.decode()
    assert {basis.organisation for basis in page.context["bases"]} == {cast.beppu}
    assert client.get(f"/office/projects/{other.public_id}/").status_code == 404
    assert "地域就職氷河期" in client.get(f"/office/projects/{cast.project.public_id}/").content.decode()


def test_queries_do_not_grow(client, cast, count_queries):
    client.force_login(cast.abe)
    address = f"/office/companies/{cast.oto_company.public_id}/"
    make.OpportunityFactory(company=cast.oto_company, state="in_review")
    pages = ["/office/", "/office/companies/", "/office/colleagues/", "/office/projects/", address]
    few = [count_queries(lambda a=a: client.get(a)) for a in pages]
    for n in range(4):
        company = make.CompanyFactory(approved_at=None)
        make.MembershipFactory(organisation=company, role="company")
        make.MembershipFactory(organisation=cast.oita)
        make.MembershipFactory(organisation=cast.oto_company, role="company")
        make.ProjectFactory(lead=cast.oita, name=f"事業{n}")
        make.LegalBasisFactory(organisation=cast.oita)
        make.OpportunityFactory(company=cast.oto_company, state="in_review")
    assert [count_queries(lambda a=a: client.get(a)) for a in pages] == few
