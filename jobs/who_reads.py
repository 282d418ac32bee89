"""Who reads what this room keeps about a person (see accounts.fields)."""

from django.utils.translation import gettext_lazy as _

from accounts.fields import DESK_RECORD, NOBODY, RECORD, Part, Reader, declare

_WITH_COMPANY = RECORD | {Reader.COMPANY}

declare(
    Part(
        _("「気になる」の仕事"),
        "jobs.Bookmark",
        frozenset({Reader.PERSON}),
        _("見ているだけのもの。だれにも伝わりません。"),
    ),
    Part(
        _("仕事の話の進みぐあい"),
        "jobs.Application",
        _WITH_COMPANY,
        _("いっしょに進めるため。会社が読むのは、紹介されたあとの状態と日時だけです。"),
        (
            "id",
            "public_id",
            "project",
            "body",
            "menu_item",
            "opportunity",
            "participant",
            "state",
            "slot",
            "visit_first",
            "created_at",
            "changed_at",
        ),
    ),
    Part(
        _("提案のことばと、その理由、同意"),
        "jobs.Application",
        RECORD,
        _("ご本人への言葉なので、会社は読みません。"),
    ),
    Part(
        _("仕事の話の経過とひとこと"),
        "jobs.ApplicationMove",
        RECORD,
        _("やめた理由などを、会社に伝えないため。"),
    ),
    Part(_("就労体験"), "jobs.Placement", _WITH_COMPANY, _("安心して当日をむかえるため。")),
    Part(_("就労体験の経過とひとこと"), "jobs.PlacementMove", DESK_RECORD, _("支援チームのためのもの。")),
    Part(_("ふりかえりのリンク"), "jobs.FeedbackLink", NOBODY, _("リンクは、わたすときだけ見えます。")),
    Part(_("ふりかえりの答え"), "jobs.Feedback", DESK_RECORD, _("次の候補を考えるため。")),
)
