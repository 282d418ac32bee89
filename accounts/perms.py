"""Who may do what with people and organisations. Each predicate takes who and what, never a request."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone

from accounts.models import (
    Alarm,
    BreakGlass,
    Consent,
    DataRequest,
    DutyShift,
    Invitation,
    Membership,
    NeverMeet,
    Organisation,
    Participant,
    Project,
    SavedView,
    TeamMember,
    User,
)

Person = User | AnonymousUser
Role = Membership.Role
DESK_ROLES = (Role.SUPPORTER, Role.PEER, Role.MANAGER)
STAFF_ROLES = (*DESK_ROLES, Role.EDITOR)


def has_role(user: Person, organisation: Organisation, *roles: str) -> bool:
    """The user works for the organisation today in one of the roles."""
    return Membership.objects.current().of(user).filter(organisation=organisation, role__in=roles).exists()


def needs_second_factor(user: Person) -> bool:
    """Staff and operators see other people's records or pages: a password alone is not enough for them."""
    if not isinstance(user, User):
        return False
    operator = user.is_staff or user.is_superuser
    return operator or Membership.objects.current().of(user).filter(role__in=STAFF_ROLES).exists()


def is_support_worker(user: Person) -> bool:
    """Support workers and peer supporters have a desk; managers of a body that takes people on do too."""
    desks = Membership.objects.current().of(user).exclude(organisation__kind=Organisation.Kind.COMPANY)
    return desks.filter(role__in=DESK_ROLES).exists()


def works_at_a_desk(user: Person) -> bool:
    """Support workers and managers know by name whom their desk supports; peer supporters know their people."""
    staff = Membership.objects.current().of(user).filter(role__in=[Role.SUPPORTER, Role.MANAGER])
    return staff.exclude(organisation__kind=Organisation.Kind.COMPANY).exists()


def is_office_manager(user: Person) -> bool:
    """Managers of a municipality or a prefecture review companies and tasks."""
    kinds = [Organisation.Kind.MUNICIPALITY, Organisation.Kind.PREFECTURE]
    return (
        Membership.objects.current().of(user).filter(role=Role.MANAGER, organisation__kind__in=kinds).exists()
    )


def is_company_member(user: Person) -> bool:
    """People of a company, approved or still waiting, have the company's pages."""
    return Membership.objects.current().of(user).filter(role=Role.COMPANY).exists()


def may_make_keys(user: Person) -> bool:
    """Keys are for the systems of those who work here. A participant takes a copy of the record along instead.

    Others could ask a participant for a key that opens the record, and see every change in it.
    """
    if not isinstance(user, User):
        return False
    works = Membership.objects.current().of(user).exclude(organisation__approved_at=None)
    return user.is_superuser or works.exists()


def in_team(user: Person, participant: Participant) -> bool:
    """The team accompanies the person; membership of the same office is not enough."""
    return TeamMember.objects.current().filter(participant=participant, user=user.pk or 0).exists()


def may_meet(user: Person, participant: Participant) -> bool:
    """Whoever a participant asked never to meet has no way to them; to that person they are not there."""
    return not NeverMeet.objects.naming(user).filter(participant=participant).exists()


def can_open_record(user: Person, participant: Participant) -> bool:
    """The person, their team, and the managers of their desk; nobody else."""
    return Participant.objects.visible_to(user).filter(pk=participant.pk).exists()


def can_read_record(user: Person, participant: Participant) -> bool:
    """Whoever may open it, and for a while whoever wrote why they had to (break glass)."""
    return Participant.objects.readable_by(user).filter(pk=participant.pk).exists()


def can_break_glass(user: Person, participant: Participant) -> bool:
    """Whoever works at the person's desk or took words about them that cannot wait, and is not in the team.

    Never whom the person asked never to meet.
    """
    within_reach = Participant.objects.within_reach_of(user).filter(pk=participant.pk).exists()
    return within_reach and not can_open_record(user, participant)


def can_review_glass(user: Person, glass: BreakGlass) -> bool:
    """Managers of the office that answers for the desk; never whoever opened the record."""
    return BreakGlass.objects.reviewed_by_office_of(user).filter(pk=glass.pk).exists()


def can_accompany(user: Person, participant: Participant) -> bool:
    """Those who act for somebody are in their team; a manager who wants to act joins it first."""
    return not participant.has_ended and in_team(user, participant)


def can_join_records(user: Person, one: Participant, other: Participant) -> bool:
    """Whoever may open both records of one desk: another desk's team has no consent to read along.

    A family member is never the person, however much alike the names are.
    """
    return (
        one.pk != other.pk
        and one.kind == other.kind
        and not (one.has_ended or other.has_ended)
        and one.desk_id == other.desk_id
        and user.pk not in (one.user_id, other.user_id)
        and can_open_record(user, one)
        and can_open_record(user, other)
    )


