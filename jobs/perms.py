"""Who may do what with work, applications and placements. No request in here."""

from accounts import perms as people
from accounts.models import Membership, Organisation
from accounts.perms import Person
from jobs.models import Application, Opportunity, Placement

EDITABLE = (Opportunity.State.DRAFT, Opportunity.State.RETURNED)


def works_for(user: Person, company: Organisation) -> bool:
    """Somebody of the company itself."""
    return people.has_role(user, company, Membership.Role.COMPANY)


def can_offer_work(user: Person, company: Organisation) -> bool:
    """An approved company's people prepare work; a waiting one reads why it waits."""
    return company.is_approved and works_for(user, company)


def can_edit(user: Person, opportunity: Opportunity) -> bool:
    """The company writes; what is published or under review stands still until it is taken back."""
    return opportunity.state in EDITABLE and can_offer_work(user, opportunity.company)


def can_review(user: Person, opportunity: Opportunity) -> bool:
    """The municipality's or prefecture's managers review; nobody reviews their own company's work."""
    return people.can_answer_company(user, opportunity.company) and not works_for(user, opportunity.company)


def can_resume(user: Person, opportunity: Opportunity) -> bool:
    """The company ends a rest of its own; what a reviewer paused goes through review again."""
    if not can_offer_work(user, opportunity.company):
        return False
    pause = opportunity.moves.filter(after=Opportunity.State.PAUSED).order_by("pk").last()
    return pause is None or pause.by is None or works_for(pause.by, opportunity.company)


def opportunity_parts(user: Person, opportunity: Opportunity) -> set[str]:
    """The parts the user plays in the workflow of an opportunity."""
    parts = set()
    if can_offer_work(user, opportunity.company):
        parts.add("company")
    if can_review(user, opportunity):
        parts.add("reviewer")
    return parts


def application_parts(user: Person, application: Application) -> set[str]:
    """The parts the user plays in an application or its placement."""
    parts = set()
    if application.participant.user_id is not None and application.participant.user_id == user.pk:
        parts.add("participant")
    if people.can_accompany(user, application.participant):
        parts.add("supporter")
    if not parts and can_offer_work(user, application.opportunity.company):
        parts.add("company")  # nobody answers for both sides
    return parts


def placement_parts(user: Person, placement: Placement) -> set[str]:
    """The same people who arranged it see to it."""
    return application_parts(user, placement.application)


def can_see_note_of_move(user: Person, application: Application) -> bool:
    """Why something ended is for staff only; neither the company nor the participant reads it."""
    return "supporter" in application_parts(user, application)
