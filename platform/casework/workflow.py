"""The verbs of the desk: write a note, plan a contact, move it, and say that it took place."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import MenuItem, Organisation, Participant, Project, TeamMember, User
from accounts.workflow import frame_of
from calendars.formats import long_date
from casework import perms
from casework.models import Channel, NextContact, Note
from foundation.moves import MoveTable, Refused
from foundation.public_ids import new_public_id

State = NextContact.State
TEAM = "team"
FURTHEST = timedelta(days=2 * 366)

MOVES = MoveTable(
    {State.WAITING: {State.DONE: [TEAM], State.MOVED: [TEAM]}},
    sentence=gettext_lazy("この連絡は、もう済んだか、別の日に移されています。"),
)
ONLY_THE_TEAM = gettext_lazy("書けるのは、この方の支援チームの人です。先にチームに加わってください。")
NO_WISH_FOR_A_VISIT = gettext_lazy(
    "家への訪問は、ご本人の希望が記録されているときだけできます。"
    "希望があれば、先に「連絡先」に記録してください。"
)


class AgainstWish(Refused):
    """The person wished otherwise; the same call with `despite_wish` goes ahead."""


@dataclass(frozen=True)
class Said:
    """What a note holds. `public_id` comes with the form, so that a form sent twice is one note."""

    channel: str
    text: str
    happened_on: date | None = None
    project: Project | None = None
    menu_item: str = MenuItem.ACCOMPANY
    corrects: Note | None = None
    public_id: str = ""


@dataclass(frozen=True)
class Planned:
    """When, how and why to be in touch next."""

    on: date
    channel: str
    why: str = ""
    project: Project | None = None
    menu_item: str = MenuItem.ACCOMPANY
    despite_wish: bool = False


@transaction.atomic
def write_note(participant: Participant, said: Said, *, by: User, then: Planned | None = None) -> Note:
    """A team member writes down what was said, and, where they wish, the next contact with it."""
    row = _lock(participant, by=by)
    note = _note_of(row, said, by=by)
    if then is not None:
        _plan(row, then, by=by)
    return note


@transaction.atomic
def plan_contact(participant: Participant, planned: Planned, *, by: User) -> NextContact:
    """Agree on the next contact; one that was open before is moved."""
    return _plan(_lock(participant, by=by), planned, by=by)


@transaction.atomic
def move_contact(
    contact: NextContact, *, by: User, on: date, channel: str = "", despite_wish: bool = False
) -> NextContact:
    """The same contact on another day, or by another channel."""
    participant = _lock(contact.participant, by=by)
    row = _locked(contact, State.MOVED)
    planned = Planned(
        on=on,
        channel=channel or row.channel,
        why=row.why,
        project=row.project,
        menu_item=row.menu_item,
        despite_wish=despite_wish,
    )
    return _plan(participant, planned, by=by)


@transaction.atomic
def contact_done(
    contact: NextContact, *, by: User, said: Said | None = None, then: Planned | None = None
) -> NextContact:
    """It took place: with a note and the next contact where there is something to say, all or nothing."""
    participant = _lock(contact.participant, by=by)
    row = _locked(contact, State.DONE)
    _settle(row, State.DONE, by=by)
    if said is not None:
        _note_of(participant, said, by=by)
    if then is not None:
        _plan(participant, then, by=by)
    return row


def wishes_against(participant: Participant, *, on: date, channel: str) -> list[str]:
    """What the person wished that speaks against a contact on that day in that way, as sentences."""
    sentences = []
    if channel == Channel.TELEPHONE and participant.never_telephone:
        sentences.append(_("ご本人は、電話はしないでほしいと希望しています。"))
    if participant.rests_on(on) and participant.not_until:
        day = long_date(participant.not_until)
        sentences.append(_("ご本人は、{day}まで連絡しないでほしいと希望しています。").format(day=day))
    return sentences


def _lock(participant: Participant, *, by: User) -> Participant:
    """The participant's row is the lock of their notes and contacts."""
    row = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if not perms.can_write(by, row):
        raise Refused(ONLY_THE_TEAM)
    return row


