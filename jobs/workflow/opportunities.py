"""An opportunity from draft to published and closed."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, User
from foundation.moves import MoveTable, Refused
from jobs import guards, notifications, perms, snapshots
from jobs.models import Application, CompanyProfile, Opportunity, OpportunityMove, ReviewComment, Slot, Step

State = Opportunity.State
COMPANY, REVIEWER = "company", "reviewer"

MOVES = MoveTable(
    {
        "": {State.DRAFT: [COMPANY]},
        State.DRAFT: {State.IN_REVIEW: [COMPANY], State.CLOSED: [COMPANY]},
        State.RETURNED: {State.IN_REVIEW: [COMPANY], State.CLOSED: [COMPANY]},
        State.IN_REVIEW: {
            State.PUBLISHED: [REVIEWER],
            State.RETURNED: [REVIEWER],
            State.DRAFT: [COMPANY],
        },
        State.PUBLISHED: {State.PAUSED: [COMPANY, REVIEWER], State.CLOSED: [COMPANY, REVIEWER]},
        State.PAUSED: {
            State.PUBLISHED: [COMPANY],
            State.DRAFT: [COMPANY],
            State.CLOSED: [COMPANY, REVIEWER],
        },
    },
    sentence=gettext_lazy(
        "この仕事は、いまその操作ができません。画面を開きなおして、状態を確かめてください。"
    ),
)


class Blocked(Refused):
    """Guards say no; `blocks` holds the reasons with their fields."""

    def __init__(self, blocks: list[guards.Block]) -> None:
        self.blocks = blocks
        super().__init__(_("公開の前に、直すところがあります。"))

    def at_fields(self) -> dict[str, list[str]]:
        """Every reason at the field or the question of the checklist that it is about."""
        found: dict[str, list[str]] = {}
        for block in self.blocks:
            found.setdefault(f"{block.field}.{block.part}" if block.part else block.field, []).append(
                str(block.sentence)
            )
        return found


class DatesRefused(Refused):
    """Dates that cannot be offered: `sentences` says why, by their position."""

    def __init__(self, sentences: dict[int, str]) -> None:
        self.sentences = sentences
        super().__init__(next(iter(sentences.values())), field="starts_at")


@transaction.atomic
def begin(opportunity: Opportunity, *, by: User) -> Opportunity:
    """Save a new draft of a company that may offer work."""
    if not perms.can_offer_work(by, opportunity.company):
        raise Refused(_("仕事を書けるのは、承認された企業の担当者です。"))
    opportunity.state = State.DRAFT
    opportunity.save()
    OpportunityMove.objects.create(opportunity=opportunity, by=by, before="", after=State.DRAFT)
    return opportunity


@transaction.atomic
def rewrite(
    opportunity: Opportunity,
    *,
    by: User,
    seen: datetime | None = None,
    steps: Sequence[Step] | None = None,
    slots: Sequence[Slot] = (),
    forget: str = "",
) -> Opportunity:
    """Save what the company wrote, all of it or nothing; what was handed in or published stands still.

    `seen` is the `updated_at` of the draft that the writer had before them: what somebody else wrote meanwhile
    is not overwritten unseen. `steps` replace those that were there, `slots` are added, the date with the
    public id `forget` goes.
    """
    rows = Opportunity.objects.select_for_update(of=("self",)).select_related("company")
    row = rows.get(pk=opportunity.pk)
    if not perms.can_edit(by, row):
        raise Refused(MOVES.sentence)
    if seen is not None and row.updated_at != seen:
        raise Refused(
            _(
                "この下書きは、ほかの画面でも書きかえられています。"
                "下の内容で残すときは、もう一度保存してください。"
            )
        )
    opportunity.state = row.state
    opportunity.save(update_fields=[*snapshots.WRITTEN, "keywords", "updated_at"])
    if steps is not None:
        _write_steps(opportunity, steps)
    _add_slots(opportunity, slots)
    for slot in opportunity.slots.filter(public_id=forget):
        _forget(slot)
    return opportunity


def _write_steps(opportunity: Opportunity, steps: Iterable[Step]) -> None:
    new = list(steps)
    opportunity.steps.all().delete()
    for order, step in enumerate(new, start=1):
        step.pk, step.opportunity, step.order = None, opportunity, order
    Step.objects.bulk_create(new)


@transaction.atomic
def copy(opportunity: Opportunity, *, by: User, public_id: str) -> Opportunity:
    """The same words once more as a new draft with this public id; dates are not copied."""
    written = {name: getattr(opportunity, name) for name in snapshots.WRITTEN}
    new = Opportunity(company=opportunity.company, kind=opportunity.kind, public_id=public_id, **written)
    new.offered_until = None
    begin(new, by=by)
    _write_steps(new, opportunity.steps.all())
    return new


def hand_in(opportunity: Opportunity, *, by: User) -> Opportunity:
    """The company asks its municipality to publish; guards that fail are told at once."""
    with transaction.atomic():
        row = _locked(opportunity, State.IN_REVIEW, by=by)
        _refuse_blocked(row)
        row.handed_in_at = timezone.now()
        _change(row, State.IN_REVIEW, by=by)
        notifications.tell_reviewers(row)
    return row


@transaction.atomic
def take_back(opportunity: Opportunity, *, by: User) -> Opportunity:
    """The company takes an offer back to change it: from review, or while it is paused."""
    row = _locked(opportunity, State.DRAFT, by=by)
    return _change(row, State.DRAFT, by=by)


@transaction.atomic
def publish(
    opportunity: Opportunity, *, by: User, comment: str = "", read: datetime | None = None
) -> Opportunity:
    """The reviewer publishes; every guard is asked again on the locked row.

    `read` is the `handed_in_at` of what the reviewer had before them: a newer version is not published unread.
    """
    row = _locked(opportunity, State.PUBLISHED, by=by)
    if row.state == State.PAUSED:
        raise Refused(MOVES.sentence)
    _refuse_unread(row, read)
    _refuse_blocked(row)
    row.published_at = timezone.now()
    _change(row, State.PUBLISHED, by=by, comment=comment)
    notifications.tell_company(notifications.OpportunityPublished, row)
    return row


@transaction.atomic
def return_with_comments(
    opportunity: Opportunity,
    *,
    by: User,
    comment: str = "",
    comments: Iterable[tuple[str, str]] = (),
    read: datetime | None = None,
) -> Opportunity:
    """The reviewer asks for changes: pairs of (field, what to change), and a word in general."""
    pairs = [(field, text) for field, text in comments if text.strip()]
    if not pairs and not comment.strip():
        raise Refused(_("どこを直してほしいか、一つ以上書いてください。"), field="comment")
    row = _locked(opportunity, State.RETURNED, by=by)
    _refuse_unread(row, read)
    _change(row, State.RETURNED, by=by, comment=comment)
    move = row.moves.latest("pk")
    ReviewComment.objects.bulk_create(ReviewComment(move=move, field=f, text=t) for f, t in pairs)
    notifications.tell_company(notifications.OpportunityReturned, row)
    return row


@transaction.atomic
def pause(opportunity: Opportunity, *, by: User, comment: str = "") -> Opportunity:
    """Not offered for a while; what is agreed goes on."""
    row = _locked(opportunity, State.PAUSED, by=by)
    _change(row, State.PAUSED, by=by, comment=comment)
    if not perms.works_for(by, row.company):
        notifications.tell_company(notifications.OpportunityPaused, row)
    return row


@transaction.atomic
def resume(opportunity: Opportunity, *, by: User) -> Opportunity:
    """Offered again; time has passed, so every guard is asked again."""
    row = _locked(opportunity, State.PUBLISHED, by=by)
    if row.state != State.PAUSED:
        raise Refused(MOVES.sentence)
    if not perms.can_resume(by, row):
        raise Refused(_("担当の窓口が公開を止めています。下書きにもどして直し、確認に出してください。"))
    _refuse_blocked(row)
    return _change(row, State.PUBLISHED, by=by)


@transaction.atomic
def close(opportunity: Opportunity, *, by: User, comment: str = "") -> Opportunity:
    """No longer offered; what is agreed goes on."""
    row = _locked(opportunity, State.CLOSED, by=by)
    _change(row, State.CLOSED, by=by, comment=comment)
    if not perms.works_for(by, row.company):
        notifications.tell_company(notifications.OpportunityClosed, row)
    return row


@transaction.atomic
def add_slot(slot: Slot, *, by: User) -> Slot:
    """One more date and time (see `add_slots`)."""
    try:
        add_slots(slot.opportunity, [slot], by=by)
    except DatesRefused as refused:
        raise Refused(refused.sentences[0], field="starts_at") from refused
    return slot


@transaction.atomic
def add_slots(opportunity: Opportunity, slots: Sequence[Slot], *, by: User) -> None:
    """More dates, all or none; an offer that was handed in is asked about each day's minimum wage and length."""
    row = _lock(opportunity)
    if not perms.can_offer_work(by, row.company) or row.state == State.CLOSED:
        raise Refused(MOVES.sentence)
    _add_slots(row, slots)


