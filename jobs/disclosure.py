"""What a company could be told of a participant, line by line; each line only with the person's yes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import vocabulary as words
from accounts.models import Consent, Participant, Wishes
from foundation.retelling import language_of, retell
from jobs.models import Application

YES, NO = gettext_lazy("できます"), gettext_lazy("しないでほしい")
MINUTES = gettext_lazy("{n}分まで")

LINES: dict[str, tuple[Any, Sequence[Any]]] = {
    "nickname": (gettext_lazy("呼び名"), ()),
    "days": (gettext_lazy("都合のよい曜日"), words.Weekday.labels),
    "day_parts": (gettext_lazy("都合のよい時間"), words.DayPart.labels),
    "minutes_max": (gettext_lazy("一度にできる長さ"), (MINUTES,)),
    "contact_level_max": (gettext_lazy("人との関わり"), words.ContactLevel.labels),
    "telephone_ok": (gettext_lazy("電話の仕事"), (YES, NO)),
    "face_ok": (gettext_lazy("顔を出すこと"), (YES, NO)),
    "noise_max": (gettext_lazy("まわりの音"), words.Noise.labels),
    "pace": (gettext_lazy("ペース"), words.Pace.labels),
    "interests": (gettext_lazy("気になること・好きなこと"), words.Field.labels),
    "skills": (gettext_lazy("できること・やったことがあること"), words.Skill.labels),
    "help_text": (gettext_lazy("こうしてもらえると助かること"), ()),
}
"""Each line's key: its label and the words from which its value is made; none where people write freely."""
BETWEEN_VALUES = re.compile("、|; ")


@dataclass(frozen=True)
class Line:
    """One thing that may be shown: its key, its label and the exact words."""

    key: str
    label: str
    value: str
    language: str = ""
    """The value's language, where it is somebody's own words or stays as it was recorded."""

    def as_dict(self) -> dict[str, str]:
        """The line as it is kept with the consent."""
        return {"key": self.key, "label": self.label, "value": self.value}


def lines_of(participant: Participant) -> list[Line]:
    """Every line that could be shown. Never name, address, telephone, birth, sex, health or notes."""
    wishes = Wishes.of(participant)
    values = {
        "nickname": participant.nickname,
        "days": _labels(words.Weekday, wishes.days),
        "day_parts": _labels(words.DayPart, wishes.day_parts),
        "minutes_max": _minutes(wishes.minutes_max),
        "contact_level_max": _label(words.ContactLevel, wishes.contact_level_max),
        "telephone_ok": _yes_no(wishes.telephone_ok),
        "face_ok": _yes_no(wishes.face_ok),
        "noise_max": _label(words.Noise, wishes.noise_max),
        "pace": _label(words.Pace, wishes.pace),
        "interests": _labels(words.Field, wishes.interests),
        "skills": _labels(words.Skill, wishes.skills),
        "help_text": wishes.help_text,
    }
    return [
        Line(key, str(label), values[key], "" if sayings else language_of(values[key]))
        for key, (label, sayings) in LINES.items()
        if values[key]
    ]


def in_readers_language(recorded: Iterable[Mapping[str, str]]) -> list[Line]:
    """The lines that are kept with a consent, as their reader reads them.

    The row stays as it was agreed. Labels and answers from our lists are said in the active language; what the
    person wrote, and an answer that the lists no longer know, stand as they were recorded.
    """
    return [_retold(line["key"], line["label"], line["value"]) for line in recorded]


def _retold(key: str, label: str, value: str) -> Line:
    known_label, sayings = LINES.get(key, (label, ()))
    label = retell(label, (known_label,)) or label
    told = [retell(part, sayings) for part in BETWEEN_VALUES.split(value)] if sayings else []
    said = [part for part in told if part is not None]
    if said and len(said) == len(told):
        return Line(key, label, _joined(said))
    return Line(key, label, value, language_of(value))


def _joined(values: Sequence[str]) -> str:
    between = _("{one}、{another}")
    return reduce(lambda one, another: between.format(one=one, another=another), values)


def _label(choices: Any, value: Any) -> str:
    return str(choices(value).label) if value not in (None, "") else ""


def _labels(choices: Any, values: list[str] | None) -> str:
    return _joined([str(choices(value).label) for value in values]) if values else ""


def _minutes(value: int | None) -> str:
    return MINUTES.format(n=value) if value else ""


def _yes_no(value: bool | None) -> str:
    if value is None:
        return ""
    return str(YES if value else NO)


def shown_to_company(application: Application) -> list[Line]:
    """What the company of the work may read of the person at this moment; nothing without a yes in force.

    Whatever shows lines to a company asks here: screens and API alike.
    """
    asked = Consent.objects.in_force().for_purpose(Consent.Purpose.INTRODUCE)
    consent = asked.towards(application.opportunity.company_id).filter(pk=application.consent_id or 0).first()
    if consent is None or application.state not in Application.SEEN_BY_COMPANY:
        return []
    return in_readers_language(consent.lines)
