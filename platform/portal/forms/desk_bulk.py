"""The same for several people at once: who joins them, who takes over, when to be in touch."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import perms
from accounts.models import Membership, Organisation, User
from calendars.forms import DateField
from casework.models import Channel
from foundation.digits import CleanTextField
from foundation.public_ids import new_public_id


class PickForm(forms.Form):
    """Below the list: what to do, and with whom."""

    do = forms.ChoiceField(
        label=_("すること"),
        choices=[
            ("plan", _("次の連絡の日を決める")),
            ("add", _("チームに人を加える")),
            ("hand_over", _("ほかの人に引き継ぐ")),
            ("export", _("ファイルに書き出す")),
        ],
        required=False,
    )
    scope = forms.ChoiceField(
        label=_("どなたに"),
        choices=[("chosen", _("選んだ方")), ("all", _("この一覧のみなさん"))],
        required=False,
    )


class BulkForm(forms.Form):
    """What all of them have: the key by which a form sent twice is known."""

    key = forms.SlugField(widget=forms.HiddenInput, max_length=14)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["key"].initial = new_public_id


class AddForm(BulkForm):
    """A colleague joins the teams."""

    colleague = forms.ChoiceField(label=_("加わる人"))
    because = CleanTextField(label=_("理由（書かなくても大丈夫です）"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = _by_key(_places(self.user, perms.DESK_ROLES))
        self.fields["colleague"].choices = _labels(self.places)  # type: ignore[attr-defined]

    @property
    def place(self) -> Membership:
        """Who joins, and for which body."""
        return self.places[self.cleaned_data["colleague"]]


class HandOverForm(BulkForm):
    """Somebody leaves the teams, and somebody else is there instead."""

    leaves = forms.ChoiceField(label=_("引き継いで、チームを離れる人"))
    to = forms.ChoiceField(label=_("引き継ぐ相手"))
    because = CleanTextField(label=_("理由（書かなくても大丈夫です）"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = _by_key(_places(self.user, [perms.Role.SUPPORTER, perms.Role.MANAGER]))
        self.fields["to"].choices = _labels(self.places)  # type: ignore[attr-defined]
        managed = Organisation.objects.managed_by(self.user).values("pk")
        staff = _places(self.user, perms.DESK_ROLES).filter(organisation__in=managed)
        colleagues = {place.user.public_id: place.user for place in staff if place.user_id != self.user.pk}
        self.people = {self.user.public_id: self.user} | colleagues
        own = [(self.user.public_id, _("わたし"))]
        choices = own + [(key, str(user)) for key, user in colleagues.items()]
        self.fields["leaves"].choices = choices  # type: ignore[attr-defined]
        self.fields["leaves"].initial = self.user.public_id

    @property
    def place(self) -> Membership:
        """Who is there from now on, and for which body."""
        return self.places[self.cleaned_data["to"]]

    @property
    def leaver(self) -> User:
        """Who leaves."""
        return self.people[self.cleaned_data["leaves"]]


class PlanForm(BulkForm):
    """The same day for everybody. Who wished otherwise is left out: that is decided one by one."""

    on = DateField(label=_("次はいつ"), help_text=_("例：12月1日なら 2026-12-01、令和8年12月1日"))
    channel = forms.ChoiceField(label=_("次の方法"), choices=Channel.choices)
    why = CleanTextField(label=_("何のために"), max_length=500, required=False)

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("次の連絡は、今日から2年のあいだの日にしてください。"))
        return day


class ExportForm(forms.Form):
    """Which file."""

    kind = forms.ChoiceField(
        label=_("ファイルの形"),
        choices=[("csv", _("CSV（どの表計算でも開けます）")), ("xlsx", _("Excel（.xlsx）"))],
        widget=forms.RadioSelect,
        initial="csv",
    )


def _places(user: User, roles: Any) -> QuerySet[Membership]:
    """Colleagues at the desks where the user works, and the user too."""
    bodies = Organisation.objects.worked_for_by(user).values("pk")
    rows = Membership.objects.current().filter(organisation__in=bodies, role__in=roles, user__is_active=True)
    return rows.select_related("user", "organisation").order_by("user__name", "user", "organisation", "pk")


def _by_key(places: QuerySet[Membership]) -> dict[str, Membership]:
    found: dict[str, Membership] = {}
    for place in places:
        found.setdefault(f"{place.user.public_id}.{place.organisation.public_id}", place)
    return found


def _labels(places: dict[str, Membership]) -> list[tuple[str, str]]:
    return [(key, f"{place.user}（{place.organisation.display_name}）") for key, place in places.items()]
