"""One question a screen. An empty answer is no answer; "no" is one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import vocabulary as words
from accounts.models import Wishes
from foundation.digits import CleanTextField, IntegerField
from portal.forms.desk_fields import NOTHING

YES_NO = [("yes", gettext_lazy("できます")), ("no", gettext_lazy("しないでほしい"))]
SEVERAL = gettext_lazy("いくつでも選べます。")
EMPTY = gettext_lazy("選ぶか書くか、「いまは答えない」を押してください。")


@dataclass(frozen=True)
class Question:
    """How a field of `Wishes` is asked: the words, how it is answered, what the form makes of it."""

    name: str
    words: Any
    hint: Any
    field: Callable[[], forms.Field]


def _several(choices: Any) -> Callable[[], forms.Field]:
    def field() -> forms.Field:
        found = [*choices.choices, (NOTHING, _("とくにない"))]
        return forms.MultipleChoiceField(choices=found, widget=forms.CheckboxSelectMultiple)

    return field


def _one(choices: Any, coerce: Callable[[str], Any] = str) -> Callable[[], forms.Field]:
    def field() -> forms.Field:
        return forms.TypedChoiceField(choices=choices, coerce=coerce, widget=forms.RadioSelect)

    return field


def _number(low: int, high: int) -> Callable[[], forms.Field]:
    return lambda: IntegerField(min_value=low, max_value=high)


def _text() -> forms.Field:
    return CleanTextField(widget=forms.Textarea(attrs={"rows": 5}))


def _is_yes(value: str) -> bool:
    return value == "yes"


QUESTIONS = {
    question.name: question
    for question in (
        Question(
            "wish_text",
            gettext_lazy("いま、どうしたいですか"),
            gettext_lazy("「まだわからない」でも、「静かにしていたい」でも、そのままの言葉で大丈夫です。"),
            _text,
        ),
        Question(
            "help_text",
            gettext_lazy("どうしてもらえると助かりますか"),
            gettext_lazy("たとえば「一度にひとつずつ言ってほしい」「となりに人がいないほうがいい」など。"),
            _text,
        ),
        Question("place", gettext_lazy("どこでするのがよいですか"), "", _one(words.PlaceWish.choices)),
        Question(
            "contact_level_max",
            gettext_lazy("人との関わりは、どのくらいまで大丈夫ですか"),
            "",
            _one(words.ContactLevel.choices, int),
        ),
        Question(
            "minutes_max",
            gettext_lazy("一度に、何分くらいまでできそうですか"),
            gettext_lazy("15分でも大丈夫です。例：30"),
            _number(1, 480),
        ),
        Question("days", gettext_lazy("都合のよい曜日はありますか"), SEVERAL, _several(words.Weekday)),
        Question("day_parts", gettext_lazy("都合のよい時間はありますか"), SEVERAL, _several(words.DayPart)),
        Question(
            "hours_week_max",
            gettext_lazy("一週間に、何時間くらいまでできそうですか"),
            gettext_lazy("例：2"),
            _number(1, 40),
        ),
        Question(
            "distance_km_max",
            gettext_lazy("どのくらい遠くまで行けそうですか（km）"),
            gettext_lazy("家だけがよいときは 0 と書いてください。例：5"),
            _number(0, 500),
        ),
        Question("means", gettext_lazy("どうやって行けそうですか"), SEVERAL, _several(words.Means)),
        Question(
            "telephone_ok", gettext_lazy("電話に出る・かける仕事は、どうですか"), "", _one(YES_NO, _is_yes)
        ),
        Question(
            "face_ok",
            gettext_lazy("顔を出す仕事は、どうですか"),
            gettext_lazy("会うときも、画面ごしのときも、です。"),
            _one(YES_NO, _is_yes),
        ),
        Question(
            "noise_max",
            gettext_lazy("まわりの音は、どのくらいまで大丈夫ですか"),
            "",
            _one(words.Noise.choices, int),
        ),
        Question("pace", gettext_lazy("どんなペースが合いそうですか"), "", _one(words.Pace.choices)),
        Question(
            "interests",
            gettext_lazy("気になること、好きなことはありますか"),
            SEVERAL,
            _several(words.Field),
        ),
        Question(
            "skills",
            gettext_lazy("できること、やったことがあることはありますか"),
            gettext_lazy("少しでも大丈夫です。いくつでも選べます。"),
            _several(words.Skill),
        ),
    )
}
ORDER = list(QUESTIONS)


def next_after(name: str) -> str | None:
    """The question that follows, None after the last."""
    at = ORDER.index(name) + 1
    return ORDER[at] if at < len(ORDER) else None


class WishForm(forms.Form):
    """One question of `QUESTIONS`; the field is called `answer`."""

    def __init__(self, *args: Any, question: Question, wishes: Wishes, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        field = question.field()
        field.label, field.help_text = question.words, question.hint
        field.required = False  # nothing here has to be answered; an empty answer is no answer
        self.fields["answer"] = field
        self.initial["answer"] = self._shown(getattr(wishes, question.name))

    def _shown(self, stored: Any) -> Any:
        if isinstance(stored, bool):
            return "yes" if stored else "no"
        if stored == []:
            return [NOTHING]
        return stored

    @property
    def stored(self) -> Any:
        """The answer as `Wishes` keeps it."""
        answer = self.cleaned_data["answer"]
        if isinstance(answer, list):
            return [value for value in answer if value != NOTHING]
        return answer

    def clean_answer(self) -> Any:
        answer = self.cleaned_data["answer"]
        if answer is None or answer in ("", []):
            raise forms.ValidationError(EMPTY)
        if isinstance(answer, list) and NOTHING in answer and len(answer) > 1:
            raise forms.ValidationError(_("「とくにない」と、ほかのものの両方が選ばれています。"))
        return answer


def answer_in_words(wishes: Wishes, name: str) -> str:
    """An answer as one reads it; empty where nobody has asked yet."""
    stored = getattr(wishes, name)
    if stored is None or stored == "":
        return ""
    if isinstance(stored, bool):
        return str(dict(YES_NO)["yes" if stored else "no"])
    if isinstance(stored, list):
        labels = dict(Wishes._meta.get_field(name).base_field.choices)  # type: ignore[union-attr]
        return _("、").join(str(labels.get(value, value)) for value in stored) or _("とくにない")
    units = {
        "minutes_max": _("{n}分まで"),
        "hours_week_max": _("週に{n}時間まで"),
        "distance_km_max": _("{n}kmまで"),
    }
    if name in units:
        return units[name].format(n=stored)
    shown = getattr(wishes, f"get_{name}_display", None)
    return str(shown()) if shown else str(stored)
