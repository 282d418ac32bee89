"""What this room knows about a person (see accounts.known)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import reads
from accounts.known import Known, Line, register
from accounts.models import (
    Consent,
    EntryCode,
    ImportedPerson,
    Joining,
    NeverMeet,
    NotTheSame,
    Participant,
    RecordAccess,
    TeamMember,
    Wishes,
)

register(
    Known(
        Participant,
        key="person",
        title=_("あなたについて"),
        person="pk",
        with_=("municipality", "desk"),
        lines=[
            Line("nickname", _("ニックネーム")),
            Line("family_name", _("氏")),
            Line("given_name", _("名")),
            Line("family_kana", _("氏（かな）")),
            Line("given_kana", _("名（かな）")),
            Line("birth_date", _("生年月日")),
            Line("birth_year", _("生まれた年（西暦）")),
            Line("birth_not_told", _("生年月日は言わない")),
            Line("sex", _("性別")),
            Line("municipality", _("お住まいの市町村")),
            Line("desk", _("相談先の窓口")),
            Line("postcode", _("郵便番号")),
            Line("address", _("住所")),
            Line("telephone", _("電話番号")),
            Line("email", _("メールアドレス")),
            Line("channel", _("連絡の方法")),
            Line("contact_hours", _("連絡してよい時間")),
            Line("not_until", _("この日までは連絡しない")),
            Line("never_telephone", _("電話はしないでほしい")),
            Line("neutral_sender", _("差出人を目立たない名前にしてほしい")),
            Line("visit_wished", _("家への訪問を希望する")),
            Line("registered_at", _("登録した日時")),
            Line("taken_on_at", _("担当が決まった日時")),
        ],
        joins=False,
    ),
    Known(
        Wishes,
        key="wishes",
        title=_("いまの希望とできること"),
        lines=[Line(name, Wishes._meta.get_field(name).verbose_name) for name in Wishes.ASKED]  # type: ignore[union-attr]
        + [
            Line("no_introductions", _("いまは会社に紹介しないでほしい")),
            Line("updated_at", _("書きかえた日時")),
        ],
        joins=False,
    ),
    Known(
        TeamMember,
        key="team",
        title=_("支援チームの人"),
        with_=("user", "organisation"),
        lines=[
            Line("user", _("お名前")),
            Line("organisation", _("所属")),
            Line("joined_at", _("加わった日時")),
            Line("left_at", _("離れた日時")),
        ],
    ),
    Known(
        Consent,
        key="consents",
        title=_("同意したこと"),
        with_=("recipient", "recorded_by"),
        lines=[
            Line("purpose", _("目的")),
            Line("recipient", _("伝える相手")),
            Line("words", _("説明した文章")),
            Line("lines", _("見せる項目")),
            Line("how", _("同意のしかた")),
            Line("recorded_by", _("記録した人")),
            Line("given_at", _("同意した日時")),
            Line("withdrawn_at", _("取りやめた日時")),
        ],
    ),
    Known(
        NeverMeet,
        key="never_meet",
        title=_("会いたくない会社や人"),
        only=Q(person__isnull=True),
        with_=("company",),
        lines=[
            Line("named", _("会社・人")),
            Line("recorded_at", _("記録した日時")),
            Line("ended_at", _("取り消した日時")),
        ],
    ),
    # A copy is read at the desk before it is handed over: whom somebody there was named by stays out of it.
    Known(
        NeverMeet,
        key="never_meet_staff",
        title=_("会いたくない窓口の人"),
        only=Q(person__isnull=False),
        left_out=_("窓口の人に見えないように、ここには書きません。あなたの画面で、いつでも確かめられます。"),
    ),
    Known(
        RecordAccess,
        key="reads",
        title=_("あなたの記録を見た人"),
        person="participant__pk",  # the log knows people by log_id
        with_=("user", "organisation"),
        lines=[
            Line("at", _("日時")),
            Line("user", _("見た人")),
            Line("organisation", _("所属")),
            Line("what", _("見たもの"), read=lambda row: reads.label_of(row.what)),
        ],
        joins=False,
    ),
    Known(
        ImportedPerson,
        key="imports",
        title=_("名簿から取りこんだときの内容"),
        with_=("desk", "imported_by"),
        lines=[
            Line("desk", _("窓口")),
            Line("imported_by", _("取りこんだ人")),
            Line("imported_at", _("取りこんだ日時")),
            Line("told", _("名簿に書かれていたこと")),
        ],
    ),
    Known(
        Joining,
        key="joinings",
        title=_("ひとつにした記録"),
        person="kept",
        with_=("other", "joined_by"),
        lines=[
            Line("other", _("つなげた記録")),
            Line("joined_by", _("つなげた人")),
            Line("joined_at", _("つなげた日時")),
            Line("undone_at", _("戻した日時")),
        ],
        joins=False,
    ),
    Known(
        NotTheSame,
        key="two_people",
        title=_("別の方と確かめた記録"),
        person="first",
        left_out=_("ほかの方のことが書いてあるので、お渡ししていません。"),
        joins=False,
    ),
    Known(
        EntryCode,
        key="entry_codes",
        title=_("受け取ったコード"),
        with_=("issued_by",),
        lines=[
            Line("issued_at", _("わたした日時")),
            Line("issued_by", _("わたした人")),
            Line("first_used_at", _("はじめて使われた日時")),
            Line("last_used_at", _("最後に使われた日時")),
            Line("revoked_at", _("使えなくなった日時")),
        ],
    ),
)
