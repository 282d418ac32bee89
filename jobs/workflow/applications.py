"""From interest or proposal to the company's answer. A no from anyone is a healthy answer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import perms as people
from accounts.models import Consent, MenuItem, NeverMeet, Organisation, Participant, User, Wishes
from accounts.workflow import frame_of, give_consent
from foundation.moves import MoveTable, Refused
from jobs import notifications, perms
from jobs.disclosure import lines_of
from jobs.models import Application, ApplicationMove, Opportunity, Placement, Slot
from jobs.workflow import terms
from jobs.workflow.placements import arrange

State = Application.State
PARTICIPANT, SUPPORTER, COMPANY = "participant", "supporter", "company"

MOVES = MoveTable(
    {
        "": {State.INTERESTED: [PARTICIPANT, SUPPORTER], State.PROPOSED: [SUPPORTER]},
        State.INTERESTED: {
            State.PROPOSED: [SUPPORTER],
            State.ACCEPTED: [PARTICIPANT, SUPPORTER],
            State.RESTING: [PARTICIPANT, SUPPORTER],
            State.WITHDRAWN: [PARTICIPANT, SUPPORTER],
        },
        State.PROPOSED: {
            State.ACCEPTED: [PARTICIPANT, SUPPORTER],
            State.RESTING: [PARTICIPANT, SUPPORTER],
            State.DECLINED: [PARTICIPANT, SUPPORTER],
            State.WITHDRAWN: [SUPPORTER],
        },
        State.RESTING: {
            State.PROPOSED: [SUPPORTER],
            State.ACCEPTED: [PARTICIPANT, SUPPORTER],
            State.WITHDRAWN: [PARTICIPANT, SUPPORTER],
        },
        State.ACCEPTED: {
            State.INTRODUCED: [SUPPORTER],
            State.WITHDRAWN: [PARTICIPANT, SUPPORTER],
        },
        State.INTRODUCED: {
            State.AGREED: [COMPANY],
            State.DECLINED: [COMPANY],
            State.WITHDRAWN: [PARTICIPANT, SUPPORTER],
        },
    },
    sentence=gettext_lazy("いまは、その操作ができません。画面を開きなおして、状態を確かめてください。"),
)


def show_interest(opportunity: Opportunity, participant: Participant, *, by: User) -> Application:
    """「話を聞いてみたい」: the team hears; the company hears nothing."""
    part = PARTICIPANT if participant.user_id == by.pk else SUPPORTER
    frame = frame_of(participant.desk, MenuItem.MICRO_WORK)
    with transaction.atomic():
        row = _begin(opportunity, participant, State.INTERESTED, part=part, by=by, frame=frame)
        if part == PARTICIPANT:
            notifications.tell_team(notifications.InterestShown, row)
    return row


def propose(
    opportunity: Opportunity,
    participant: Participant,
    *,
    by: User,
    body: Organisation,
    message: str = "",
    reasons: Sequence[dict[str, Any]] = (),
    slot: Slot | None = None,
) -> Application:
    """A support worker proposes; nothing of the person leaves the team before the person says yes."""
    frame = frame_of(body, MenuItem.MICRO_WORK, by=by)
    if not people.has_role(by, body, *people.DESK_ROLES):
        raise Refused(MOVES.sentence)
    about = {"message": message, "reasons": list(reasons), "proposed_by": by, "slot": slot}
    with transaction.atomic():
        row = _begin(opportunity, participant, State.PROPOSED, part=SUPPORTER, by=by, frame=frame, **about)
        notifications.tell_participant(notifications.Proposed, row, name=by.name or row.body.name)
    return row


@transaction.atomic
def propose_again(application: Application, *, by: User, message: str = "") -> Application:
    """The support worker answers an interest, or comes back to what rested, with a proposal."""
    row = _locked(application, State.PROPOSED, by=by)
    row.proposed_by, row.message = by, message or row.message
    _change(row, State.PROPOSED, by=by)
    notifications.tell_participant(notifications.Proposed, row, name=by.name or row.body.name)
    return row


@transaction.atomic
def accept(
    application: Application,
    *,
    by: User,
    lines: Sequence[str],
    how: str,
    slot: Slot | None = None,
    visit_first: bool = False,
) -> Application:
    """The participant says yes, and to which lines; `lines` are keys of `lines_of(participant)`.

    Without log-in the support worker records the yes with how it was said.
    """
    row = _locked(application, State.ACCEPTED, by=by)
    own = row.participant.user_id == by.pk
    if not own and how == Consent.How.ONLINE:
        raise Refused(_("ご本人がどのように返事をしたかを選んでください。"), field="how")
    if slot is not None and slot.opportunity_id != row.opportunity_id:
        raise Refused(_("この仕事の日時から選んでください。"), field="slot")
    _refuse_unless_offered(row.opportunity)
    _refuse_never_to_meet(row.participant, row.opportunity)
    chosen = [line.as_dict() for line in lines_of(row.participant) if line.key in set(lines)]
    company = row.opportunity.company
    row.consent = give_consent(
        row.participant,
        purpose=Consent.Purpose.INTRODUCE,
        recipient=company,
        lines=chosen,
        how=Consent.How.ONLINE if own else how,
        by=by,
    )
    row.slot, row.visit_first = slot or row.slot, visit_first
    _change(row, State.ACCEPTED, by=by)
    if own:
        notifications.tell_team(notifications.ParticipantAnswered, row)
    return row


@transaction.atomic
def introduce(application: Application, *, by: User) -> Application:
    """Tell the company exactly what was agreed; refused without a legal basis or a yes that holds."""
    row = _locked(application, State.INTRODUCED, by=by)
    if not row.body.legal_bases.valid_on(timezone.localdate()).exists():
        raise Refused(
            _(
                "{body}には職業紹介の根拠（許可・届出・通知）が登録されていません。情報を伝えることだけができます。"
            ).format(body=row.body)
        )
    if row.consent is None or not row.consent.is_in_force:
        raise Refused(_("ご本人の同意が取りやめられています。"))
    _refuse_without_record(row.participant)
    if Wishes.of(row.participant).no_introductions:
        raise Refused(_("ご本人は、いまは会社への紹介を希望していません。"))
    _refuse_unless_offered(row.opportunity)
    _refuse_never_to_meet(row.participant, row.opportunity)
    terms.refuse_worse(row)
    _change(row, State.INTRODUCED, by=by)
    notifications.tell_company_of_introduction(notifications.Introduced, row)
    notifications.tell_participant(notifications.IntroducedToYou, row)
    return row


@transaction.atomic
def agree(
    application: Application, *, by: User, starts_on: date | None = None, meeting: str = ""
) -> Placement:
    """The company agrees; the seat is taken under the lock of the opportunity, so no place goes twice."""
    opportunity = _lock_opportunity(application.opportunity_id)
    row = _locked(application, State.AGREED, by=by)
    if row.consent is None or not row.consent.is_in_force:
        raise Refused(MOVES.sentence)
    row.opportunity = opportunity
    terms.refuse_unread(opportunity)
    terms.refuse_stopped(opportunity)
    terms.refuse_worse(row)
    placement = arrange(row, starts_on=starts_on, meeting=meeting, by=by)
    _change(row, State.AGREED, by=by)
    notifications.tell_team(notifications.CompanyAnswered, row)
    notifications.tell_participant(notifications.CompanyAnsweredYou, row)
    return placement


@transaction.atomic
def decline(application: Application, *, by: User, comment: str = "") -> Application:
    """Not this time: from the participant (or their team) before, from the company after the introduction."""
    row = _locked(application, State.DECLINED, by=by)
    before = row.state
    _change(row, State.DECLINED, by=by, comment=comment)
    if before == State.INTRODUCED:
        notifications.tell_team(notifications.CompanyAnswered, row)
        notifications.tell_participant(notifications.CompanyAnsweredYou, row)
    elif row.participant.user_id == by.pk:
        notifications.tell_team(notifications.ParticipantAnswered, row)
    return row


@transaction.atomic
def rest(application: Application, *, by: User) -> Application:
    """Not now; it stays where the person can find it again."""
    row = _locked(application, State.RESTING, by=by)
    _change(row, State.RESTING, by=by)
    if row.participant.user_id == by.pk:
        notifications.tell_team(notifications.ParticipantAnswered, row)
    return row


@transaction.atomic
def withdraw(application: Application, *, by: User, comment: str = "") -> Application:
    """It ends here, without a reason; a company that knew is told that it ended, not why."""
    # The consent before the application, as where a consent is taken back: else the two wait for each other.
    Consent.objects.select_for_update(of=("self",)).filter(pk=application.consent_id or 0).first()
    row = _locked(application, State.WITHDRAWN, by=by)
    return _withdraw(row, by=by, comment=comment)


def _withdraw(row: Application, *, by: User, comment: str = "") -> Application:
    before = row.state
    if row.consent and row.consent.is_in_force:
        row.consent.withdrawn_at, row.consent.withdrawn_by = timezone.now(), by
        row.consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _change(row, State.WITHDRAWN, by=by, comment=comment)
    if before == State.INTRODUCED:
        notifications.tell_company_of_introduction(notifications.IntroductionStopped, row)
    if row.participant.user_id == by.pk:
        notifications.tell_team(notifications.ParticipantAnswered, row)
    return row


def stop_introductions(consent: Consent, *, by: User) -> None:
    """A consent was withdrawn: introductions that rest on it and are not agreed stop at once.

    Without a record nobody is introduced anywhere, so its end stops all of them.
    """
    ends_all = consent.purpose == Consent.Purpose.KEEP_RECORD
    whose = {"participant": consent.participant} if ends_all else {"consent": consent}
    end_for_good(Application.objects.filter(state__in=[State.ACCEPTED, State.INTRODUCED], **whose), by=by)


def end_for_good(applications: QuerySet[Application], *, by: User) -> None:
    """They all end here, whatever the table of moves would say. The caller has locked their consents."""
    rows = applications.select_for_update(of=("self",))
    for row in rows.select_related("participant", "opportunity__company", "consent"):
        _withdraw(row, by=by)


def _begin(
    opportunity: Opportunity,
    participant: Participant,
    state: str,
    *,
    part: str,
    by: User,
    frame: dict[str, Any],
    **about: Any,
) -> Application:
    row = Application(opportunity=opportunity, participant=participant, state=state, **frame, **about)
    if part not in perms.application_parts(by, row):
        raise Refused(MOVES.sentence)
    _refuse_unless_offered(opportunity)
    _refuse_who_looks_for_none(participant)
    _refuse_without_record(participant)
    _refuse_never_to_meet(participant, opportunity)
    slot = about.get("slot")
    if slot is not None and slot.opportunity_id != opportunity.pk:
        raise Refused(_("この仕事の日時から選んでください。"), field="slot")
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if "application_open_once" not in str(error):
            raise
        raise Refused(_("この仕事については、もう話が進んでいます。")) from error
    ApplicationMove.objects.create(application=row, by=by, before="", after=state)
    return row


def _refuse_unless_offered(opportunity: Opportunity) -> None:
    if not Opportunity.objects.published().filter(pk=opportunity.pk).exists():
        raise Refused(_("この仕事は、いまはお休み中です。"))


def _refuse_who_looks_for_none(participant: Participant) -> None:
    if participant.has_ended:
        raise Refused(_("この窓口は、ここまでで終了しています。別の窓口を選ぶと、また話を進められます。"))
    if participant.is_family:
        raise Refused(_("ご家族の記録では、仕事の話は進められません。"))


def _refuse_without_record(participant: Participant) -> None:
    if Consent.objects.ending_the_record().filter(participant=participant).exists():
        raise Refused(_("ご本人は、記録への同意を取りやめています。進める前に、もう一度確かめてください。"))


def _refuse_never_to_meet(participant: Participant, opportunity: Opportunity) -> None:
    """Only the person and their team can get here, and they know whom the person named."""
    named = NeverMeet.objects.in_force().filter(participant=participant, company=opportunity.company_id)
    if named.exists():
        raise Refused(
            _("「会いたくない」と書かれている会社の仕事です。変えたいときは、先にそれを消してください。")
        )


def _lock_opportunity(pk: int) -> Opportunity:
    return (
        Opportunity.objects.select_for_update(of=("self",))
        .select_related("company", "municipality__prefecture")
        .get(pk=pk)
    )


def _locked(application: Application, after: str, *, by: User) -> Application:
    row = (
        Application.objects.select_for_update(of=("self",))
        .select_related("participant__user", "opportunity__company", "body", "consent")
        .get(pk=application.pk)
    )
    MOVES.check(row.state, after, perms.application_parts(by, row))
    return row


def _change(row: Application, after: str, *, by: User, comment: str = "") -> Application:
    ApplicationMove.objects.create(application=row, by=by, before=row.state, after=after, comment=comment)
    row.state, row.changed_at = after, timezone.now()
    row.save()
    return row
