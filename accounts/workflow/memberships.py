"""Leaving an organisation, changing one's part in it, and contracts that are prolonged."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import perms
from accounts.models import Membership, Organisation, Project, TeamMember, User
from accounts.workflow.teams import hand_over_caseload
from accounts.workflow.tokens import end_tokens_of
from foundation.moves import Refused

Role = Membership.Role
STILL_PROLONGED = timedelta(days=90)
"""A contract that ended no longer ago than this is prolonged, not begun anew."""


@transaction.atomic
def end_membership(
    user: User,
    organisation: Organisation,
    *,
    by: User,
    successors: Mapping[TeamMember, User | None] | None = None,
    because: str = "",
) -> None:
    """Somebody stops working for an organisation, today, once everybody they accompany has somebody else.

    The body's last manager and a company's last member stay until there is another. Keys for other systems
    end with it: they were made for the work there.
    """
    rows = _current(user, organisation, by=by)
    _refuse_last(user, organisation, rows, keeps=None)
    hand_over_caseload(user, successors or {}, organisation=organisation, by=by, because=because)
    _refuse_caseload(user, organisation)
    _end(rows, by=by)
    end_tokens_of(user)


@transaction.atomic
def change_role(
    user: User,
    organisation: Organisation,
    *,
    role: str,
    project: Project | None,
    by: User,
    successors: Mapping[TeamMember, User | None] | None = None,
) -> Membership:
    """Another part in the same organisation; whoever leaves the desk with it hands over first."""
    rows = _current(user, organisation, by=by)
    if not perms.can_give_role(by, organisation, role, project):
        raise Refused(_("この役割を決められるのは、この組織の管理者です。"), field="role")
    if all(row.role == role and row.project == project for row in rows):
        raise Refused(_("いまと同じ役割です。"), field="role")
    _refuse_last(user, organisation, rows, keeps=role)
    hand_over_caseload(user, successors or {}, organisation=organisation, by=by)
    if role not in perms.DESK_ROLES:
        _refuse_caseload(user, organisation)
    last_days = [row.ends_on for row in rows if row.ends_on]
    _end(rows, by=by)
    return Membership.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        project=project,
        starts_on=timezone.localdate(),
        ends_on=max(last_days) if len(last_days) == len(rows) else None,
    )


@transaction.atomic
def prolong_contract(organisation: Organisation, *, project: Project, until: date, by: User) -> int:
    """The office that commissions an NPO agrees to a later last day; its people go on, with their teams.

    Whoever left by themselves does not come back by it, and what another office commissioned is not touched.
    Answers how many memberships go on.
    """
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not perms.can_commission(by, organisation, project):
        raise Refused(_("委託の期間を決められるのは、この事業の団体の管理者です。"))
    if until < timezone.localdate():
        raise Refused(_("今日より後の日を選んでください。"), field="until")
    if until > project.ends_on:
        raise Refused(
            _("事業の最後の日（{day}）までで選んでください。").format(day=project.ends_on), field="until"
        )
    if not Project.objects.of_organisation(organisation).filter(pk=project.pk).exists():
        project.partners.add(organisation)
    return prolongable(organisation, by=by).update(project=project, ends_on=until)


def prolongable(organisation: Organisation, *, by: User) -> QuerySet[Membership]:
    """Memberships under a contract that runs, or ran out so lately that it can go on; of projects of `by`'s offices."""
    lately = timezone.localdate() - STILL_PROLONGED
    rows = Membership.objects.filter(organisation=organisation, ended_at__isnull=True)
    offices = Organisation.objects.managed_by(by).exclude(kind=Organisation.Kind.NPO).values("pk")
    own = Project.objects.filter(Q(lead__in=offices) | Q(partners__in=offices))
    rows = rows.filter(project__in=own.values("pk"))
    return rows.filter(Q(ends_on__gte=lately) | Q(ends_on__isnull=True, project__ends_on__gte=lately))


def _current(user: User, organisation: Organisation, *, by: User) -> list[Membership]:
    """The locked memberships; the organisation is locked first, so that two last ones cannot both leave."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if not perms.can_end_membership(by, user, organisation):
        raise Refused(_("所属を変えられるのは、ご本人か、この組織の管理者です。"))
    rows = Membership.objects.select_for_update(of=("self",)).filter(
        pk__in=Membership.objects.current().of(user).filter(organisation=organisation).values("pk")
    )
    if not rows:
        raise Refused(_("この方は、もうこの組織を離れています。"))
    return list(rows.select_related("project"))


def _refuse_last(
    user: User, organisation: Organisation, rows: list[Membership], *, keeps: str | None
) -> None:
    for role, sentence in (
        (Role.MANAGER, _("最後の管理者です。先に、ほかの管理者を決めてください。")),
        (Role.COMPANY, _("この会社の最後のひとりです。先に、ほかの人を招待してください。")),
    ):
        if keeps == role or role not in {row.role for row in rows}:
            continue
        others = Membership.objects.current().filter(organisation=organisation, role=role)
        if not others.filter(user__is_active=True).exclude(user=user).exists():
            raise Refused(sentence)


def _refuse_caseload(user: User, organisation: Organisation) -> None:
    left = TeamMember.objects.staying().filter(user=user, organisation=organisation).count()
    if left:
        raise Refused(
            _("担当している方が{n}人います。どなたに引き継ぐかを、先に決めてください。").format(n=left)
        )


def _end(rows: list[Membership], *, by: User) -> None:
    today = timezone.localdate()
    for row in rows:
        row.ended_at, row.ended_by = timezone.now(), by
        row.ends_on = max(today, row.starts_on)
        row.save(update_fields=["ended_at", "ended_by", "ends_on"])
