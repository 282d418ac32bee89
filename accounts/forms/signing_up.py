"""Signing up: for oneself, or for a company."""

from typing import Any

from allauth.account.forms import BaseSignupForm, SignupForm
from allauth.socialaccount.forms import SignupForm as SocialSignupForm
from django import forms
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import workflow
from accounts.models import Organisation, User
from accounts.passwords import refuse_words
from foundation.digits import CleanTextField
from municipalities.models import Municipality

EMAIL_LENGTH = 254


class _Together(BaseSignupForm):
    """The account and what it is for are stored together or not at all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # allauth would cut a longer address short and write to somebody else.
        self.fields["email"].validators.append(MaxLengthValidator(EMAIL_LENGTH))
        if "password1" in self.fields:  # not after a log-in through somebody else
            self.fields["password1"].help_text = _(
                "10文字以上で。好きな言葉をいくつか続けると、覚えやすく、人には当てられにくくなります。"
            )

    def clean(self) -> dict[str, Any] | None:
        cleaned: dict[str, Any] = super().clean()
        names = [cleaned.get(field, "") for field in ("nickname", "company", "name")]
        try:
            refuse_words(cleaned.get("password1", ""), names)
        except forms.ValidationError as problem:
            self.add_error("password1", problem)
        return cleaned

    def save(self, request: HttpRequest) -> User:
        with transaction.atomic():
            return super().save(request)


class DeskField(forms.ModelChoiceField):
    """A municipality's desk, by the town's name in the reader's language."""

    def label_from_instance(self, obj: Organisation) -> str:
        return obj.display_name


class TownField(forms.ModelChoiceField):
    """A town, by its name in the reader's language."""

    def label_from_instance(self, obj: Municipality) -> str:
        return obj.display_name


class _ForOneself(forms.Form):
    """「自分のために」: a nickname and a town are enough."""

    nickname = CleanTextField(
        label=_("ニックネーム"),
        max_length=40,
        help_text=_("本名でなくて大丈夫です。あとから変えられます。"),
    )
    desk = DeskField(
        label=_("相談したいまち"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        empty_label=_("えらんでください"),
        help_text=_("住んでいるまちでなくても大丈夫です。話しやすいところを選んでください。"),
    )
    field_order = ["nickname", "desk", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        municipal = Organisation.objects.desks().filter(kind=Organisation.Kind.MUNICIPALITY)
        self.fields["desk"].queryset = municipal.select_related("municipality").order_by("municipality")  # type: ignore[attr-defined]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account exists."""
        workflow.sign_up_for_oneself(
            user, desk=self.cleaned_data["desk"], nickname=self.cleaned_data["nickname"]
        )


class _ForCompany(forms.Form):
    """「会社として」: the municipality answers before anything can be offered."""

    name = CleanTextField(label=_("担当の方のお名前"), max_length=100)
    company = CleanTextField(label=_("会社・お店・団体の名前"), max_length=120)
    municipality = TownField(
        label=_("会社のある市町村"),
        queryset=Municipality.objects.none(),
        empty_label=_("えらんでください"),
        help_text=_("登録の確認は、この市町村の担当が行います。"),
    )
    field_order = ["company", "municipality", "name", "email", "password1"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prefectures = Organisation.objects.filter(kind=Organisation.Kind.PREFECTURE).values("prefecture")
        towns = Municipality.objects.bodies().filter(prefecture__in=prefectures)
        self.fields["municipality"].queryset = towns  # type: ignore[attr-defined]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth once the account exists."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
        workflow.sign_up_for_company(
            user, name=self.cleaned_data["company"], municipality=self.cleaned_data["municipality"]
        )


class SelfSignupForm(_ForOneself, _Together, SignupForm):
    """With an address and a password."""


class CompanySignupForm(_ForCompany, _Together, SignupForm):
    """With an address and a password."""


class SocialSelfSignupForm(_ForOneself, _Together, SocialSignupForm):
    """After the first log-in through somebody else (LINE, a municipality): no password is needed."""


class SocialCompanySignupForm(_ForCompany, _Together, SocialSignupForm):
    """The same for a company."""
