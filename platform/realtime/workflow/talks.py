"""Conversations: words are stored first, in one order for everybody, and told afterwards."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Participant, User
from foundation.moves import Refused
from realtime import perms
from realtime.hours import Hours
from realtime.models import Conversation, Draft, InboxEntry, Message
from realtime.models.talks import LONGEST
from realtime.talk_notices import (
    TalkAnswered,
    TalkHandedOver,
    TalkWaits,
    tell_of_answer,
    tell_of_hand_over,
    tell_of_waiting,
)

Kind = Message.Kind
MOST_A_MINUTE = 30
"""Nobody writes so much by hand; who is anxious and sends each half sentence stays well below."""


@transaction.atomic
def talk_with(participant: Participant) -> Conversation:
    """The person's conversation, begun where there is none; of several (two records were joined) the last that moved."""
    row = Participant.objects.select_for_update(of=("self",)).select_related("desk").get(pk=participant.pk)
    found = Conversation.objects.filter(participant=row).order_by("-moved_at", "-pk").first()
    return found or Conversation.objects.create(participant=row, desk=row.desk)


@transaction.atomic
def write(conversation: Conversation, text: str, *, by: User, client_id: UUID) -> Message:
    """Store some words; the same `client_id` of the same writer is stored once, however often it is sent."""
    row = _locked(conversation)
    if sent := row.messages.filter(author=by, client_id=client_id).first():
        return sent
    _refuse_unless_part_of(row, by)
    _refuse_unfit(row, text.strip(), by)
    message = _store(row, by=by, kind=Kind.WORDS, text=text.strip(), client_id=client_id)
    if row.participant.user_id == by.pk:
        _wait(row, message)
    else:
        _answered(row, by)
    return message


@transaction.atomic
def take_talk(conversation: Conversation, *, by: User) -> Conversation:
    """Tell the colleagues that one is answering; whoever says so last is it."""
    row = _at_desk(conversation, by)
    row.answering = by
    row.save(update_fields=["answering"])
    return row


@transaction.atomic
def hand_over_talk(conversation: Conversation, to: User, note: str, *, by: User) -> Conversation:
    """Ask a colleague to answer, with a word that the person does not read."""
    row = _at_desk(conversation, by)
    if to not in perms.answerers(row.participant) or to == by:
        raise Refused(_("その方には、いま引き継げません。"), field="to")
    if not note.strip():
        raise Refused(_("引き継ぐ人に、ひとこと書いてください。"), field="note")
    _store(row, by=by, kind=Kind.NOTE, text=note.strip()[:LONGEST])
    row.answering, row.moved_at = to, timezone.now()
    row.save(update_fields=["answering", "moved_at"])
    tell_of_hand_over(row, to)
    return row


@transaction.atomic
def close_talk(conversation: Conversation, *, by: User) -> Conversation:
    """Set it aside: nothing waits here. The person's next words open it again, and they see no difference."""
    row = _at_desk(conversation, by)
    row.closed_at, row.waiting_since = timezone.now(), None
    row.save(update_fields=["closed_at", "waiting_since"])
    return row


@transaction.atomic
def reopen_talk(conversation: Conversation, *, by: User) -> Conversation:
    """Take it up again, for instance after closing the wrong one; words without an answer wait again."""
    row = _at_desk(conversation, by)
    last = row.messages.filter(kind=Kind.WORDS).order_by("-number").first()
    row.closed_at = None
    if last and last.author_id == row.participant.user_id:
        row.waiting_since = last.at
    row.save(update_fields=["closed_at", "waiting_since"])
    return row


@transaction.atomic
def keep_draft(conversation: Conversation, text: str, *, by: User) -> None:
    """Keep what somebody at the desk began to write; nothing written is nothing kept."""
    row = _at_desk(conversation, by)
    kept: dict[str, Any] = {"conversation": row, "author": by}
    if text.strip():
        Draft.objects.update_or_create(**kept, defaults={"text": text[:LONGEST]})
    else:
        Draft.objects.filter(**kept).delete()


