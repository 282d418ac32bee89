"""The way so far: every step has the same weight, and a step back is a step."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Consent, Participant
from jobs.models import Application, ApplicationMove, Placement, PlacementMove
from portal.me.people import name_of

BENDS = (0, 1, 2, 1)
"""Where the path lies at each step, from left to right; it winds and means nothing."""
LANES = (20, 50, 80)


@dataclass(frozen=True)
class Step:
    """One thing that happened. `turns` says that the path curls here: a rest, or an end."""

    at: datetime
    text: str
    turns: bool = False


@dataclass(frozen=True)
class Stretch:
    """A step and where it lies on the drawn path: `here` and `there` are 0, 1 or 2."""

    step: Step
    here: int
    there: int
    is_last: bool

    @property
    def here_x(self) -> int:
        """Where this step lies, in hundredths of the drawing's width."""
        return LANES[self.here]

    @property
    def there_x(self) -> int:
        """Where the step before it lies."""
        return LANES[self.there]


APPLICATION_WORDS: dict[str, Any] = {
    Application.State.INTERESTED: gettext_lazy("「{title}」の話を聞いてみたいと伝えました"),
    Application.State.PROPOSED: gettext_lazy("{who}から「{title}」のご提案がありました"),
    Application.State.ACCEPTED: gettext_lazy(
        "「{title}」を進めてみることにして、会社に伝えることを選びました"
    ),
    Application.State.INTRODUCED: gettext_lazy("選んだ内容だけを「{title}」の会社に伝えました"),
    Application.State.AGREED: gettext_lazy("「{title}」の予定が決まりました"),
    Application.State.DECLINED: gettext_lazy("「{title}」は、今回は見送りました"),
    Application.State.WITHDRAWN: gettext_lazy("「{title}」は、ここまでで終了しました"),
    Application.State.RESTING: gettext_lazy("「{title}」は、いったんお休みにしました"),
}
PLACEMENT_WORDS: dict[str, Any] = {
    Placement.State.UNDER_WAY: gettext_lazy("「{title}」がはじまりました"),
    Placement.State.COMPLETED: gettext_lazy("「{title}」をしました"),
    Placement.State.ENDED_HERE: gettext_lazy("「{title}」は、ここまでで終了しました"),
    Placement.State.DID_NOT_TAKE_PLACE: gettext_lazy("「{title}」は、今回は行いませんでした"),
    Placement.State.FOLLOWED_UP: gettext_lazy("「{title}」のことを、いっしょにふりかえりました"),
}
TURNS = {
    Application.State.DECLINED,
    Application.State.WITHDRAWN,
    Application.State.RESTING,
    Placement.State.ENDED_HERE,
    Placement.State.DID_NOT_TAKE_PLACE,
}


def steps_of(participant: Participant) -> list[Step]:
    """Everything, newest first, in a constant number of queries."""
    found = [
        *_beginnings(participant),
        *_of_consents(participant),
        *_of_applications(participant),
        *_of_placements(participant),
    ]
    return sorted(found, key=lambda step: step.at, reverse=True)


def drawn(steps: list[Step], *, total: int | None = None, before: int = 0) -> list[Stretch]:
    """The steps on their winding path; `before` of `total` are on earlier pages of the list.

    The first step of all always lies at the same place, so the path does not jump when it grows.
    """
    total = len(steps) if total is None else total
    stretches = []
    for index, step in enumerate(steps, start=before):
        number = total - 1 - index
        here, there = BENDS[number % len(BENDS)], BENDS[(number - 1) % len(BENDS)]
        stretches.append(Stretch(step, here, there, is_last=number == 0))
    return stretches


def _beginnings(participant: Participant) -> Iterator[Step]:
    yield Step(participant.registered_at, _("ここからはじまりました"))
    if participant.taken_on_at and (participant.taken_on_at - participant.registered_at).total_seconds() > 60:
        yield Step(participant.taken_on_at, _("担当の人が決まりました"))


def _of_consents(participant: Participant) -> Iterator[Step]:
    for consent in Consent.objects.filter(
        participant=participant, purpose=Consent.Purpose.KEEP_RECORD, withdrawn_at__isnull=False
    ).only("withdrawn_at"):
        if consent.withdrawn_at:
            yield Step(consent.withdrawn_at, _("記録をつくることへの同意を、取りやめました"), turns=True)


def _of_applications(participant: Participant) -> Iterator[Step]:
    moves = ApplicationMove.objects.filter(application__participant=participant).values_list(
        "at", "before", "after", "application__opportunity__title", "application__proposed_by__name"
    )
    for at, before, after, title, name in moves:
        words = APPLICATION_WORDS.get(after)
        if words is None:
            continue
        text = str(words)
        if after == Application.State.DECLINED and before == Application.State.INTRODUCED:
            text = _("「{title}」は、今回は見送りになりました")
        yield Step(at, text.format(title=title, who=name_of(name)), turns=after in TURNS)


def _of_placements(participant: Participant) -> Iterator[Step]:
    moves = PlacementMove.objects.filter(placement__participant=participant).values_list(
        "at", "after", "placement__opportunity__title"
    )
    for at, after, title in moves:
        if words := PLACEMENT_WORDS.get(after):
            yield Step(at, str(words).format(title=title), turns=after in TURNS)
