"""Requests about one's record: asking, writing down what was asked, and the office's answer."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.disclosure import LineToRead
from accounts.models import Consent, DataRequest
from calendars.forms import DateField
from portal.forms.desk_notes import LongTextField, RefusableForm

LONGEST = 4000
HOW = [(value, label) for value, label in Consent.How.choices if value != Consent.How.ONLINE]


def _sentence(label: Any, hint: Any = "", *, required: bool = True) -> LongTextField:
    return LongTextField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AskForm(RefusableForm):
    """What the person would like, and as much more as they wish to say."""

    kind = forms.ChoiceField(
        label=_("どれをしてほしいですか"), choices=DataRequest.Kind.choices, widget=forms.RadioSelect
    )
    words = _sentence(
        _("くわしく"),
        _("直してほしいときは、どこを、どう直すか。ほかは、書かなくても大丈夫です。"),
        required=False,
    )


class RecordForm(AskForm):
    """The same, told at the desk: how, and on which day."""

    how = forms.ChoiceField(label=_("申し出のしかた"), choices=[("", _("選んでください")), *HOW])
    asked_on = DateField(
        label=_("申し出の日"), help_text=_("書面のときは、受け取った日。30日は、この日の次の日から数えます。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].label = _("申し出の種類")
        self.fields["words"].label = _("話されたこと")
        self.initial.setdefault("asked_on", timezone.localdate())


class DecisionForm(RefusableForm):
    """The answer; the person reads it as it is."""

    prefix = "answer"
    decision = _sentence(
        _("お返事の文"), _("ご本人がそのまま読みます。お受けできないときは、その理由も書いてください。")
    )


class ExtendForm(RefusableForm):
    """Longer, once, with the reason."""

    prefix = "longer"
    until = DateField(label=_("新しい期限"))
    because = _sentence(_("時間がかかる理由"), _("ご本人がそのまま読みます。"))


class CopyForm(RefusableForm):
    """Which of the lines that others wrote leave the house; all of them have to have been read as they are now."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    because = LongTextField(
        label=_("渡さない理由"),
        help_text=_(
            "渡さない行があるときに書きます。ご本人にも伝わります。だれのことかは書かないでください。"
        ),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, lines: Sequence[LineToRead], give: Collection[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines, self.give = lines, set(give)
        keys = "\n".join(line.key for line in lines)
        self.now = salted_hmac("portal.copy", keys, algorithm="sha256").hexdigest()

    @property
    def rows(self) -> list[tuple[LineToRead, bool]]:
        """Each line and whether it is to leave."""
        return [(line, line.key in self.give) for line in self.lines]

    @property
    def held_back(self) -> list[dict[str, str]]:
        """The lines that stay, by name."""
        return [line.as_dict() for line, leaves in self.rows if not leaves]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("seen") != self.now:
            self.add_error(
                None, _now("読んでいるあいだに、記録が書きたされました。もう一度読んで、選んでください。")
            )
        return found