def see_answer(person: User) -> None:
    """The person looked: the next answer is news again."""
    InboxEntry.objects.of(person).unread().filter(kind=TalkAnswered.kind).mark_read()


def see_waiting(participant: Participant, *, by: User) -> None:
    """Somebody at the desk looked: what the inbox said of this conversation is read."""
    kinds = [TalkWaits.kind, TalkHandedOver.kind]
    news = InboxEntry.objects.of(by).unread().filter(kind__in=kinds)
    news.filter(target={"public_id": participant.public_id}).mark_read()


def _locked(conversation: Conversation) -> Conversation:
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("participant__desk", "desk")
    return rows.get(pk=conversation.pk)


def _at_desk(conversation: Conversation, by: User) -> Conversation:
    row = _locked(conversation)
    if not perms.can_answer(by, row.participant):
        raise Refused(_("お返事できるのは、この方の支援チームです。"))
    return row


def _refuse_unless_part_of(row: Conversation, by: User) -> None:
    person = row.participant
    if person.has_ended:
        raise Refused(_("この窓口は、ここまでで終了しています。"))
    if person.user_id == by.pk:
        return
    if not perms.can_answer(by, person):
        raise Refused(_("お返事できるのは、この方の支援チームです。"))
    if person.user_id is None:
        raise Refused(
            _("この方はログインされないので、ここでは届きません。連絡先のページの方法でお伝えください。")
        )


def _refuse_unfit(row: Conversation, text: str, by: User) -> None:
    if not text:
        raise Refused(_("何か書いてから送ってください。"), field="text")
    if len(text) > LONGEST:
        raise Refused(
            _("一度に送れるのは{most}文字までです。いまは{n}文字です。分けて送ってください。").format(
                most=LONGEST, n=len(text)
            ),
            field="text",
        )
    lately = row.messages.filter(author=by, at__gt=timezone.now() - timedelta(minutes=1))
    if lately.count() >= MOST_A_MINUTE:
        raise Refused(
            _("たくさん届いています。ぜんぶ残っていますので、1分ほど待って、続きを送ってください。")
        )


def _store(row: Conversation, *, by: User | None, kind: str, **said: Any) -> Message:
    last = row.messages.aggregate(Max("number"))["number__max"] or 0
    return Message.objects.create(conversation=row, number=last + 1, author=by, kind=kind, **said)


def _wait(row: Conversation, message: Message) -> None:
    """The person wrote: the team hears of it once, and outside the hours the person reads when somebody will read."""
    begins = row.waiting_since is None
    row.waiting_since = row.waiting_since or message.at
    row.closed_at, row.moved_at = None, message.at
    row.save(update_fields=["waiting_since", "closed_at", "moved_at"])
    hours = Hours.of(row.desk)
    if not hours.open_at(message.at) and not _said_automatically(row):
        reads_from = hours.reads_from(message.at)
        _store(row, by=None, kind=Kind.AUTOMATIC, read_from=reads_from)
    if begins:
        tell_of_waiting(row, perms.answerers(row.participant))


def _said_automatically(row: Conversation) -> bool:
    """Whether the person was told already, since somebody answered last, and that time has not come yet."""
    last = row.messages.exclude(kind=Kind.NOTE).filter(kind=Kind.AUTOMATIC).order_by("-number").first()
    if last is None:
        return False
    answered = row.messages.filter(kind=Kind.WORDS, number__gt=last.number)
    if answered.exclude(author=row.participant.user_id).exists():
        return False
    return last.read_from is None or last.read_from > timezone.now()


def _answered(row: Conversation, by: User) -> None:
    row.waiting_since, row.closed_at, row.answering, row.moved_at = None, None, by, timezone.now()
    row.save(update_fields=["waiting_since", "closed_at", "answering", "moved_at"])
    Draft.objects.filter(conversation=row, author=by).delete()
    tell_of_answer(row)
