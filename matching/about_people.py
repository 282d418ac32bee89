"""What this room knows about a person (see accounts.known)."""

from django.utils.translation import gettext_lazy as _

from accounts.known import Known, Line, register
from accounts.register import DESK, NO_PERSON, RUNNERS, SERVICE, TASK, WITH_THE_RECORD, Holding, declare
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

declare(
    Holding(
        what=_("あなたに合いそうな仕事の候補と、その理由"),
        why=_("支援員が、あなたに合う仕事を見落とさないため。決めるのは人です。"),
        basis=TASK,
        responsible=DESK,
        how_long=WITH_THE_RECORD,
        models=("matching.Suggestion",),
    ),
    Holding(
        what=_("候補の並べ方の計算（名前は入りません）"),
        why=_("候補の並べ方をよくするため"),
        basis=SERVICE,
        responsible=RUNNERS,
        how_long=NO_PERSON,
        models=("matching.TrainedScorer",),
        personal=False,
    ),
)
