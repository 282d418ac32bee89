"""allauth's forms for passkeys and numbers, in our words; nonsense in them is a form error."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import throttle
from foundation.digits import CleanTextField, plain_digits

_LONGEST, _DEEPEST = 20_000, 50
# What parsers say of a credential that no browser made.
_NONSENSE = (ArithmeticError, AttributeError, InvalidSignature, LookupError, TypeError, ValueError)


@contextmanager
def _nonsense_is_refused() -> Iterator[None]:
    try:
        yield
    except _NONSENSE as error:
        raise get_adapter().validation_error("incorrect_code") from error


class CodeField(CleanTextField):
    """A number from an app or from paper; full-width digits, spaces and dashes are read."""

    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)

    def to_python(self, value: Any) -> str:
        return plain_digits(super().to_python(value)).replace(" ", "").replace("-", "")


class CredentialField(forms.JSONField):
    """What the browser answered, written by passkeys.js."""

    default_error_messages = {
        "required": _("パスキーのボタンを押して、この機器で確かめてください。"),
        "invalid": _("確かめられませんでした。もう一度お試しください。"),
    }
    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """An object; how deep it is nested is looked at before Python's parser goes down there."""
        if len(str(value)) > _LONGEST or str(value).count("[") + str(value).count("{") > _DEEPEST:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        read = super().to_python(value)
        if isinstance(read, dict) or read in self.empty_values:
            return read
        raise forms.ValidationError(self.error_messages["invalid"], code="invalid")

    def bound_data(self, data: Any, initial: Any) -> None:
        """An answer is good for one question: the form that comes back holds none."""


def _either_code() -> CodeField:
    return CodeField(
        label=_("番号"),
        help_text=_("認証アプリに出た6けたの番号です。アプリが使えないときは、控えのコードを書きます。"),
    )


class _CountsGuesses(base.BaseAuthenticateForm):
    code = _either_code()

    def clean_code(self) -> str:
        attempt = throttle.guess_number(context.request, self.user)
        if attempt is None:
            raise get_account_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()
        attempt.was_right()
        return code


class AuthenticateForm(_CountsGuesses, base.AuthenticateForm):
    """The second step of a log-in, by number."""


class ReauthenticateForm(_CountsGuesses, base.ReauthenticateForm):
    """Once more before something important, by number."""


class ActivateTOTPForm(totp.ActivateTOTPForm):
    """The first number of a new app proves that it works."""

    code = CodeField(label=_("アプリに出た6けたの番号"))


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    """A new passkey; each of ours can sign in alone."""

    name = CleanTextField(
        label=_("このパスキーの名前"),
        max_length=60,
        required=False,
        help_text=_("あとで見分けるための名前です。例：携帯電話"),
    )
    credential = CredentialField()
    passwordless = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)

    def clean_passwordless(self) -> bool:
        """Whatever was sent."""
        return True

    def clean(self) -> dict[str, Any]:
        with _nonsense_is_refused():
            return super().clean()


class EditPasskeyForm(webauthn.EditWebAuthnForm):
    name = CleanTextField(label=_("このパスキーの名前"), max_length=60)


class _ReadsCredential(webauthn.AuthenticateWebAuthnForm):
    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        with _nonsense_is_refused():
            return super().clean_credential()


class AuthenticateByPasskeyForm(_ReadsCredential):
    """The second step of a log-in, by passkey."""


class ReauthenticateByPasskeyForm(_ReadsCredential, webauthn.ReauthenticateWebAuthnForm):
    """Once more before something important, by passkey."""


class LoginByPasskeyForm(_ReadsCredential, webauthn.LoginWebAuthnForm):
    """A log-in by passkey alone."""
