"""Somebody chooses another desk: what is arranged comes first, what is only talked of ends."""

from django.utils.translation import gettext as _

from accounts.models import Consent, Participant, User
from jobs.models import Application, Placement
from jobs.workflow import applications


def why_not_yet(participant: Participant) -> str:
    """An experience that is arranged or under way needs the team that arranged it."""
    if not Placement.objects.running().filter(participant=participant).exists():
        return ""
    return _(
        "決まっている体験があるあいだは、窓口を変えられません。体験が終わったあとか、"
        "予定のページで「ここまでにする」を選んだあとに、もう一度お試しください。"
    )


def end_what_is_open(participant: Participant, *, by: User) -> None:
    """Interests and proposals end here."""
    rows = Application.objects.open().filter(participant=participant)
    consents = rows.order_by("consent").values("consent")
    # The consents before the applications, as where a consent is taken back.
    list(Consent.objects.select_for_update(of=("self",)).filter(pk__in=consents))
    applications.end_for_good(rows, by=by)
