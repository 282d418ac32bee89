"""Proposing, recording an answer, preparing an experience."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Consent, Organisation, Participant, TeamMember, User
from foundation.digits import CleanTextField
from jobs.disclosure import lines_of
from jobs.models import Application, Opportunity, Placement, Slot
from jobs.models.feedback import Side
from matching.models import Suggestion
from portal.forms.desk_notes import RefusableForm


def slots_ahead(opportunity: Opportunity) -> QuerySet[Slot]:
    """Dates of an opportunity that can still be chosen."""
    return opportunity.slots.filter(starts_at__gt=timezone.now())


class SlotField(forms.ModelChoiceField):
    """One of the dates ahead, in words."""

    def label_from_instance(self, obj: Slot) -> str:
        from calendars.formats import date_and_time

        return date_and_time(timezone.localtime(obj.starts_at))


class ProposeForm(RefusableForm):
    """A support worker's own words come first; the reasons go along."""

    message = CleanTextField(
        label=_("ご本人へのことば"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("なぜこの方を思い浮かべたか。ご本人が、いちばん先に読みます。"),
    )
    slot = SlotField(
        label=_("日時"), queryset=Slot.objects.none(), to_field_name="public_id", required=False,
        empty_label=_("ご本人が選ぶ"),
    )  # fmt: skip

    def __init__(self, *args: Any, opportunity: Opportunity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if opportunity.timing == Opportunity.Timing.SLOTS:
            self.fields["slot"].queryset = slots_ahead(opportunity)  # type: ignore[attr-defined]
        else:
            del self.fields["slot"]

    def about(self) -> dict[str, Any]:
        """Message and date as the verbs take them."""
        return {"message": self.cleaned_data["message"], "slot": self.cleaned_data.get("slot")}


class SetAsideForm(RefusableForm):
    """Not for this person now, and why: the next suggestions learn nothing false from it."""

    because = forms.ChoiceField(
        label=_("外す理由"), choices=Suggestion.Because.choices, widget=forms.RadioSelect
    )
    remark = CleanTextField(label=_("ひとこと"), max_length=300, required=False)


class YesForm(RefusableForm):
    """The participant's yes, recorded by the support worker: how it was said, and to which lines."""

    HOW = [choice for choice in Consent.How.choices if choice[0] != Consent.How.ONLINE]

    how = forms.ChoiceField(label=_("どのように返事をもらいましたか"), choices=HOW, widget=forms.RadioSelect)
    lines = forms.MultipleChoiceField(
        label=_("会社に伝えてよい、と言われた項目"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("ひとつずつ、ご本人に確かめてください。選ばないものは伝わりません。"),
    )
    slot = SlotField(
        label=_("日時"), queryset=Slot.objects.none(), to_field_name="public_id", required=False,
        empty_label=_("会社と相談する"),
    )  # fmt: skip
    visit_first = forms.BooleanField(label=_("まずは見学だけ"), required=False)

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = lines_of(application.participant)
        self.fields["lines"].choices = [  # type: ignore[attr-defined]
            (line.key, f"{line.label}：{line.value}") for line in found
        ]
        if application.opportunity.timing == Opportunity.Timing.SLOTS:
            self.fields["slot"].queryset = slots_ahead(application.opportunity)  # type: ignore[attr-defined]
            self.fields["slot"].initial = application.slot
        else:
            del self.fields["slot"]

    def answer(self) -> dict[str, Any]:
        """The yes as the verb takes it."""
        data = self.cleaned_data
        return {
            "how": data["how"],
            "lines": data["lines"],
            "slot": data.get("slot"),
            "visit_first": data["visit_first"],
        }


class CommentForm(RefusableForm):
    """An optional word that only staff read."""

    comment = CleanTextField(
        label=_("理由（任意。支援チームだけが読みます）"), max_length=500, required=False
    )


class PrepareForm(RefusableForm):
    """What is written down before an experience starts."""

    insurance = CleanTextField(
        label=_("どの保険で守られるか"),
        max_length=120,
        required=False,
        help_text=_("始める前に必要です。例：ボランティア行事用保険（市で加入）"),
    )
    meeting = CleanTextField(label=_("集合の場所と時間"), max_length=200, required=False)
    accompanied_by = forms.ModelChoiceField(
        label=_("一緒に行く人"), queryset=User.objects.none(), to_field_name="public_id", required=False,
        empty_label=_("決まっていない・ひとりで行く"),
    )  # fmt: skip

    def __init__(self, *args: Any, placement: Placement, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "insurance": placement.insurance,
                "meeting": placement.meeting,
                "accompanied_by": placement.accompanied_by and placement.accompanied_by.public_id,
            },
        )
        super().__init__(*args, **kwargs)
        team = TeamMember.objects.current().filter(participant=placement.participant)
        self.fields["accompanied_by"].queryset = User.objects.filter(  # type: ignore[attr-defined]
            pk__in=team.values("user")
        )


class SideForm(forms.Form):
    """Which side a feedback link is for."""

    side = forms.ChoiceField(choices=Side.choices)


def body_for(user: User, participant: Participant) -> Organisation | None:
    """The body in whose name a team member acts: where they work as this person's team."""
    member = TeamMember.objects.current().filter(participant=participant, user=user).first()
    return member.organisation if member else None
