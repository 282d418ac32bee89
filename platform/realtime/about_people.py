"""What this room knows about a person (see accounts.known)."""

from django.db.models import F, Q
from django.utils.translation import gettext as _plain
from django.utils.translation import gettext_lazy as _

from accounts import reads
from accounts.known import Known, Line, register
from accounts.register import (
    DESK,
    NO_PERSON,
    RUNNERS,
    SERVICE,
    TASK,
    WITH_THE_ACCOUNT,
    WITH_THE_RECORD,
    Holding,
    declare,
)
from realtime.models import Conversation, Draft, InboxEntry, Message
from realtime.notices import words_of

TALK = "realtime.talk"

reads.register(TALK, label=_("会話"), sentence=_("{who}が、{day}に会話を読みました。"))


def _said(entry: InboxEntry) -> str:
    title, text, _address = words_of(entry)
    return f"{title} {text}".strip()


def _writer(message: Message) -> str:
    if message.author_id == message.conversation.participant.user_id:
        return _plain("あなた")
    return str(message.author)


register(
    Known(
        InboxEntry,
        key="notices",
        title=_("このサイトのお知らせ"),
        person="recipient__participant",
        # News of a desk before this one is in no copy that this desk hands over.
        only=Q(at__gte=F("recipient__participant__registered_at")),
        lines=[
            Line("at", _("日時")),
            Line("notice", _("お知らせの文章"), _said),
            Line("read_at", _("読んだ日時")),
        ],
    ),
    Known(
        Conversation,
        key="conversations",
        title=_("支援チームとの会話"),
        lines=[
            Line("begun_at", _("始まった日時")),
            Line("moved_at", _("最後に動いた日時")),
            Line("closed_at", _("おわりにした日時")),
        ],
    ),
    Known(
        Message,
        key="messages",
        title=_("会話のことば"),
        person="conversation__participant",
        with_=("author", "conversation__participant"),
        only=~Q(kind=Message.Kind.AUTOMATIC) & ~Q(kind=Message.Kind.NOTE),
        lines=[
            Line("at", _("日時")),
            Line("from", _("だれから"), _writer),
            Line("text", _("文章")),
        ],
    ),
    Known(
        Draft,
        key="drafts",
        title=_("書きかけの返事"),
        person="conversation__participant",
        left_out=_("まだ送られていない、支援員の書きかけです。"),
    ),
)

declare(
    Holding(
        what=_("このサイトのお知らせ"),
        why=_("あなたに関わることが動いたときに、お伝えするため"),
        basis=SERVICE,
        responsible=RUNNERS,
        how_long=WITH_THE_ACCOUNT,
        models=("realtime.InboxEntry",),
    ),
    Holding(
        what=_("支援チームとの会話"),
        why=_("文字でも相談できるようにするため"),
        basis=TASK,
        responsible=DESK,
        how_long=WITH_THE_RECORD,
        models=("realtime.Conversation", "realtime.Message", "realtime.Draft"),
    ),
    Holding(
        what=_("相談の窓口の時間"),
        why=_("だれかが読む時間を、お伝えするため"),
        basis=SERVICE,
        responsible=DESK,
        how_long=NO_PERSON,
        models=("realtime.DeskHours", "realtime.DeskDay"),
        personal=False,
    ),
)
