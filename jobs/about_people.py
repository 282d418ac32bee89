"""What this room knows about a person (see accounts.known)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.known import Known, Line, register
from accounts.register import CONSENT, DESK, NO_PERSON, RUNNERS, TASK, WITH_THE_RECORD, Holding, declare
from jobs.models import (
    Application,
    ApplicationMove,
    Bookmark,
    Feedback,
    FeedbackLink,
    Placement,
    PlacementMove,
)
from jobs.models.feedback import Side

register(
    Known(
        Bookmark,
        key="bookmarks",
        title=_("「気になる」の仕事"),
        with_=("opportunity",),
        lines=[Line("opportunity", _("仕事")), Line("at", _("日時"))],
    ),
    Known(
        Application,
        key="applications",
        title=_("仕事の話の進みぐあい"),
        with_=("opportunity__company", "slot", "proposed_by"),
        lines=[
            Line("opportunity", _("仕事")),
            Line("company", _("会社"), lambda row: row.opportunity.company),
            Line("state", _("状態")),
            Line("slot", _("えらんだ日時")),
            Line("proposed_by", _("提案した人")),
            Line("message", _("提案のことば")),
            Line("visit_first", _("まずは見学だけ")),
            Line("created_at", _("始まった日時")),
            Line("changed_at", _("最後に動いた日時")),
        ],
    ),
    Known(
        ApplicationMove,
        key="application_steps",
        title=_("仕事の話の経過"),
        person="application__participant",
        with_=("application__opportunity", "by"),
        lines=[
            Line("opportunity", _("仕事"), lambda row: row.application.opportunity),
            Line("at", _("日時")),
            Line("by", _("操作した人")),
            Line("after", _("状態"), lambda row: Application.State(row.after)),
            Line("comment", _("ひとこと"), checked=True),
        ],
    ),
    Known(
        Placement,
        key="placements",
        title=_("就労体験"),
        with_=("opportunity__company", "slot", "accompanied_by"),
        lines=[
            Line("opportunity", _("仕事")),
            Line("company", _("会社"), lambda row: row.opportunity.company),
            Line("engagement", _("働き方の種類")),
            Line("state", _("状態")),
            Line("slot", _("えらんだ日時")),
            Line("starts_on", _("始まる日")),
            Line("ends_on", _("終わる日")),
            Line("pay_per_hour", _("時給（円）")),
            Line("meeting", _("集合の場所と時間")),
            Line("insurance", _("保険")),
            Line("accompanied_by", _("一緒に行く人")),
        ],
    ),
    Known(
        PlacementMove,
        key="placement_steps",
        title=_("就労体験の経過"),
        person="placement__participant",
        with_=("placement__opportunity", "by"),
        lines=[
            Line("opportunity", _("仕事"), lambda row: row.placement.opportunity),
            Line("at", _("日時")),
            Line("by", _("操作した人")),
            Line("after", _("状態"), lambda row: Placement.State(row.after)),
            Line("comment", _("ひとこと"), checked=True),
        ],
    ),
    Known(
        FeedbackLink,
        key="feedback_links",
        title=_("ふりかえりのリンク"),
        person="placement__participant",
        left_out=_("リンクそのものは保存していません。使えるかどうかを確かめる印だけがあります。"),
    ),
    Known(
        Feedback,
        key="own_feedback",
        title=_("あなたのふりかえり"),
        person="placement__participant",
        only=Q(side=Side.PARTICIPANT),
        with_=("placement__opportunity",),
        lines=[
            Line("opportunity", _("仕事"), lambda row: row.placement.opportunity),
            Line("went_well", _("よかったこと")),
            Line("was_hard", _("大変だったこと")),
            Line("again", _("またやってみたいですか")),
            Line("at", _("日時")),
        ],
    ),
    Known(
        Feedback,
        key="company_feedback",
        title=_("会社のふりかえり"),
        person="placement__participant",
        only=Q(side=Side.COMPANY),
        with_=("placement__opportunity",),
        lines=[
            Line("opportunity", _("仕事"), lambda row: row.placement.opportunity),
            Line("went_well", _("よかったこと"), checked=True),
            Line("was_hard", _("大変だったこと"), checked=True),
            Line("at", _("日時")),
        ],
    ),
)

declare(
    Holding(
        what=_("「気になる」と印をつけた仕事"),
        why=_("あとで見返せるようにするため。会社には伝わりません。"),
        basis=CONSENT,
        responsible=DESK,
        how_long=_("印をはずすまで、または記録があるあいだ"),
        models=("jobs.Bookmark",),
    ),
    Holding(
        what=_("仕事の提案、お返事、紹介、体験の日と経過"),
        why=_("話を進め、体験を安全に行うため"),
        basis=CONSENT,
        responsible=DESK,
        how_long=WITH_THE_RECORD,
        models=("jobs.Application", "jobs.ApplicationMove", "jobs.Placement", "jobs.PlacementMove"),
    ),
    Holding(
        what=_("体験のふりかえり"),
        why=_("次の体験をよくするため"),
        basis=CONSENT,
        responsible=DESK,
        how_long=_("記録があるあいだ。答えるためのリンクは30日で使えなくなります。"),
        models=("jobs.Feedback", "jobs.FeedbackLink"),
    ),
    Holding(
        what=_("会社の紹介、仕事の内容と日時、確認のやりとり"),
        why=_("安心できる仕事だけをのせるため"),
        basis=TASK,
        responsible=RUNNERS,
        how_long=NO_PERSON,
        models=(
            "jobs.CompanyProfile",
            "jobs.Opportunity",
            "jobs.OpportunityMove",
            "jobs.ReviewComment",
            "jobs.Slot",
            "jobs.Step",
        ),
        personal=False,
    ),
)
