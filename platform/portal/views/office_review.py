"""`/office/review/<id>/`: the offer as readers will see it, what the guards say, what changed; and the answer."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.moves import Refused
from jobs import guards, perms, snapshots
from jobs.models import Opportunity
from jobs.workflow import opportunities
from municipalities.models import MinimumWage
from municipalities.wages import minimum_wage
from portal.forms.office import ReviewForm, WhyForm
from portal.offers import offer_facts
from portal.views.office_here import managers_only, offers_to_review, page_of
from portal.views.signed_in import SignedInRequest

State = Opportunity.State


@dataclass(frozen=True)
class WageFact:
    """The pay beside the minimum wage of a day on which somebody may work."""

    day: date
    yen: int | None
    pay: int

    @property
    def is_enough(self) -> bool:
        """Whether the pay reaches the rate; without a known rate nobody can say so."""
        return self.yen is not None and self.pay >= self.yen


@managers_only
def review(request: SignedInRequest, public_id: str) -> HttpResponse:
    """Read, compare, and publish or return; a published offer can be paused or closed."""
    rows = offers_to_review(request.user).select_related("company__profile", "municipality__prefecture")
    opportunity = get_object_or_404(rows, public_id=public_id)
    handed_in = opportunity.handed_in_at
    form = ReviewForm(
        _typed(request, "publish", "return"), initial={"read": handed_in.isoformat() if handed_in else ""}
    )
    why = WhyForm(_typed(request, "pause", "close"), prefix="why")
    refused: list[guards.Block] = []
    if request.method == "POST":
        try:
            if _answered(request, opportunity, form, why):
                return redirect("portal:office")
        except opportunities.Blocked as blocked:
            refused = blocked.blocks
            form.add_error(None, str(blocked))
        except Refused as refusal:
            (form if form.is_bound else why).add_error(
                "comment" if refusal.field == "comment" else None, str(refusal)
            )
    context = _context(request, opportunity) | {"form": form, "why": why, "refused": refused}
    return render(request, "portal/office/review.html", page_of("office", **context))


def _typed(request: SignedInRequest, *answers: str) -> Any:
    return request.POST if request.method == "POST" and request.POST.get("do") in answers else None


def _answered(request: SignedInRequest, opportunity: Opportunity, form: ReviewForm, why: WhyForm) -> bool:
    by, name = request.user, request.POST.get("do", "")
    if form.is_bound and form.is_valid():
        read, comment = _moment(form.cleaned_data["read"]), form.cleaned_data["comment"]
        if name == "publish":
            opportunities.publish(opportunity, by=by, comment=comment, read=read)
            messages.success(request, _("公開しました。企業に伝わります。"))
            return True
        opportunities.return_with_comments(
            opportunity, by=by, comment=comment, comments=form.pairs(), read=read
        )
        messages.success(request, _("直してほしいところを、企業に伝えました。"))
        return True
    if why.is_bound and why.is_valid():
        verb = opportunities.pause if name == "pause" else opportunities.close
        verb(opportunity, by=by, comment=why.cleaned_data["comment"])
        messages.success(request, _("公開を止めました。企業に伝わります。"))
        return True
    return False


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _context(request: SignedInRequest, opportunity: Opportunity) -> dict[str, Any]:
    parts = perms.opportunity_parts(request.user, opportunity) & {"reviewer"}
    possible = opportunities.MOVES.next_states(opportunity.state, parts)
    blocks = guards.blocks(opportunity) if opportunity.state != State.CLOSED else []
    before = _version_before(opportunity)
    return {
        "opportunity": opportunity,
        "facts": offer_facts(opportunity),
        "steps": opportunity.steps.all(),
        "dates": opportunity.slots.all(),
        "blocks": [(snapshots.label_of(block.field), block.sentence) for block in blocks],
        "wages": wage_facts(opportunity),
        "checklist": _checklist(opportunity),
        "has_version_before": before is not None,
        "differences": []
        if before is None
        else snapshots.differences(before, snapshots.snapshot_of(opportunity)),
        "can_answer": State.PUBLISHED in possible,
        "can_pause": State.PAUSED in possible,
        "can_close": State.CLOSED in possible,
        "history": _history(opportunity),
    }


def _version_before(opportunity: Opportunity) -> dict[str, Any] | None:
    """What the offer said the last time it was handed in or published, before the hand-in under review."""
    kept = opportunity.moves.filter(snapshot__isnull=False).order_by("-at", "-pk")
    if opportunity.state == State.IN_REVIEW:
        newest = kept.first()
        kept = kept.exclude(pk=newest.pk) if newest else kept
    found = kept.first()
    return found.snapshot if found else None


def wage_facts(opportunity: Opportunity) -> list[WageFact]:
    """The pay against the rate of every date offered; without dates, of today and each rate to come."""
    if not opportunity.is_paid:
        return []
    today, prefecture = timezone.localdate(), opportunity.municipality.prefecture_id
    if opportunity.timing == Opportunity.Timing.SLOTS:
        days = sorted({slot.day for slot in opportunity.slots.all() if slot.day >= today})
    else:
        coming = MinimumWage.objects.filter(prefecture=prefecture, effective_on__gt=today)
        if opportunity.offered_until:
            coming = coming.filter(effective_on__lte=opportunity.offered_until)
        days = [today, *coming.order_by("effective_on").values_list("effective_on", flat=True)]
    rates = {day: minimum_wage(prefecture, day) for day in days}
    return [
        WageFact(day, rate.yen if rate else None, opportunity.pay_per_hour or 0)
        for day, rate in rates.items()
    ]


def _checklist(opportunity: Opportunity) -> list[tuple[str, bool | None]]:
    if opportunity.engagement != Opportunity.Engagement.EXPERIENCE:
        return []
    return [(str(question), opportunity.checklist.get(key)) for key, question in guards.CHECKLIST.items()]


def _history(opportunity: Opportunity) -> list[dict[str, Any]]:
    labels = dict(State.choices)
    moves = opportunity.moves.select_related("by").defer("snapshot").prefetch_related("comments")
    return [
        {
            "at": move.at,
            "title": labels.get(move.after, move.after),
            "text": "\n".join(
                [
                    *filter(None, [move.comment]),
                    *(f"{snapshots.label_of(c.field)}：{c.text}" for c in move.comments.all()),
                ]
            ),
            "by": move.by,
        }
        for move in moves.order_by("-at", "-pk")
    ]
