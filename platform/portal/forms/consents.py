"""What somebody answered when they were asked, how they said it, and the sheet that they signed."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts import scans
from accounts.models import Consent, Organisation

YES, NO = "yes", "no"


class RecipientField(forms.ModelChoiceField):
    """A body, by the name that people know."""

    def label_from_instance(self, obj: Organisation) -> str:
        return obj.name


class RecipientForm(forms.Form):
    """To whom. Asked first, because the words name them."""

    to = RecipientField(
        label=_("どこの団体ですか"),
        queryset=Organisation.objects.none(),
        to_field_name="public_id",
        empty_label=_("えらんでください"),
    )

    def __init__(self, *args: Any, recipients: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organisation.objects.filter(pk__in=[one.pk for one in recipients])
        self.fields["to"].queryset = rows.order_by("kana", "name", "pk")  # type: ignore[attr-defined]


class SheetField(forms.FileField):
    """A signed sheet; what is no PDF, JPEG or PNG is refused whatever it is called."""

    def clean(self, data: Any, initial: Any = None) -> scans.Sheet | None:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        try:
            return scans.read(upload)
        except scans.UnreadableError as problem:
            raise forms.ValidationError(str(problem), code="invalid") from problem


class AnswerForm(forms.Form):
    """The answer as the person gave it to the team."""

    answer = forms.ChoiceField(
        label=_("ご本人の返事"),
        choices=[(YES, _("はい、よいです")), (NO, _("いいえ"))],
        widget=forms.RadioSelect,
    )
    how = forms.ChoiceField(
        label=_("どのように返事をされましたか"),
        choices=[choice for choice in Consent.How.choices if choice[0] != Consent.How.ONLINE],
        widget=forms.RadioSelect,
    )
    sheet = SheetField(
        label=_("署名された書面（あれば）"),
        required=False,
        help_text=_(
            "PDF、JPEG、PNG、8MBまで。マイナンバーカードや番号が写ったものは、入れないでください（画像の中身は、この機械では確かめられません）。"
        ),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("sheet") and (
            data.get("how") not in (None, Consent.How.PAPER) or data.get("answer") == NO
        ):
            self.add_error("sheet", _("書面を入れるときは、返事を「はい」、方法を「書面で」にしてください。"))
        return data
