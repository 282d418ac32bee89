"""What is kept because somebody signs in, as part of the copy of their record (see accounts.known)."""

from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from accounts.known import Known, Line, register
from accounts.models import AccountClosing, Browser, Preferences


def _name_of(authenticator: Authenticator) -> Any:
    """The name that somebody gave a passkey; the key itself is no information about them."""
    return authenticator.data.get("name", "")


register(
    Known(
        EmailAddress,
        key="email_addresses",
        title=_("ログインのためのメールアドレス"),
        person="user__participant",
        lines=[
            Line("email", _("メールアドレス")),
            Line("verified", _("確かめました")),
            Line("primary", _("おもに使う")),
        ],
        joins=False,
    ),
    Known(
        EmailConfirmation,
        key="email_confirmations",
        title=_("メールアドレスを確かめるためのリンク"),
        person="email_address__user__participant",
        lines=[Line("created", _("作った日時")), Line("sent", _("送った日時"))],
        joins=False,
    ),
    Known(
        Authenticator,
        key="sign_in_keys",
        title=_("パスキー、認証アプリ、控えのコード"),
        person="user__participant",
        lines=[
            Line("type", _("種類")),
            Line("name", _("つけた名前"), _name_of),
            Line("created_at", _("加えた日時")),
            Line("last_used_at", _("最後に使った日時")),
        ],
        joins=False,
    ),
    Known(
        Browser,
        key="browsers",
        title=_("ログインに使ったブラウザ"),
        person="user__participant",
        lines=[
            Line("family", _("ブラウザ")),
            Line("system", _("機器")),
            Line("network", _("ネットワーク（末尾を除く）")),
            Line("first_seen_at", _("はじめて使った日時")),
            Line("last_seen_at", _("最後に使った日時")),
        ],
        joins=False,
    ),
    Known(
        Preferences,
        key="preferences",
        title=_("表示とお知らせの希望"),
        person="user__participant",
        lines=[
            Line("language", _("言葉")),
            Line("theme", _("画面の色")),
            Line("size", _("文字の大きさ")),
            Line("furigana", _("ふりがな")),
            Line("muted", _("止めたお知らせ")),
        ],
        joins=False,
    ),
    Known(
        AccountClosing,
        key="account_closing",
        title=_("アカウントを閉じる申し出"),
        person="user__participant",
        lines=[
            Line("asked_at", _("申し出た日時")),
            Line("due_at", _("閉じる日時")),
            Line("keep_record", _("窓口の記録は残す")),
            Line("done_at", _("閉じた日時")),
        ],
        joins=False,
    ),
)