def _add_slots(row: Opportunity, slots: Sequence[Slot]) -> None:
    sentences = {}
    for number, slot in enumerate(slots):
        slot.opportunity = row
        if sentence := _why_no_date(row, slot):
            sentences[number] = sentence
        else:
            slot.save()
    if sentences:
        raise DatesRefused(sentences)


def _why_no_date(row: Opportunity, slot: Slot) -> str:
    if slot.starts_at <= timezone.now():
        return _("これからの日時を書いてください。")
    if row.state in (State.IN_REVIEW, State.PUBLISHED, State.PAUSED):
        for sentence in (*guards.wage_sentence(row, slot.day), *guards.length_sentence(row, slot)):
            return sentence
    try:
        slot.full_clean()
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@transaction.atomic
def remove_slot(slot: Slot, *, by: User) -> None:
    """Take a date away that nobody has chosen; what the company does not know of yet does not tell it so."""
    row = _lock(slot.opportunity)
    if not perms.can_offer_work(by, row.company):
        raise Refused(MOVES.sentence)
    _forget(slot)


def _forget(slot: Slot) -> None:
    known = slot.applications.filter(state__in=Application.SEEN_BY_COMPANY)
    if known.exists() or slot.placements.exists():
        raise Refused(_("この日時は、もう選んだ人がいます。消す前に、支援員に相談してください。"))
    if slot.applications.filter(state=Application.State.ACCEPTED).exists():
        raise Refused(_("この日時は、いまは消せません。支援員に相談してください。"))
    slot.applications.update(slot=None)
    slot.delete()


