"""News of conversations. Nothing of what was written leaves the conversation."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from realtime.models import Conversation, InboxEntry
from realtime.notices import Notice


class TalkWaits(Notice):
    kind = "realtime.talk_waits"
    wish = _("担当している方が、会話に書いたとき")
    readers = "desk"
    title = _("お返事を待っている方がいます")
    text = _("{nickname}さんから、ことばが届いています。")
    route = "portal:desk_talk"


class TalkHandedOver(Notice):
    kind = "realtime.talk_handed_over"
    title = _("会話を引き継ぎました")
    text = _("{nickname}さんへのお返事を頼まれました。ひとことは、会話にあります。")
    route = "portal:desk_talk"


class TalkAnswered(Notice):
    kind = "realtime.talk_answered"
    wish = _("会話に返事が届いたとき")
    readers = "participant"
    title = _("お知らせがあります")
    text = _("支援チームから、お返事が届いています。")
    route = "portal:me_talk"


def tell_of_waiting(conversation: Conversation, to: Iterable[User]) -> None:
    """Once, when the waiting begins."""
    person = conversation.participant
    TalkWaits.send(to, target={"public_id": person.public_id}, nickname=person.nickname)


def tell_of_hand_over(conversation: Conversation, to: User) -> None:
    """Whoever was asked to answer."""
    person = conversation.participant
    TalkHandedOver.send([to], target={"public_id": person.public_id}, nickname=person.nickname)


def tell_of_answer(conversation: Conversation) -> None:
    """The person, once until they look."""
    person = conversation.participant
    if person.user is None:
        return
    news = InboxEntry.objects.of(person.user).unread().filter(kind=TalkAnswered.kind)
    if not news.exists():
        TalkAnswered.send([person.user])
