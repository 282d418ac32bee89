"""What this room knows about a person's safety: their plan, and words that could not wait (see accounts.known)."""

from django.utils.translation import gettext_lazy as _

from accounts.known import Known, Line, register
from accounts.models import Alarm, AlarmMove, SafetyPlan

register(
    Known(
        SafetyPlan,
        key="safety_plans",
        title=_("安全のための計画"),
        with_=("written_by",),
        lines=[
            Line("helps", _("楽になること、助けになること")),
            Line("call", _("連絡してほしい人")),
            Line("safe_place", _("安心していられる場所")),
            Line("may_do", _("窓口の人にしてほしいこと、しないでほしいこと")),
            Line("written_by", _("書いた人")),
            Line("written_at", _("書いた日時")),
        ],
    ),
    Known(
        Alarm,
        key="alarms",
        title=_("待てない知らせ"),
        with_=("desk",),
        lines=[
            Line("raised_at", _("知らせがあった日時")),
            Line("desk", _("知らせを受けた窓口")),
            Line("kind", _("種類"), checked=True),
            Line("words", _("知らせた人が書いたこと"), checked=True),
            Line("outcome", _("結果"), checked=True),
            Line("closed_at", _("結果を記録した日時")),
        ],
    ),
    Known(
        AlarmMove,
        key="alarm_moves",
        title=_("待てない知らせの動き"),
        person="alarm__participant",
        lines=[
            Line("at", _("日時")),
            Line("after", _("状態")),
            Line("comment", _("ひとこと"), checked=True),
        ],
    ),
)