def _locked(contact: NextContact, after: str) -> NextContact:
    row = NextContact.objects.select_for_update(of=("self",)).select_related("project").get(pk=contact.pk)
    MOVES.check(row.state, after, [TEAM])
    return row


def _note_of(participant: Participant, said: Said, *, by: User) -> Note:
    text = said.text.strip()
    if not text:
        raise Refused(_("記録を一言でも書いてください。"), field="text")
    twin = Note.objects.filter(public_id=said.public_id, participant=participant, author=by).first()
    if twin is not None and twin.text == text:
        return twin
    day = said.happened_on or timezone.localdate()
    if day > timezone.localdate():
        raise Refused(_("日付は、今日か、今日より前の日にしてください。"), field="happened_on")
    _refuse_unwished_visit(participant, said.channel)
    if said.corrects is not None and (
        said.corrects.author_id != by.pk or said.corrects.participant_id != participant.pk
    ):
        raise Refused(_("訂正を書けるのは、その記録を書いた人です。"))
    taken = Note.objects.filter(public_id=said.public_id).exists()
    return Note.objects.create(
        public_id=said.public_id if said.public_id and not taken else new_public_id(),
        participant=participant,
        author=by,
        channel=said.channel,
        text=text,
        happened_on=day,
        corrects=said.corrects,
        **_frame(participant, by, project=said.project, menu_item=said.menu_item),
    )


def _plan(participant: Participant, planned: Planned, *, by: User) -> NextContact:
    today = timezone.localdate()
    if not today <= planned.on <= today + FURTHEST:
        raise Refused(_("次の連絡は、今日から2年のあいだの日にしてください。"), field="on")
    _refuse_unwished_visit(participant, planned.channel, field="next_channel")
    if not planned.despite_wish and (
        sentences := wishes_against(participant, on=planned.on, channel=planned.channel)
    ):
        raise AgainstWish(" ".join(sentences), field="despite_wish")
    frame = _frame(participant, by, project=planned.project, menu_item=planned.menu_item)
    waiting = NextContact.objects.select_for_update(of=("self",)).waiting().filter(participant=participant)
    for old in waiting:
        if (old.on, old.channel, old.why) == (planned.on, planned.channel, planned.why):
            return old
        _settle(old, State.MOVED, by=by)
    return NextContact.objects.create(
        participant=participant,
        on=planned.on,
        channel=planned.channel,
        why=planned.why,
        made_by=by,
        **frame,
    )


def _refuse_unwished_visit(participant: Participant, channel: str, *, field: str = "channel") -> None:
    if channel == Channel.VISIT and participant.visit_wished is not True:
        raise Refused(NO_WISH_FOR_A_VISIT, field=field)


def _settle(row: NextContact, after: str, *, by: User) -> None:
    row.state, row.settled_by, row.settled_at = after, by, timezone.now()
    row.save(update_fields=["state", "settled_by", "settled_at"])


def body_of(user: User, participant: Participant) -> Organisation:
    """The body for which somebody works in this team."""
    members = TeamMember.objects.current().filter(participant=participant, user=user)
    member = members.select_related("organisation").first()
    if member is None:
        raise Refused(ONLY_THE_TEAM)
    return member.organisation


def _frame(participant: Participant, by: User, *, project: Project | None, menu_item: str) -> dict[str, Any]:
    body = body_of(by, participant)
    if project is None:
        return frame_of(body, menu_item, by=by)
    running = Project.objects.running(timezone.localdate()).of_organisation(body)
    if not running.filter(pk=project.pk).exists():
        raise Refused(
            _("この事業は、今日の日付では使えません。ほかの事業を選んでください。"), field="project"
        )
    return {"project": project, "body": body, "menu_item": menu_item}
