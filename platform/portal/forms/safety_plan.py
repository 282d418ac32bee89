"""A safety plan: four questions, none of which has to be answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import SafetyPlan
from portal.forms.desk_notes import LongTextField, RefusableForm


def _question(label: Any, hint: Any) -> LongTextField:
    return LongTextField(
        label=label, help_text=hint, required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class SafetyPlanForm(RefusableForm):
    """What was written before stands in it."""

    helps = _question(_("楽になること、助けになること"), _("例：音楽を聞く、水を飲む、窓口の人と電話で話す"))
    call = _question(
        _("連絡してほしい人"), _("例：友だちの名前と電話番号。家族には連絡しないでほしい、でも。")
    )
    safe_place = _question(_("安心していられる場所"), _("例：姉の家、図書館、居場所の名前"))
    may_do = _question(
        _("窓口の人にしてほしいこと、しないでほしいこと"),
        _("例：まずショートメールを送ってから電話をする。家には来ないでほしい。"),
    )

    def __init__(self, *args: Any, plan: SafetyPlan | None, **kwargs: Any) -> None:
        before = {name: getattr(plan, name) for name in SafetyPlan.ASKED} if plan else {}
        super().__init__(*args, initial=before, **kwargs)
