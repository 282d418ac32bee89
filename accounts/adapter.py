"""Our few wishes to allauth."""

import time
from typing import Any

import segno
from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.utils import filter_users_by_email
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import mails, perms, throttle
from foundation.encrypted import cipher

NEEDED_LINKS = ("activate_url", "password_reset_url")
"""Without these links a mail of allauth would be of no use, also where a family reads along."""


class AccountAdapter(DefaultAccountAdapter):
    """Mails of the account pages carry neutral subjects: an inbox can be read by a family."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _(
            "続けて試されたので、少しお休みしています。時間が経ってから、もう一度お試しください。"
            "パスキーや、いつもお使いのブラウザからは、そのままログインできます。"
        ),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts the guess before the password is looked at."""
        account = credentials.get("email") or credentials.get("username") or ""
        user = next(iter(filter_users_by_email(account)), None)
        attempt = throttle.guess_secret(request, account, user)
        if attempt is None:
            raise self.validation_error("too_many_login_attempts")
        self._attempt = attempt

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """A right password uses up nothing."""
        user = super().authenticate(request, **credentials)
        if user is not None:
            self._attempt.was_right()
        return user

    def get_login_stages(self) -> list[str]:
        """allauth's, with our view of who has an address to confirm."""
        ours = {"allauth.account.stages.EmailVerificationStage": "accounts.signing_in.ConfirmedAddressStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def format_email_subject(self, subject: str) -> str:
        """The subject alone, without the name of the site."""
        return subject

    def send_mail(self, template_prefix: str, email: str | None, context: dict[str, Any]) -> None:
        """Nothing where there is no address: many participants have none."""
        if email:
            super().send_mail(template_prefix, email, context)

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """In the words that may be said at this address; without a link only the news that there is some."""
        mail = super().render_mail(template_prefix, email, context, headers)
        link = next((context[name] for name in NEEDED_LINKS if name in context), "")
        words = mails.neutral(mail.to[0], str(mail.subject), str(mail.body), link=link)
        if words is not None:
            mail.subject, mail.body = words
        return mail

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever signed in a moment ago is not asked for the same once more."""
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways that this person has, in our words; staff who have more than a password use that."""
        words = {
            "reauthenticate": _("パスワードで確かめる"),
            "mfa_reauthenticate": _("認証アプリの番号か、控えのコードで確かめる"),
            "mfa_reauthenticate:webauthn": _("パスキーで確かめる"),
        }
        methods = super().get_reauthentication_methods(user)
        if len(methods) > 1 and settings.MFA_REQUIRED and perms.needs_second_factor(user):
            methods = [method for method in methods if method["id"] != "reauthenticate"]
        return [method | {"description": words[method["id"]]} for method in methods]


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are encrypted in the database; what is said is ours."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("この方法は、いまはやめられません。"),
        "cannot_generate_recovery_codes": _("控えのコードは、パスキーか認証アプリを登録したあとに作れます。"),
        "incorrect_code": _("確かめられませんでした。もう一度お試しください。"),
        "unverified_email": _(
            "確認が終わっていないメールアドレスがあります。先に確認するか、消してください。"
        ),
    }

    def encrypt(self, text: str) -> str:
        """With the keys of the encrypted fields."""
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` wrote, with any of the keys."""
        return cipher().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """A code that a camera reads in the dark theme too."""
        return segno.make(url, error="m").svg_inline(scale=4, border=4, light="#fff")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """A name that says no more than the address does: the device shows it to whoever holds it."""
        return super().get_public_key_credential_rp_entity() | {"name": "Ippo"}

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:  # noqa: A002
        """A name to begin with; people write their own."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("パスキー") if number == 1 else gettext("パスキー{number}").format(number=number)
