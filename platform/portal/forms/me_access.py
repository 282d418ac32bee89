"""Whose looks to see, and at what: choices from one's own list, kept in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import reads
from accounts.models import Organisation, Participant, RecordAccess
from portal.me.people import name_of


class LooksForm(forms.Form):
    who = forms.ChoiceField(label=_("だれが"), required=False)
    what = forms.ChoiceField(label=_("何を"), required=False)

    def __init__(self, *args: Any, participant: Participant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = RecordAccess.objects.filter(participant=participant).order_by()
        people = rows.values_list("user__public_id", "user__name", "organisation").distinct()
        named = Organisation.objects.select_related("municipality", "prefecture")
        bodies = named.in_bulk(rows.values_list("organisation", flat=True).distinct())
        names: dict[str, str] = {}
        for public_id, name, body in people.order_by("organisation__name", "user__name", "user"):
            known = bodies.get(body) if body else None
            names.setdefault(public_id, name_of(name, known.display_name if known else None))
        kinds = rows.values_list("what", flat=True).distinct().order_by("what")
        every = [("", _("すべて"))]
        self.fields["who"].choices = every + list(names.items())  # type: ignore[attr-defined]
        self.fields["what"].choices = every + [(what, reads.label_of(what)) for what in kinds]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """The filters that were set; one that makes no sense filters nothing."""
        self.is_valid()
        paths = {"who": "user__public_id", "what": "what"}
        return {path: value for name, path in paths.items() if (value := self.cleaned_data.get(name))}
