"""What this room knows about a person (see accounts.known)."""

from django.utils.translation import gettext_lazy as _

from accounts.known import Known, Line, register
from accounts.register import DESK, TASK, WITH_THE_RECORD, Holding, declare
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

declare(
    Holding(
        what=_("相談や連絡の記録、次にいつ連絡するか"),
        why=_("同じことを何度も聞かず、約束した連絡を忘れないため"),
        basis=TASK,
        responsible=DESK,
        how_long=WITH_THE_RECORD,
        models=("casework.Note", "casework.NextContact"),
    ),
)
