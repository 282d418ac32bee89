"""Two records side by side: where both say something and it differs, somebody chooses."""

from dataclasses import dataclass
from typing import Any

from django import forms

from accounts.models import Participant, Wishes
from accounts.workflow import JOINED_PERSON, JOINED_WISHES
from portal.forms.me_wishes import answer_in_words


@dataclass(frozen=True)
class Line:
    """One field of both: what each says, in words, and the choice where they differ."""

    label: Any
    kept: str
    other: str
    choice: forms.BoundField | None


class JoinForm(forms.Form):
    """`take()` names the fields in which the other record is right."""

    def __init__(self, *args: Any, kept: Participant, other: Participant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pages = (Wishes.of(kept), Wishes.of(other))
        self._said: dict[str, tuple[Any, str, str]] = {}
        for name in JOINED_PERSON:
            self._compare(name, kept, other, _person_in_words)
        for name in JOINED_WISHES:
            self._compare(name, *pages, answer_in_words)

    def _compare(self, name: str, kept: Any, other: Any, in_words: Any) -> None:
        ours, theirs = in_words(kept, name), in_words(other, name)
        if not (ours or theirs):
            return
        label = kept._meta.get_field(name.removesuffix("_id")).verbose_name
        self._said[name] = (label, ours, theirs)
        if ours and theirs and getattr(kept, name) != getattr(other, name):
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=[("kept", ours), ("other", theirs)],
                initial="kept",
                widget=forms.RadioSelect,
            )

    def lines(self) -> list[Line]:
        """Every field in which at least one of them says something."""
        return [
            Line(label, ours, theirs, self[name] if name in self.fields else None)
            for name, (label, ours, theirs) in self._said.items()
        ]

    def take(self) -> list[str]:
        """Names of the fields in which the other record is right."""
        return [name for name, chosen in self.cleaned_data.items() if chosen == "other"]


def _person_in_words(person: Participant, name: str) -> str:
    if name == "municipality_id":
        return person.municipality.display_name if person.municipality else ""
    value = getattr(person, name)
    if value in (None, "") or (name == "birth_not_told" and not value):
        return ""
    if isinstance(value, bool):
        return "○" if value else "×"
    shown = getattr(person, f"get_{name}_display", None)
    return str(shown()) if shown else str(value)
