"""Settings of one's own: how pages look, which notices come, whether the account stays."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts import perms
from accounts.display import Display
from accounts.models import Preferences, User
from realtime.notices import CATALOGUE


class DisplayForm(forms.Form):
    """Language, theme, size, furigana; works without an account too."""

    language = forms.ChoiceField(
        label=_("言葉"),
        required=False,
        choices=[
            (code, format_html('<span lang="{}">{}</span>', code, name) if code else name)
            for code, name in Preferences.Language.choices
        ],
        widget=forms.RadioSelect,
        help_text=_("メールのリンクやブックマークから開いたとき、この言葉になります。"),
    )
    size = forms.ChoiceField(
        label=_("文字の大きさ"), required=False, choices=Preferences.Size.choices, widget=forms.RadioSelect
    )
    theme = forms.ChoiceField(
        label=_("画面の色"), required=False, choices=Preferences.Theme.choices, widget=forms.RadioSelect
    )
    furigana = forms.BooleanField(
        label=_("よく出る漢字にふりがなをつける"), required=False, help_text=_("日本語の画面につきます。")
    )

    def display(self) -> Display:
        """What was chosen."""
        data = self.cleaned_data
        return Display(data["language"], data["theme"], data["size"], data["furigana"])


class NoticesForm(forms.Form):
    """The notices that may be switched off, those that one can get at all."""

    kinds = forms.MultipleChoiceField(
        label=_("受け取るお知らせ"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = _readers(user)
        self.offered = {
            kind: notice.wish
            for kind, notice in CATALOGUE.items()
            if notice.wish and own & set(notice.readers.split())
        }
        row = Preferences.objects.filter(user=user).first()
        self.muted = set(row.muted) if row else set()
        field = self.fields["kinds"]
        field.choices = list(self.offered.items())  # type: ignore[attr-defined]
        field.initial = [kind for kind in self.offered if kind not in self.muted]

    def unwished(self) -> set[str]:
        """What is switched off from now on; kinds that were not shown stay as they were."""
        return (self.muted - set(self.offered)) | (set(self.offered) - set(self.cleaned_data["kinds"]))


def _readers(user: User) -> set[str]:
    parts = {
        "participant": getattr(user, "participant", None) is not None,
        "desk": perms.is_support_worker(user),
        "office": perms.is_office_manager(user),
        "company": perms.is_company_member(user),
    }
    return {name for name, plays in parts.items() if plays}


class CloseForm(forms.Form):
    """Closing the account; a participant says what becomes of the record, a last one of open work."""

    record = forms.ChoiceField(
        label=_("窓口の記録はどうしますか"),
        choices=[
            ("keep", _("残す（窓口で、これからも相談できます）")),
            ("close", _("残さない（記録への同意も取りやめます）")),
        ],
        widget=forms.RadioSelect,
    )
    work = forms.ChoiceField(
        label=_("公開している仕事はどうしますか"),
        choices=[
            ("rest", _("今日から、すべてお休みにする")),
            ("wait", _("先に同僚を招待する（まだ閉じません）")),
        ],
        widget=forms.RadioSelect,
    )
    sure = forms.BooleanField(label=_("読みました。アカウントを閉じます"))

    def __init__(self, *args: Any, has_record: bool, last_with_work: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_record:
            del self.fields["record"]
        if not last_with_work:
            del self.fields["work"]
