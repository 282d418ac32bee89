"""A record and the family's: what each said, and the link while both say yes."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts import workflow
from accounts.consent_words import words_for
from accounts.models import Consent, FamilyLink, Participant, RecordAccess
from foundation.moves import Refused
from portal.forms.families import LinkForm, YesForm
from portal.views.desk_access import StaffRequest, desk_page, record_context, record_or_404

RECORDS = ("person_consent__participant", "family_consent__participant")


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def family(request: StaffRequest, public_id: str) -> HttpResponse:
    """This record's yeses; the other record only for those to whom it is open as well."""
    person = record_or_404(request, public_id)
    form = YesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.agree_to_link(person, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, _("返事を記録しました。"))
            return redirect("portal:desk_family", public_id)
    return _page(request, person, form, LinkForm(participant=person, user=request.user))


@desk_page
@require_POST
def link(request: StaffRequest, public_id: str) -> HttpResponse:
    """Two yeses that speak of each other, put together by somebody who accompanies both."""
    person = record_or_404(request, public_id)
    form = LinkForm(request.POST, participant=person, user=request.user)
    if form.is_valid():
        try:
            workflow.link_family(*form.chosen(), by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("つなぎました。おたがいの記録は、これまでどおり別べつです。"))
            return redirect("portal:desk_family", public_id)
    return _page(request, person, YesForm(), form)


def _page(request: StaffRequest, person: Participant, form: YesForm, linking: LinkForm) -> HttpResponse:
    workflow.log_access(person, by=request.user, what=RecordAccess.What.RECORD)
    return render(
        request,
        "portal/desk/family.html",
        record_context(request, person, "desk_family")
        | _said(request, person)
        | {"form": form, "linking": linking},
    )


def _said(request: StaffRequest, person: Participant) -> dict[str, Any]:
    links = FamilyLink.objects.visible_to(request.user).of(person).select_related(*RECORDS)
    others = {link.side_of(person).pk: link.other_than(person) for link in links}
    yeses = workflow.family_yeses().filter(participant=person).select_related("recorded_by")
    return {
        "yeses": [(consent, others.get(consent.pk)) for consent in yeses],
        "words": words_for(Consent.Purpose.FAMILY, recipient=person.desk.name),
    }
