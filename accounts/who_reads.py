"""Who reads what this room keeps about a person (see accounts.fields)."""

from django.utils.translation import gettext_lazy as _

from accounts.fields import DESK_RECORD, NOBODY, PARTICIPANT, RECORD, TEAM, Part, Reader, declare

_IN_NEED = frozenset({Reader.GLASS, Reader.CALLED})
_WITHOUT_PEERS = frozenset({Reader.PERSON, Reader.WORKER, Reader.MANAGER})

declare(
    Part(
        _("ニックネーム"),
        PARTICIPANT,
        RECORD | _IN_NEED | {Reader.DESK, Reader.MUNICIPALITY},
        _("だれのことかを話すため。会社が読むのは、ご本人が選んだときの名前です。"),
        ("nickname",),
    ),
    Part(
        _("氏名とかな"),
        PARTICIPANT,
        _WITHOUT_PEERS | _IN_NEED | {Reader.DESK},
        _("窓口で同じ方をさがし、危ないときに確かめるため。ピアサポーターは、呼ばれたい名前でつきあいます。"),
        ("family_name", "given_name", "family_kana", "given_kana"),
    ),
    Part(
        _("生年月日と性別"),
        PARTICIPANT,
        _WITHOUT_PEERS | {Reader.GLASS},
        _("手続きと人数の集計に使うのは、支援員と窓口だけです。"),
        ("birth_date", "birth_year", "birth_not_told", "sex"),
    ),
    Part(
        _("市町村"),
        PARTICIPANT,
        RECORD | _IN_NEED | {Reader.DESK},
        _("近い仕事や居場所をさがすため。"),
        ("municipality",),
    ),
    Part(
        _("住所と電話番号"),
        PARTICIPANT,
        _WITHOUT_PEERS | _IN_NEED,
        _("ご連絡するのは支援員です。待てないときは、呼ばれた人も読みます。"),
        ("postcode", "address", "telephone"),
    ),
    Part(
        _("メールアドレス"),
        PARTICIPANT,
        _WITHOUT_PEERS | {Reader.GLASS},
        _("ご連絡するのは支援員です。"),
        ("email",),
    ),
    Part(
        _("連絡の希望"),
        PARTICIPANT,
        RECORD | _IN_NEED,
        _("だれが連絡するときも、ご希望を守るため。"),
        (
            "channel",
            "contact_hours",
            "not_until",
            "never_telephone",
            "neutral_sender",
            "visit_wished",
            "address_shared",
            "telephone_shared",
            "email_shared",
        ),
    ),
    Part(
        _("登録の日、窓口、しくみの中の番号"),
        PARTICIPANT,
        RECORD | _IN_NEED | {Reader.DESK},
        _("記録がどこにあるかを知るため。閲覧の記録での仮の番号は、だれの画面にも出ません。"),
    ),
    Part(
        _("いまの希望、できること、助かること"),
        "accounts.Wishes",
        RECORD | {Reader.GLASS, Reader.COMPANY},
        _("いっしょに考えるため。会社が読むのは、ご本人が選んだ行だけです。"),
    ),
    Part(
        _("支援チームの人"),
        "accounts.TeamMember",
        RECORD | {Reader.GLASS},
        _("だれに聞けばよいかを知るため。"),
        ("id", "participant", "user", "organisation", "joined_at", "left_at"),
    ),
    Part(
        _("チームに加わった理由、離れた理由、引き継ぎ"),
        "accounts.TeamMember",
        DESK_RECORD | {Reader.GLASS},
        _("引き継ぎのため。"),
    ),
    Part(_("同意と、その取りやめ"), "accounts.Consent", RECORD, _("同意のないことをしないため。")),
    Part(_("署名された書面"), "accounts.ConsentScan", RECORD, _("同意を確かめるため。")),
    Part(
        _("ご家族とのつながり"),
        "accounts.FamilyLink",
        RECORD,
        _("お二人の同意がそろったあいだだけ。支援員が読むのは、お二人とも担当しているときです。"),
    ),
    Part(
        _("ほかの窓口に変えたこと"),
        "accounts.DeskChange",
        frozenset({Reader.PERSON}),
        _(
            "新しい窓口は、ご本人がよいと言ったときだけ、前の記録の写しを読みます。前の窓口は、行き先を知りません。"
        ),
    ),
    Part(
        _("会いたくない会社と、そのほかの人"),
        "accounts.NeverMeet",
        TEAM | {Reader.PERSON},
        _("会わずにすむようにするため。名前のあがった人には、いることも分かりません。"),
    ),
    Part(
        _("会いたくない窓口の人"),
        "accounts.NeverMeet",
        frozenset({Reader.PERSON}),
        _("ご本人と、書きとめた人だけが読みます。"),
        ("person",),
    ),
    Part(
        _("だれが、いつ、何を見たか"),
        "accounts.RecordAccess",
        RECORD | {Reader.MUNICIPALITY},
        _("ご本人が確かめるため。市町村は、理由を書いて開かれたあいだのものだけを確かめます。"),
    ),
    Part(
        _("理由を書いて開いた、その理由と確認の結果"),
        "accounts.BreakGlass",
        DESK_RECORD | {Reader.MUNICIPALITY},
        _("あとで確かめ、チームで話すため。ご本人は、だれがいつ開いたかを読みます。"),
    ),
    Part(
        _("安全のための計画"),
        "accounts.SafetyPlan",
        RECORD | _IN_NEED,
        _("ご本人が決めておいたとおりにするため。"),
    ),
    Part(
        _("待てない知らせと、その結果"),
        "accounts.Alarm",
        frozenset({Reader.MANAGER, Reader.CALLED}),
        _("すぐに動く人だけのもの。知らせた人は、受けられたことだけを読みます。"),
    ),
    Part(
        _("待てない知らせの経過"),
        "accounts.AlarmMove",
        frozenset({Reader.MANAGER, Reader.CALLED}),
        _("だれが受けたかを確かめるため。"),
    ),
    Part(
        _("開示・訂正・利用停止の申し出と、その答え"),
        "accounts.DataRequest",
        RECORD,
        _("お答えするため。ご本人がご自分の画面から申し出たものを、チームは読みません。"),
    ),
    Part(_("申し出の経過"), "accounts.DataRequestMove", RECORD, _("お答えするため。")),
    Part(
        _("わたした写しのこと"),
        "accounts.CopyHandedOver",
        frozenset({Reader.MANAGER}),
        _("何をわたしたかを確かめるため。"),
    ),
    Part(
        _("名簿から取りこんだこと"), "accounts.ImportedPerson", NOBODY, _("二重に登録しないためだけのもの。")
    ),
    Part(
        _("二つの記録をひとつにしたこと"),
        "accounts.Joining",
        frozenset({Reader.WORKER, Reader.MANAGER}),
        _("まちがえたときに戻すため。"),
    ),
    Part(
        _("別の方だと確かめたこと"),
        "accounts.NotTheSame",
        frozenset({Reader.WORKER, Reader.MANAGER}),
        _("同じことを二度聞かないため。"),
    ),
    Part(
        _("入るためのコードをわたしたこと"),
        "accounts.EntryCode",
        TEAM | {Reader.PERSON},
        _("新しいコードをわたすため。コードそのものは、だれにも読めません。"),
    ),
    *(
        Part(what, model, frozenset({Reader.PERSON}), _("ログインは、ご本人だけのものです。"))
        for what, model in (
            (_("ログインのためのメールアドレス"), "account.EmailAddress"),
            (_("メールアドレスの確認"), "account.EmailConfirmation"),
            (_("パスキーなど、二つめの確認"), "mfa.Authenticator"),
            (_("ログインに使ったブラウザ"), "accounts.Browser"),
            (_("見やすさとお知らせの希望"), "accounts.Preferences"),
            (_("アカウントを閉じたいという申し出"), "accounts.AccountClosing"),
        )
    ),
)
