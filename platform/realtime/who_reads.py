"""Who reads what this room keeps about a person (see accounts.fields)."""

from django.utils.translation import gettext_lazy as _

from accounts.fields import NOBODY, RECORD, Part, Reader, declare

declare(
    Part(
        _("届いたお知らせ"), "realtime.InboxEntry", frozenset({Reader.PERSON}), _("届いた人だけのものです。")
    ),
    Part(
        _("会話がいつ動いたか、だれが返事をするか"),
        "realtime.Conversation",
        RECORD,
        _("返事を忘れないため。"),
    ),
    Part(
        _("会話のことば"),
        "realtime.Message",
        RECORD,
        _("ご本人と支援チームのやりとりなので。担当が決まるまでは、窓口の支援員も読んでお返事します。"),
        ("id", "public_id", "conversation", "number", "author", "read_from", "client_id", "at"),
    ),
    Part(
        _("会話の文章（チームの中のひとことは、ご本人には出ません）"),
        "realtime.Message",
        RECORD,
        _("ご本人と支援チームのやりとりなので。"),
    ),
    Part(_("書きかけの返事"), "realtime.Draft", NOBODY, _("書いている人だけが見ます。")),
)