@transaction.atomic
def pause_company(company: Organisation, *, by: User, paused: bool) -> None:
    """One switch: the company rests, or is back; nothing that is agreed changes."""
    if not perms.can_offer_work(by, company):
        raise Refused(_("この操作ができるのは、企業の担当者です。"))
    CompanyProfile.objects.update_or_create(organisation=company, defaults={"paused": paused})


def _lock(opportunity: Opportunity) -> Opportunity:
    return (
        Opportunity.objects.select_for_update(of=("self",))
        .select_related("company", "municipality__prefecture")
        .get(pk=opportunity.pk)
    )


def _locked(opportunity: Opportunity, after: str, *, by: User) -> Opportunity:
    row = _lock(opportunity)
    MOVES.check(row.state, after, perms.opportunity_parts(by, row))
    return row


def _refuse_unread(row: Opportunity, read: datetime | None) -> None:
    if read is not None and row.handed_in_at != read:
        raise Refused(
            _("読んでいるあいだに、企業が内容を直して出しなおしました。もう一度、内容を見てください。")
        )


def _refuse_blocked(row: Opportunity) -> None:
    found = guards.blocks(row)
    if found:
        raise Blocked(found)


def _change(row: Opportunity, after: str, *, by: User, comment: str = "") -> Opportunity:
    keeps = after in (State.IN_REVIEW, State.PUBLISHED)
    OpportunityMove.objects.create(
        opportunity=row,
        by=by,
        before=row.state,
        after=after,
        comment=comment,
        snapshot=snapshots.snapshot_of(row) if keeps else None,
    )
    row.state = after
    row.save(update_fields=["state", "handed_in_at", "published_at", "updated_at"])
    return row
