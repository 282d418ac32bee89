"""What this room knows about a person (see accounts.known)."""

from django.utils.translation import gettext_lazy as _

from accounts.known import Known, Line, register
from casework.models import NextContact, Note

register(
    Known(
        Note,
        key="notes",
        title=_("支援の記録"),
        with_=("author",),
        lines=[
            Line("happened_on", _("日付")),
            Line("channel", _("方法")),
            Line("author", _("書いた人")),
            Line("text", _("記録した文章"), checked=True),
        ],
    ),
    Known(
        NextContact,
        key="next_contacts",
        title=_("次の連絡"),
        with_=("made_by",),
        lines=[
            Line("on", _("いつ")),
            Line("channel", _("方法")),
            Line("state", _("状態")),
            Line("made_by", _("決めた人")),
            Line("why", _("何のために"), checked=True),
        ],
    ),
)
