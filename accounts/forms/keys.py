"""A key for another system: what it is for, what it may do, for how long."""

import secrets
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import perms
from accounts.models import ApiToken, User
from foundation.digits import CleanTextField

Scope = ApiToken.Scope
USUAL_DAYS = 90


class KeyForm(forms.Form):
    """Only what the account can see is offered; nothing is ticked beforehand."""

    name = CleanTextField(
        label=_("何に使いますか"),
        max_length=60,
        help_text=_("あとで見分けられる名前にします。例：月の集計表"),
    )
    scopes = forms.MultipleChoiceField(
        label=_("この鍵でできること"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("いるものだけを選びます。読むだけで足りるときは、「読む」だけにしてください。"),
        error_messages={"required": _("できることを、一つ以上選んでください。")},
    )
    days = forms.TypedChoiceField(
        label=_("使える期間"),
        coerce=int,
        choices=[(30, _("30日")), (90, _("90日")), (180, _("180日")), (365, _("1年"))],
        widget=forms.RadioSelect,
        initial=USUAL_DAYS,
        help_text=_("期限が来ると、ひとりでに使えなくなります。"),
    )
    form_id = forms.CharField(
        widget=forms.HiddenInput, max_length=60, initial=lambda: secrets.token_urlsafe(16)
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(Scope.choices)
        if not (perms.is_support_worker(user) or user.is_superuser):
            offered = [choice for choice in offered if not choice[0].startswith("people:")]
        self.fields["scopes"].choices = offered  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What `issue_token` takes."""
        data = self.cleaned_data
        lasts = timedelta(days=data["days"])
        return {"name": data["name"], "scopes": data["scopes"], "lasts": lasts, "form_id": data["form_id"]}
