"""Writing down at the desk what somebody agreed to, or did not, and looking at the sheet they signed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import scans, workflow
from accounts.consent_words import words_for
from accounts.models import Consent, ConsentScan, Organisation, Participant, RecordAccess
from foundation.moves import Refused
from portal.forms.consents import YES, AnswerForm, RecipientForm
from portal.views.desk_access import StaffRequest, desk_page, record_context, record_or_404, records_open_to

Purpose = Consent.Purpose


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: StaffRequest, public_id: str, purpose: str) -> HttpResponse:
    """For one purpose: to whom, the words to read out, and what the person answered."""
    person = record_or_404(request, public_id)
    if purpose not in Consent.BY_ITSELF:
        raise Http404
    choice = RecipientForm(request.GET or None, recipients=workflow.recipients_for(purpose, person))
    recipient = recipient_of(choice, purpose, person)
    form = AnswerForm(request.POST or None, request.FILES or None)
    answered = request.method == "POST" and form.is_valid()
    if answered and recipient and _write(request, person, purpose, recipient, form):
        messages.success(request, _("返事を記録しました。"))
        return redirect("portal:desk_consents", public_id)
    workflow.log_access(person, by=request.user, what=RecordAccess.What.RECORD)
    context = record_context(request, person, "desk_consents") | {
        "purpose": Purpose(purpose).label,
        "choice": choice,
        "recipient": recipient,
        "words": words_for(purpose, recipient=recipient.name) if recipient else "",
        "form": form,
    }
    return render(request, "portal/desk/consent.html", context)


def recipient_of(choice: RecipientForm, purpose: str, person: Participant) -> Organisation | None:
    """Whom the address names, among those to whom the purpose can lead; the desk where it is the only one."""
    if purpose not in Consent.TO_ANOTHER_BODY:
        return person.desk
    return choice.cleaned_data["to"] if choice.is_bound and choice.is_valid() else None


def _write(
    request: StaffRequest, person: Participant, purpose: str, recipient: Organisation, form: AnswerForm
) -> bool:
    data = form.cleaned_data
    about = {"purpose": purpose, "recipient": recipient, "how": data["how"], "by": request.user}
    try:
        if data["answer"] == YES:
            workflow.say_yes(person, sheet=data["sheet"], **about)
        else:
            workflow.say_no(person, **about)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    return True


@desk_page
@never_cache
@require_safe
def sheet(request: StaffRequest, public_id: str) -> HttpResponse:
    """The signed sheet, for those to whom the record is open; each look is recorded."""
    rows = ConsentScan.objects.filter(consent__participant__in=records_open_to(request.user))
    scan = get_object_or_404(rows.select_related("consent__participant"), consent__public_id=public_id)
    workflow.log_access(scan.consent.participant, by=request.user, what=RecordAccess.What.RECORD)
    return handed_out(scan)


def handed_out(scan: ConsentScan) -> HttpResponse:
    """The sheet as a file to save; nothing of it is shown inside our pages."""
    ending = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}[scan.content_type]
    response = HttpResponse(scans.content_of(scan), content_type=scan.content_type)
    response["Content-Disposition"] = f'attachment; filename="sheet.{ending}"'
    return response
