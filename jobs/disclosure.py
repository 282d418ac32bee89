"""What a company could be told of a participant, line by line; each line only with the person's yes."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import vocabulary as words
from accounts.models import Participant, Wishes

INTRODUCTION_WORDS = gettext_lazy(
    "選んだ内容だけを、{company}に伝えます。氏名、住所、電話番号、相談の記録は伝えません。いつでも取りやめられます。"
)


@dataclass(frozen=True)
class Line:
    """One thing that may be shown: its key, its label and the exact words."""

    key: str
    label: str
    value: str

    def as_dict(self) -> dict[str, str]:
        """The line as it is kept with the consent."""
        return asdict(self)


def lines_of(participant: Participant) -> list[Line]:
    """Every line that could be shown. Never name, address, telephone, birth, sex, health or notes."""
    wishes = Wishes.of(participant)
    found = [
        Line("nickname", _("呼び名"), participant.nickname),
        Line("days", _("都合のよい曜日"), _labels(words.Weekday, wishes.days)),
        Line("day_parts", _("都合のよい時間"), _labels(words.DayPart, wishes.day_parts)),
        Line("minutes_max", _("一度にできる長さ"), _minutes(wishes.minutes_max)),
        Line("contact_level_max", _("人との関わり"), _label(words.ContactLevel, wishes.contact_level_max)),
        Line("telephone_ok", _("電話の仕事"), _yes_no(wishes.telephone_ok)),
        Line("face_ok", _("顔を出すこと"), _yes_no(wishes.face_ok)),
        Line("noise_max", _("まわりの音"), _label(words.Noise, wishes.noise_max)),
        Line("pace", _("ペース"), _label(words.Pace, wishes.pace)),
        Line("interests", _("気になること・好きなこと"), _labels(words.Field, wishes.interests)),
        Line("skills", _("できること・やったことがあること"), _labels(words.Skill, wishes.skills)),
        Line("help_text", _("こうしてもらえると助かること"), wishes.help_text),
    ]
    return [line for line in found if line.value]


def _label(choices: Any, value: Any) -> str:
    return str(choices(value).label) if value not in (None, "") else ""


def _labels(choices: Any, values: list[str] | None) -> str:
    return "、".join(str(choices(value).label) for value in values or [])


def _minutes(value: int | None) -> str:
    return _("{n}分まで").format(n=value) if value else ""


def _yes_no(value: bool | None) -> str:
    if value is None:
        return ""
    return _("できます") if value else _("しないでほしい")
