"""Who looked at my record: day by day, and as a file to take along."""

import csv
from itertools import groupby

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Participant
from portal.forms.me_access import LooksForm
from portal.me.access import in_words, looks_at
from portal.views.me_guard import OwnRequest, for_participants

ON_A_PAGE = 20
_FORMULA = ("=", "+", "-", "@", "\t")


@require_safe
@for_participants
def access(request: OwnRequest, participant: Participant) -> HttpResponse:
    """Plain sentences under their days, newest first."""
    form = LooksForm(request.GET, participant=participant)
    chosen = form.chosen()
    rows = looks_at(participant, chosen)
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    looks = in_words(page.object_list)
    days = [(day, list(found)) for day, found in groupby(looks, key=lambda look: timezone.localdate(look.at))]
    context = {"page_obj": page, "days": days, "filters": form, "filtered": bool(chosen)}
    return render(request, "portal/me/access.html", context)


@require_safe
@for_participants
def access_file(request: OwnRequest, participant: Participant) -> HttpResponse:
    """The same list, every line of it, for a spreadsheet; its name tells nobody what it is."""
    form = LooksForm(request.GET, participant=participant)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="list.csv"'
    answer.write("\ufeff")
    lines = csv.writer(answer)
    lines.writerow([_("日時"), _("見た人"), _("見たもの"), _("内容")])
    for look in in_words(looks_at(participant, form.chosen()).iterator(chunk_size=2000)):
        at = f"{timezone.localtime(look.at):%Y-%m-%d %H:%M}"
        lines.writerow([at, _harmless(look.who), look.what, _harmless(look.text)])
    return answer


def _harmless(text: str) -> str:
    """A name that a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