def sees_identity(user: Person, participant: Participant) -> bool:
    """Legal name, birth, address: for the person, support workers of the team, the desk's managers; not for peers."""
    if participant.user_id is not None and participant.user_id == user.pk:
        return True
    if has_role(user, participant.desk, Role.MANAGER):
        return True
    team = TeamMember.objects.current().filter(participant=participant, user=user.pk or 0)
    working = Membership.objects.current().of(user).filter(role__in=[Role.SUPPORTER, Role.MANAGER])
    return team.filter(organisation__in=working.values("organisation")).exists()


def can_register_participant(user: Person, desk: Organisation) -> bool:
    """Support workers and managers of a body register people at their own desk."""
    return desk.kind != Organisation.Kind.COMPANY and has_role(user, desk, Role.SUPPORTER, Role.MANAGER)


def can_take_on(user: Person, participant: Participant) -> bool:
    """Whoever works at the desk where somebody waits may take them on."""
    waits = (
        participant.taken_on_at is None
        and not participant.has_ended
        and can_register_participant(user, participant.desk)
    )
    return waits and may_meet(user, participant)


def may_share_with(organisation: Organisation, participant: Participant) -> bool:
    """A team is of the person's desk; people of another body join where the person said yes to that."""
    agreed = Consent.objects.in_force().for_purpose(Consent.Purpose.SHARE_TEAM).towards(organisation)
    return organisation.pk == participant.desk_id or agreed.filter(participant=participant).exists()


def can_change_team(user: Person, participant: Participant) -> bool:
    """The team decides who joins it, and so do the managers of the desk; where somebody ended, nobody."""
    if participant.has_ended:
        return False
    manages = has_role(user, participant.desk, Role.MANAGER) and may_meet(user, participant)
    return manages or in_team(user, participant)


def can_say_whom_never_to_meet(user: Person, participant: Participant) -> bool:
    """The person says it, and the team writes it down for them."""
    return participant.user_id == user.pk or in_team(user, participant)


def can_change_view(user: Person, view: SavedView) -> bool:
    """One's own views are one's own; one that a desk shares belongs to the desk, and its managers keep it."""
    return SavedView.objects.kept_by(user).filter(pk=view.pk).exists()


def can_share_views(user: Person, desk: Organisation) -> bool:
    """The managers of a body that takes people on decide what its desk shares."""
    return desk.kind != Organisation.Kind.COMPANY and has_role(user, desk, Role.MANAGER)


def can_ask_about_data(user: Person, participant: Participant) -> bool:
    """The person asks; their team, or a manager of their desk, writes it down for them."""
    return participant.user_id == user.pk or can_open_record(user, participant)


def can_withdraw_data_request(user: Person, request: DataRequest) -> bool:
    """The person takes back what they asked; what was told at the desk can be taken back there too."""
    own = request.participant.user_id is not None and request.participant.user_id == user.pk
    return own or (request.how != Consent.How.ONLINE and can_open_record(user, request.participant))


def can_answer_data_request(user: Person, request: DataRequest) -> bool:
    """The managers of the person's desk answer; nobody their own, nor whom the person asked never to meet."""
    return DataRequest.objects.answered_by_office_of(user).filter(pk=request.pk).exists()


def has_data_requests_to_answer(user: Person) -> bool:
    """Managers of any desk: a municipality's, a prefecture's, or a commissioned body's."""
    desks = Membership.objects.current().of(user).exclude(organisation__kind=Organisation.Kind.COMPANY)
    return desks.filter(role=Role.MANAGER).exists()


def can_answer_company(user: Person, organisation: Organisation) -> bool:
    """Managers of the company's municipality or prefecture approve it or turn it away; never their own."""
    overseen = Organisation.objects.overseen_by(user).filter(pk=organisation.pk).exists()
    return overseen and not has_role(user, organisation, Role.COMPANY)


def can_end_membership(user: Person, whose: User, organisation: Organisation) -> bool:
    """Everybody may leave; a body's manager and, in a company, every member may end a colleague's part."""
    if user.pk == whose.pk:
        return True
    if organisation.kind == Organisation.Kind.COMPANY:
        return has_role(user, organisation, Role.COMPANY)
    return has_role(user, organisation, Role.MANAGER)


def can_give_role(user: Person, organisation: Organisation, role: str, project: Project | None) -> bool:
    """A body's managers give its roles, inside its own running projects; a company's people theirs."""
    if organisation.kind == Organisation.Kind.COMPANY:
        mine = organisation.is_approved and has_role(user, organisation, Role.COMPANY)
        return mine and role == Role.COMPANY and project is None
    if role not in (*DESK_ROLES, Role.EDITOR) or not has_role(user, organisation, Role.MANAGER):
        return False
    own = Project.objects.running(timezone.localdate()).of_organisation(organisation)
    return project is None or own.filter(pk=project.pk).exists()


