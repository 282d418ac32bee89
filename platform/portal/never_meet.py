"""One after the other: whom somebody never wants to meet, the same on their page and at the desk."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import NeverMeet, Participant, User
from foundation.moves import Refused
from portal.forms.never_meet import NAMES, WhomForm, WordsForm, write

Kind = NeverMeet.Kind

QUESTIONS = {
    Kind.COMPANY: _("会社"),
    Kind.STAFF: _("窓口の人"),
    Kind.OTHER: _("そのほかの人（自分の言葉で）"),
}
FOLLOWS = {
    Kind.COMPANY: [
        _("この会社の仕事は、候補に出なくなります。"),
        _(
            "この会社に伝わっていたことは、すぐに見えなくなります。進んでいた話や予定は、ここまでで終了します。"
        ),
        _("会社には、名前があがったことも、理由も伝わりません。"),
    ],
    Kind.STAFF: [
        _("この人は、すぐに記録を見られなくなります。支援チームにも入れません。"),
        _("ほかの人には「チームが変わりました」とだけ伝わります。だれのことかは、支援チームにも見えません。"),
        _(
            "この人には、何も伝わりません。いまチームにいる人のときは、見られなくなったことに気づくかもしれません。"
        ),
    ],
    Kind.OTHER: [
        _("書いたことは、支援チームだけが読みます。行き先や、会う人を決めるときに、気をつけます。"),
        _("書かれた人には、何も伝わりません。"),
    ],
}


@dataclass(frozen=True)
class Screen:
    """The form to show now, or the row that was written."""

    form: Any
    asks_which: bool = False
    written: NeverMeet | None = None


def next_screen(request: HttpRequest, kind: str, participant: Participant, *, by: User) -> Screen:
    """A name, then which one, then it is written down; own words at once."""
    sent = request.POST or None
    if kind not in NAMES:
        return _written_or(WordsForm(sent), kind, participant, by)
    name = NAMES[kind](sent)
    if not (sent and name.is_valid()):
        return Screen(name)
    if "whom" not in request.POST and "which" not in request.POST:
        return Screen(WhomForm(initial={"q": name.cleaned_data["q"]}, choices=name.choices), asks_which=True)
    return _written_or(WhomForm(sent, choices=name.choices), kind, participant, by, asks_which=True)


def _written_or(
    form: Any, kind: str, participant: Participant, by: User, *, asks_which: bool = False
) -> Screen:
    if not form.is_valid():
        return Screen(form, asks_which=asks_which)
    try:
        return Screen(form, written=write(kind, form.cleaned_data, participant, by=by), asks_which=asks_which)
    except Refused as refused:
        form.add_error(None, str(refused))
        return Screen(form, asks_which=asks_which)


def context_for(kind: str, screen: Screen) -> dict[str, Any]:
    """What both templates show."""
    return {
        "kind": QUESTIONS[Kind(kind)],
        "form": screen.form,
        "asks_which": screen.asks_which,
        "follows": FOLLOWS[Kind(kind)],
        "is_last": screen.asks_which or kind == Kind.OTHER,
    }
