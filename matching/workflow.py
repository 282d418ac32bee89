"""The verbs about suggestions. The machine suggests; people decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Organisation, Participant, User
from foundation.moves import Refused
from jobs.models import Application, Opportunity, Slot
from jobs.workflow import applications
from matching import dataset, perms, scorers
from matching.engine.explain import Reason
from matching.engine.rank import ForPerson, NotSuggested, suggest
from matching.models import Suggestion

State = Suggestion.State
CARDS = 5


@dataclass(frozen=True)
class Blocked:
    """An opportunity that is kept away: by which conditions, and what would have to change."""

    opportunity: Opportunity
    conditions: tuple[str, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """What a support worker sees for one participant."""

    suggestions: list[Suggestion]
    nearest: list[Blocked]
    feasible: int
    blocked: int
    certainty: str


def show(participant: Participant, *, by: User, k: int = CARDS, nearest: int = 5) -> Shown:
    """Rank what fits now and store what was shown, with score, model version and reasons."""
    if not perms.can_see_suggestions(by, participant):
        raise Refused(_("候補を見られるのは、支援チームの人です。"))
    catalogue = dataset.published_catalogue()
    version, scorer = scorers.current(catalogue)
    table = dataset.participants(Participant.objects.filter(pk=participant.pk))
    found = suggest(
        table,
        catalogue,
        scorer,
        k,
        nearest=nearest,
        words=dataset.words(),
        left_out=dataset.settled_pairs(participant),
    )[0]
    offers = _offers(found)
    rows = _store(found, offers, participant, version=version, by=by)
    return Shown(
        suggestions=rows,
        nearest=[_blocked(one, offers) for one in found.nearest if _may_be_named(one, offers)],
        feasible=found.feasible,
        blocked=found.blocked,
        certainty=_certainty(found),
    )


def _offers(found: ForPerson) -> dict[str, Opportunity]:
    ids = [one.opportunity_id for one in found.suggestions]
    ids += [one.opportunity_id for one in found.nearest]
    rows = Opportunity.objects.published().filter(public_id__in=ids)
    return {row.public_id: row for row in rows.select_related("company__profile", "municipality")}


def _store(
    found: ForPerson, offers: dict[str, Opportunity], participant: Participant, *, version: str, by: User
) -> list[Suggestion]:
    fresh = [
        Suggestion(
            participant=participant,
            opportunity=offers[one.opportunity_id],
            rank=one.rank,
            score=one.score,
            probability=one.p_accept,
            reasons=[
                _reason(reason)
                for group in (
                    one.explanation.reasons_for,
                    one.explanation.reasons_against,
                    one.explanation.unknown,
                )
                for reason in group
            ],
            version=version,
            shown_to=by,
        )
        for one in found.suggestions
        if one.opportunity_id in offers
    ]
    Suggestion.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["participant", "opportunity"],
        update_fields=["state", "rank", "score", "probability", "reasons", "version", "shown_to", "shown_at"],
    )
    rows = Suggestion.objects.filter(
        participant=participant, opportunity__in=[one.opportunity for one in fresh]
    )
    return list(rows.select_related("opportunity__company__profile", "opportunity__municipality"))


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "feature": reason.feature,
        "direction": reason.direction,
        "contribution": round(reason.contribution, 6),
        "ja": reason.text_ja,
        "en": reason.text_en,
    }


def _may_be_named(one: NotSuggested, offers: dict[str, Opportunity]) -> bool:
    """Not where the person asked never to meet the company: nobody reads from here whom they named."""
    return one.opportunity_id in offers and all(c.condition.name != "avoided" for c in one.conditions)


def _blocked(one: NotSuggested, offers: dict[str, Opportunity]) -> Blocked:
    english = get_language() == "en"
    return Blocked(
        opportunity=offers[one.opportunity_id],
        conditions=tuple(c.text_en if english else c.text_ja for c in one.conditions),
        changes=tuple(text for c in one.conditions if (text := c.change_en if english else c.change_ja)),
    )


def _certainty(found: ForPerson) -> str:
    if not found.suggestions:
        return ""
    certainty = found.suggestions[0].explanation.certainty
    return certainty.text_en if get_language() == "en" else certainty.text_ja


@transaction.atomic
def propose(
    suggestion: Suggestion,
    *,
    by: User,
    body: Organisation,
    message: str = "",
    slot: Slot | None = None,
) -> Application:
    """A support worker takes a suggestion to the participant, with its reasons."""
    row = _locked(suggestion, by=by)
    application = applications.propose(
        row.opportunity,
        row.participant,
        by=by,
        body=body,
        message=message,
        reasons=reasons_for_participant(row.reasons),
        slot=slot,
    )
    _answer(row, State.PROPOSED, by=by, application=application)
    return application


def reasons_for_participant(reasons: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What speaks for it and what to look out for, in both languages; what nobody asked stays at the desk."""
    told = [one for one in reasons if one["direction"] in ("for", "against")]
    return [{key: one[key] for key in ("direction", "ja", "en")} for one in told]


@transaction.atomic
def set_aside(suggestion: Suggestion, *, by: User, because: str, remark: str = "") -> Suggestion:
    """Not for this person now, and why; it is kept and can be brought back."""
    if because not in Suggestion.Because.values:
        raise Refused(_("外す理由を選んでください。"), field="because")
    row = _locked(suggestion, by=by)
    return _answer(row, State.SET_ASIDE, by=by, because=because, remark=remark)


@transaction.atomic
def bring_back(suggestion: Suggestion, *, by: User) -> Suggestion:
    """Undo setting aside."""
    row = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
    if not perms.can_answer_suggestions(by, row.participant) or row.state != State.SET_ASIDE:
        raise Refused(_("この候補は、もう戻っています。"))
    return _answer(row, State.SHOWN, by=by)


def _locked(suggestion: Suggestion, *, by: User) -> Suggestion:
    row = (
        Suggestion.objects.select_for_update(of=("self",))
        .select_related("participant", "opportunity")
        .get(pk=suggestion.pk)
    )
    if not perms.can_answer_suggestions(by, row.participant):
        raise Refused(_("候補に答えられるのは、支援チームの人です。"))
    if row.state != State.SHOWN:
        raise Refused(_("この候補には、もう答えがあります。"))
    return row


def _answer(
    row: Suggestion,
    state: str,
    *,
    by: User,
    because: str = "",
    remark: str = "",
    application: Application | None = None,
) -> Suggestion:
    row.state, row.because, row.remark, row.application = state, because, remark, application
    row.answered_by, row.answered_at = by, timezone.now()
    row.save(update_fields=["state", "because", "remark", "application", "answered_by", "answered_at"])
    return row
