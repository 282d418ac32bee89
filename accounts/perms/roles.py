"""Who somebody is at the bodies they work for."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import Membership, Organisation, User

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
