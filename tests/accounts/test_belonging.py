"""Joining, handing over and leaving: nobody is left alone, nobody is the last one by accident."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import perms, workflow
from accounts.models import Membership, Organisation, Participant, TeamMember
from foundation.moves import Refused
from tests import factories as make


def member(person: Participant, user) -> TeamMember:
    return TeamMember.objects.get(participant=person, user=user, left_at__isnull=True)


def test_handing_over_records_who_when_by_whom_and_why(cast):
    workflow.hand_over(
        member(cast.hana, cast.saito), to=cast.tanaka, organisation=cast.oita, by=cast.abe, because="産休"
    )
    gone = TeamMember.objects.get(participant=cast.hana, user=cast.saito)
    came = TeamMember.objects.get(participant=cast.hana, user=cast.tanaka)
    assert (gone.left_by, gone.left_because, gone.handed_to) == (cast.abe, "産休", cast.tanaka)
    assert gone.left_at is not None
    assert (came.joined_by, came.joined_because) == (cast.abe, "産休")
    assert not perms.in_team(cast.saito, cast.hana)


def test_the_last_one_hands_over_and_cannot_just_leave(cast):
    with pytest.raises(Refused, match="最後のひとり"):
        workflow.leave_team(member(cast.ren, cast.saito), by=cast.saito)
    workflow.hand_over(member(cast.ren, cast.saito), to=cast.tanaka, organisation=cast.oita, by=cast.saito)
    assert perms.in_team(cast.tanaka, cast.ren)


def test_nobody_hands_over_to_a_peer_a_stranger_or_oneself(cast):
    row = member(cast.ren, cast.saito)
    for to, at in ((cast.kido, cast.oita), (cast.mori, cast.oita), (cast.saito, cast.oita)):
        with pytest.raises(Refused):
            workflow.hand_over(row, to=to, organisation=at, by=cast.saito)


def test_the_colleague_at_the_next_desk_hands_nobody_over(cast):
    for stranger in (cast.tanaka, cast.mori, cast.goto, cast.oto):
        with pytest.raises(Refused):
            workflow.hand_over(
                member(cast.hana, cast.saito), to=cast.tanaka, organisation=cast.oita, by=stranger
            )


def test_several_go_at_once_or_none(cast):
    rows = [member(cast.hana, cast.saito), member(cast.ren, cast.saito)]
    with pytest.raises(Refused):  # Ren would be alone
        workflow.hand_over_caseload(
            cast.saito, {rows[0]: cast.tanaka, rows[1]: None}, organisation=cast.oita, by=cast.abe
        )
    assert perms.in_team(cast.saito, cast.hana)
    workflow.hand_over_caseload(
        cast.saito, {rows[0]: None, rows[1]: cast.tanaka}, organisation=cast.oita, by=cast.abe
    )
    assert not perms.in_team(cast.saito, cast.hana)
    assert perms.in_team(cast.kido, cast.hana)
    assert perms.in_team(cast.tanaka, cast.ren)


def test_leaving_with_a_caseload_is_refused_and_with_successors_it_works(cast):
    with pytest.raises(Refused, match="2人"):
        workflow.end_membership(cast.saito, cast.oita, by=cast.saito)
    rows = TeamMember.objects.staying().filter(user=cast.saito)
    workflow.end_membership(
        cast.saito, cast.oita, by=cast.abe, successors=dict.fromkeys(rows, cast.tanaka), because="異動"
    )
    assert not Membership.objects.current().of(cast.saito).exists()
    assert not perms.is_support_worker(cast.saito)
    ended = Membership.objects.get(user=cast.saito)
    assert (ended.ended_by, ended.ends_on) == (cast.abe, timezone.localdate())
    with pytest.raises(Refused, match="もうこの組織を離れて"):
        workflow.end_membership(cast.saito, cast.oita, by=cast.abe)


def test_whoever_came_today_can_leave_today(cast):
    new = make.MembershipFactory(organisation=cast.oita, starts_on=timezone.localdate()).user
    workflow.end_membership(new, cast.oita, by=new)
    assert not Membership.objects.current().of(new).exists()


def test_only_oneself_or_a_manager_ends_a_membership(cast):
    for stranger in (cast.saito, cast.goto, cast.ono, cast.oto, cast.operator):
        with pytest.raises(Refused):
            workflow.end_membership(cast.tanaka, cast.oita, by=stranger)


def test_the_last_manager_stays_until_there_is_another(cast):
    with pytest.raises(Refused, match="最後の管理者"):
        workflow.end_membership(cast.abe, cast.oita, by=cast.abe)
    with pytest.raises(Refused, match="最後の管理者"):
        workflow.change_role(cast.abe, cast.oita, role="supporter", project=None, by=cast.abe)
    other = make.MembershipFactory(organisation=cast.oita, role="manager")
    workflow.end_membership(cast.abe, cast.oita, by=other.user)
    assert not perms.is_office_manager(cast.abe)


def test_an_inactive_colleague_is_no_other_manager(cast):
    make.MembershipFactory(organisation=cast.oita, role="manager", user__is_active=False)
    with pytest.raises(Refused, match="最後の管理者"):
        workflow.end_membership(cast.abe, cast.oita, by=cast.abe)


def test_a_companys_last_person_stays_until_there_is_another(cast):
    with pytest.raises(Refused, match="最後のひとり"):
        workflow.end_membership(cast.oto, cast.oto_company, by=cast.oto)
    with pytest.raises(Refused):
        workflow.end_membership(cast.oto, cast.oto_company, by=cast.kaze)


def test_a_new_role_replaces_the_old_one(cast):
    row = workflow.change_role(cast.tanaka, cast.oita, role="peer", project=cast.project, by=cast.abe)
    assert list(Membership.objects.current().of(cast.tanaka)) == [row]
    with pytest.raises(Refused, match="いまと同じ"):
        workflow.change_role(cast.tanaka, cast.oita, role="peer", project=cast.project, by=cast.abe)


def test_whoever_leaves_the_desk_for_another_role_hands_over_first(cast):
    with pytest.raises(Refused, match="2人"):
        workflow.change_role(cast.saito, cast.oita, role="editor", project=None, by=cast.abe)
    workflow.change_role(cast.saito, cast.oita, role="manager", project=None, by=cast.abe)
    assert perms.in_team(cast.saito, cast.ren)


@pytest.mark.parametrize("role", ["company", "", "no-such-role"])
def test_roles_that_a_desk_does_not_have_are_refused(cast, role):
    with pytest.raises(Refused):
        workflow.change_role(cast.tanaka, cast.oita, role=role, project=None, by=cast.abe)


def test_a_role_in_a_strangers_or_an_ended_project_is_refused(cast):
    strangers = make.ProjectFactory(lead=cast.beppu)
    ended = make.ProjectFactory(
        lead=cast.oita,
        starts_on=timezone.localdate() - timedelta(days=9),
        ends_on=timezone.localdate() - timedelta(days=1),
    )
    for project in (strangers, ended):
        with pytest.raises(Refused):
            workflow.change_role(cast.tanaka, cast.oita, role="peer", project=project, by=cast.abe)


def test_somebody_who_works_for_one_project_counts_under_it(cast):
    second = make.ProjectFactory(lead=cast.oita, name="もう一つの事業")
    Membership.objects.filter(user=cast.tanaka).update(project=second)
    assert workflow.frame_of(cast.oita, "accompany", by=cast.tanaka)["project"] == second
    first = workflow.frame_of(cast.oita, "accompany")["project"]
    assert workflow.frame_of(cast.oita, "accompany", by=cast.saito)["project"] == first


@pytest.fixture
def npo(cast) -> Organisation:
    """Commissioned by Oita: one worker, whose contract ended yesterday, and who accompanied Ren."""
    body = make.OrganisationFactory(kind="npo", name="木かげの会")
    cast.project.partners.add(body)
    yesterday = timezone.localdate() - timedelta(days=1)
    worker = make.MembershipFactory(organisation=body, project=cast.project, ends_on=yesterday)
    make.ConsentFactory(participant=cast.ren, purpose="share_team", recipient=body, recorded_by=cast.saito)
    TeamMember.objects.create(participant=cast.ren, user=worker.user, organisation=body)
    return body


def test_the_npo_whose_contract_ended_yesterday_opens_nothing(cast, npo):
    worker = npo.memberships.get().user
    assert not perms.is_support_worker(worker)
    assert not perms.can_open_record(worker, cast.ren)
    assert not perms.in_team(worker, cast.ren)


def test_a_prolonged_contract_brings_its_people_and_teams_back(cast, npo):
    worker = npo.memberships.get().user
    until = timezone.localdate() + timedelta(days=30)
    for stranger in (cast.saito, cast.oto, worker):
        with pytest.raises(Refused):
            workflow.prolong_contract(npo, project=cast.project, until=until, by=stranger)
    assert workflow.prolong_contract(npo, project=cast.project, until=until, by=cast.abe) == 1
    assert perms.in_team(worker, cast.ren)


def test_a_contract_ends_with_its_project_at_the_latest(cast, npo):
    for until in (cast.project.ends_on + timedelta(days=1), timezone.localdate() - timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            workflow.prolong_contract(npo, project=cast.project, until=until, by=cast.abe)
        assert refused.value.field == "until"


def test_whoever_left_by_themselves_does_not_come_back_with_the_contract(cast, npo):
    left = make.MembershipFactory(organisation=npo, project=cast.project)
    workflow.end_membership(left.user, npo, by=left.user)
    until = timezone.localdate() + timedelta(days=30)
    workflow.prolong_contract(npo, project=cast.project, until=until, by=cast.abe)
    assert not perms.is_support_worker(left.user)


def test_somebody_whose_work_ended_and_who_is_back_joins_again(cast, npo):
    worker = npo.memberships.get().user
    npo.memberships.update(ends_on=None)
    Membership.objects.filter(user=worker).update(ends_on=timezone.localdate() - timedelta(days=1))
    make.MembershipFactory(user=worker, organisation=cast.oita)
    workflow.add_to_team(cast.ren, worker, organisation=cast.oita, by=cast.saito)
    assert TeamMember.objects.current().get(participant=cast.ren, user=worker).organisation == cast.oita
