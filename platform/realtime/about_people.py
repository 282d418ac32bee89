"""What this room knows about a person (see accounts.known)."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.known import Known, Line, register
from accounts.register import RUNNERS, SERVICE, WITH_THE_ACCOUNT, Holding, declare
from realtime.models import InboxEntry
from realtime.notices import words_of


def _said(entry: InboxEntry) -> str:
    title, text, _address = words_of(entry)
    return f"{title} {text}".strip()


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
)