def can_commission(user: Person, organisation: Organisation, project: Project | None) -> bool:
    """Managers of an office decide how long an NPO works for a project that their office runs today."""
    if organisation.kind != Organisation.Kind.NPO or project is None:
        return False
    return can_entrust(user, project)


def can_entrust(user: Person, project: Project) -> bool:
    """An office that leads or shares a running project gives parts of it to others."""
    if not project.starts_on <= timezone.localdate() <= project.ends_on:
        return False
    offices = (
        Membership.objects.current()
        .of(user)
        .filter(
            role=Role.MANAGER,
            organisation__kind__in=[Organisation.Kind.MUNICIPALITY, Organisation.Kind.PREFECTURE],
        )
    )
    of_project = Organisation.objects.filter(Q(led_projects=project) | Q(partner_projects=project))
    return offices.filter(organisation__in=of_project.values("pk")).exists()


def can_write_safety_plan(user: Person, participant: Participant) -> bool:
    """The person writes it, or the team together with them."""
    return participant.user_id == user.pk or can_accompany(user, participant)


def can_plan_duty(user: Person, organisation: Organisation) -> bool:
    """The managers of a body that takes people on decide who is called there."""
    return organisation.kind != Organisation.Kind.COMPANY and has_role(user, organisation, Role.MANAGER)


def may_be_called(user: User, alarm: Alarm) -> bool:
    """Nobody is called about themselves, or about somebody who asked never to meet them."""
    if alarm.participant is None:
        return True
    return alarm.participant.user_id != user.pk and may_meet(user, alarm.participant)


def is_on_duty(user: Person, organisation: Organisation) -> bool:
    """Called first or second at this moment."""
    return DutyShift.objects.now().filter(organisation=organisation, user=user.pk or 0).exists()


def can_read_alarm(user: Person, alarm: Alarm) -> bool:
    """Whoever is on duty or manages the desk, and who was called for it; never whoever is named."""
    return Alarm.objects.visible_to(user).filter(pk=alarm.pk).exists()


def took_alarm_about(user: Person, participant: Participant) -> bool:
    """They took words about this person that could not wait, and it is not over: a reason to open the record."""
    return Alarm.objects.in_hands_of(user).filter(participant=participant).exists()


def is_called_about(user: Person, participant: Participant) -> bool:
    """Words about this person cannot wait, and the user may take them on: the plan and the telephone are theirs
    to read, without the record, until somebody wrote what came of it.
    """
    return Alarm.objects.visible_to(user).not_over().filter(participant=participant).exists()


def alarm_parts(user: User, alarm: Alarm) -> set[str]:
    """What the user is in the table of moves."""
    if not can_read_alarm(user, alarm):
        return set()
    return {"called", "taker"} if alarm.taken_by_id == user.pk else {"called"}


def can_invite(user: Person, invitation: Invitation) -> bool:
    """One invites colleagues to one's own organisation; an office also those whom it works with.

    Companies in its town, NPOs for a project that it runs, and, a prefecture, the first manager of a
    municipality. Asked when the invitation is written and again when it is accepted.
    """
    host, target = invitation.host, invitation.organisation
    if target is not None and target.pk == host.pk:
        return can_give_role(user, host, invitation.role, invitation.project)
    offices = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.PREFECTURE)
    if host.kind not in offices or not has_role(user, host, Role.MANAGER):
        return False
    kind = target.kind if target is not None else invitation.new_kind
    town = target.municipality if target is not None else invitation.new_municipality
    if town is None or town.prefecture_id != host.prefecture_id:
        return False
    if kind == Organisation.Kind.COMPANY:
        near = host.municipality_id in (None, town.pk)
        return near and invitation.role == Role.COMPANY and invitation.project is None
    managed = Membership.objects.current().filter(
        role=Role.MANAGER, organisation__kind=kind, organisation__municipality=town
    )
    if kind == Organisation.Kind.NPO:
        return _can_commission_worker(user, invitation, target)
    of_prefecture = host.kind == Organisation.Kind.PREFECTURE and kind == Organisation.Kind.MUNICIPALITY
    return of_prefecture and invitation.role == Role.MANAGER and not managed.exists()


def _can_commission_worker(user: Person, invitation: Invitation, npo: Organisation | None) -> bool:
    """For a project of one's own; into an NPO that works for it already, as its manager only if it has none."""
    project = invitation.project
    if project is None or invitation.role not in DESK_ROLES or not can_entrust(user, project):
        return False
    if npo is None:
        return True
    works_for_it = Project.objects.of_organisation(npo).filter(pk=project.pk).exists()
    managed = Membership.objects.current().filter(organisation=npo, role=Role.MANAGER).exists()
    return works_for_it and (invitation.role != Role.MANAGER or not managed)


def can_change_invitation(user: Person, invitation: Invitation) -> bool:
    """The organisation in whose name it went out sends it again or withdraws it."""
    company = invitation.host.kind == Organisation.Kind.COMPANY
    return has_role(user, invitation.host, Role.COMPANY if company else Role.MANAGER)
