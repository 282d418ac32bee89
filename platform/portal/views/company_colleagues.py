"""`/company/colleagues/`: who uses these pages together; inviting, and saying goodbye."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import workflow
from accounts.models import Invitation, Membership, Organisation
from foundation.moves import Refused
from portal.forms.invitations import CompanyColleagueForm
from portal.views.colleagues import changed, invitations_of, sent
from portal.views.company_here import company_here, members_only, page_of
from portal.views.signed_in import SignedInRequest


def _members(company: Organisation) -> QuerySet[Membership]:
    rows = Membership.objects.current().filter(organisation=company, role=Membership.Role.COMPANY)
    return rows.select_related("user").order_by("user__name", "pk")


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def colleagues(request: SignedInRequest) -> HttpResponse:
    """Everybody of the company, what was sent, and one field to invite somebody."""
    company = company_here(request)
    form = CompanyColleagueForm(request.POST or None, host=company)
    if request.method == "POST" and form.is_valid() and sent(request, company, form):
        return redirect("portal:company_colleagues")
    context = {
        "company": company,
        "members": list(_members(company)),
        "invitations": invitations_of(company),
        "form": form,
    }
    return render(request, "portal/company/colleagues.html", page_of("company_colleagues", **context))


@members_only
@require_POST
def change_invitation(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Send it again, or withdraw it."""
    rows = Invitation.objects.sent_for(company_here(request))
    changed(request, get_object_or_404(rows, public_id=public_id))
    return redirect("portal:company_colleagues")


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
def colleague(request: SignedInRequest, public_id: str) -> HttpResponse:
    """End a colleague's part, asked once more before it is done."""
    company = company_here(request)
    row = _members(company).filter(user__public_id=public_id).first()
    if row is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        try:
            workflow.end_membership(row.user, company, by=request.user)
        except Refused as no:
            refused = str(no)
        else:
            messages.success(request, _("{name}さんの所属を終わりにしました。").format(name=row.user))
            own = row.user_id == request.user.pk
            return redirect("portal:start" if own else "portal:company_colleagues")
    context = page_of("company_colleagues", company=company, person=row.user, refused=refused)
    return render(request, "portal/company/colleague.html", context)
