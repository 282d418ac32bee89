"""Yes to being known as family of somebody, and putting two such yeses together."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Consent, FamilyLink, Participant, User
from accounts.workflow import family_yeses, said_of
from accounts.workflow.families import WHO_LENGTH
from foundation.digits import CleanTextField


class WhoForm(forms.Form):
    """Which relative, in the words of whoever says yes."""

    who = CleanTextField(
        label=_("どなたのことですか"),
        max_length=WHO_LENGTH,
        help_text=_("例：母、むすこ、いもうと。お名前でなくて大丈夫です。"),
        error_messages={"required": _("どなたのことかを書いてください。「母」「むすこ」などで大丈夫です。")},
    )


class YesForm(WhoForm):
    """The same, written down by the team."""

    how = forms.ChoiceField(
        label=_("どのように返事をされましたか"),
        choices=[choice for choice in Consent.How.choices if choice[0] != Consent.How.ONLINE],
        widget=forms.RadioSelect,
    )


class LinkForm(forms.Form):
    """Whose yes belongs to whose: only records that the user accompanies, and only who said yes."""

    mine = forms.ChoiceField(label=_("この方の返事"))
    theirs = forms.ChoiceField(label=_("つなぐ記録"))

    def __init__(self, *args: Any, participant: Participant, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        linked = FamilyLink.objects.in_force()
        free = family_yeses().exclude(link_to_family__in=linked).exclude(link_to_person__in=linked)
        others = Participant.objects.accompanied_by(user).exclude(kind=participant.kind).exclude(user=user)
        known = Q(participant=participant) | Q(participant__in=others)
        rows = list(free.filter(known).select_related("participant"))
        self.yeses = {row.public_id: row for row in rows}
        for name, own in (("mine", True), ("theirs", False)):
            self.fields[name].choices = [  # type: ignore[attr-defined]
                (row.public_id, said_of(row) if own else f"{row.participant.nickname} – {said_of(row)}")
                for row in rows
                if (row.participant_id == participant.pk) is own
            ]

    @property
    def can_link(self) -> bool:
        """Whether there is something to put together."""
        return all(self.fields[name].choices for name in ("mine", "theirs"))  # type: ignore[attr-defined]

    def chosen(self) -> tuple[Consent, Consent]:
        """The two yeses."""
        return self.yeses[self.cleaned_data["mine"]], self.yeses[self.cleaned_data["theirs"]]
