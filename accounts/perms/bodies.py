"""Colleagues, invitations, commissions: what somebody may do for a body."""

from django.db.models import Q
from django.utils import timezone

from accounts.models import Invitation, Membership, Organisation, Project, User
from accounts.perms.roles import DESK_ROLES, Person, Role, has_role


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
