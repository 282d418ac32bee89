"""What is asked after a record was begun, one question a screen: whatever is still empty comes first."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Participant, Wishes
from accounts.reaching import SHARED
from portal.forms.desk_people import ContactForm
from portal.forms.me_wishes import QUESTIONS as WISHES


@dataclass(frozen=True)
class Asked:
    """One screen: its words, and the fields of the participant that it fills; none where it asks of wishes."""

    name: str
    words: Any
    hint: Any = ""
    fields: tuple[str, ...] = ()


_FIRST = ("wish_text", "help_text")
_PERSON = (
    Asked("ways", _("連絡は、どの方法がよいですか"), "", ("channel", "contact_hours")),
    Asked("manners", _("連絡のとき、気をつけることはありますか"), "", ("never_telephone", "neutral_sender")),
    Asked("reach", _("連絡先を聞いてもよいですか"), "", ("telephone", "email")),
    Asked(
        "shared",
        _("ご家族も見る連絡先はありますか"),
        _("ご家族も見るところには、「お知らせがあります」とだけ送ります。"),
        SHARED,
    ),
    Asked(
        "town",
        _("どちらにお住まいですか"),
        _("市町村だけでも大丈夫です。"),
        ("municipality", "postcode", "address"),
    ),
    Asked(
        "name",
        _("お名前を聞いてもよいですか"),
        _("言いたくない方には、聞かなくて大丈夫です。"),
        ("family_name", "given_name", "family_kana", "given_kana"),
    ),
    Asked(
        "birth",
        _("生年月日を聞いてもよいですか"),
        _("年だけでも大丈夫です。「言わない」も答えのひとつです。"),
        ("birth_date", "birth_year", "birth_not_told"),
    ),
    Asked("visit", _("家にうかがってもよいですか"), "", ("visit_wished",)),
    Asked("sex", _("性別を聞いてもよいですか"), "", ("sex",)),
)


def _of_wishes(name: str) -> Asked:
    return Asked(name, WISHES[name].words, WISHES[name].hint)


ASKED = {
    asked.name: asked
    for asked in (
        *map(_of_wishes, _FIRST),
        *_PERSON,
        *(_of_wishes(name) for name in WISHES if name not in _FIRST),
    )
}


def asked_of(participant: Participant) -> dict[str, Asked]:
    """The questions for this record: nothing that its reader may not read, and of a family member no wishes about work."""
    return {name: asked for name, asked in ASKED.items() if _is_for(participant, asked)}


def _is_for(participant: Participant, asked: Asked) -> bool:
    if not asked.fields:
        return not participant.is_family
    return bool(set(asked.fields) - participant.hidden_fields)


def still_open(participant: Participant, wishes: Wishes) -> list[str]:
    """Names of the questions to which nobody has got an answer so far, in the order of asking."""
    unasked = set() if participant.is_family else set(wishes.not_asked_yet())
    return [
        asked.name
        for asked in asked_of(participant).values()
        if (
            not any(_answered(participant, name) for name in asked.fields)
            if asked.fields
            else asked.name in unasked
        )
    ]


def _answered(participant: Participant, name: str) -> bool:
    """A no is an answer where there are three; the empty tick of "rather not say" is none."""
    value = getattr(participant, "municipality_id" if name == "municipality" else name)
    return value is True if name == "birth_not_told" else value not in (None, "")


class PartForm(ContactForm):
    """Only the fields of one question."""

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(asked.fields):
            del self.fields[name]
        for name in ("channel", "sex"):
            if name in self.fields:
                self.fields[name].widget = forms.RadioSelect(choices=self.fields[name].choices)  # type: ignore[attr-defined]
