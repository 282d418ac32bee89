"""What this room knows about a person (see accounts.known)."""

from django.utils.translation import gettext_lazy as _

from accounts.known import Known, Line, register
from matching.models import Suggestion

register(
    Known(
        Suggestion,
        key="suggestions",
        title=_("仕事の候補"),
        with_=("opportunity", "shown_to"),
        lines=[
            Line("opportunity", _("仕事")),
            Line("state", _("状態")),
            Line("shown_at", _("示した日時")),
            Line("shown_to", _("見た支援員")),
            Line("version", _("計算のしかたの版")),
            Line("probability", _("「はい」と答える見込みの計算"), checked=True),
            Line("because", _("外した理由"), checked=True),
            Line("remark", _("ひとこと"), checked=True),
        ],
    ),
)
