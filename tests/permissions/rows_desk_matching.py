"""Suggestions, applications and experiences at the desk: the team acts, the desk's manager reads."""

from matching.models import Suggestion
from tests import factories as make
from tests.cast import Cast
from tests.permissions.table import row

TEAM = "saito kido"
READERS = "saito kido abe"


def suggestion(cast: Cast, state: str = "shown") -> Suggestion:
    """The garden, suggested for Hana."""
    return Suggestion.objects.create(
        participant=cast.hana,
        opportunity=cast.garden,
        rank=1,
        score=0.5,
        probability=0.5,
        version="prior-1",
        shown_to=cast.saito,
        state=state,
        because="too_far" if state == "set_aside" else "",
    )


def hanas_suggestion(cast: Cast) -> str:
    return Suggestion.objects.get(participant=cast.hana).public_id


def placement(cast: Cast, state: str = "agreed") -> None:
    cast.hana_at_shelves.state = "agreed"
    cast.hana_at_shelves.save()
    make.PlacementFactory(application=cast.hana_at_shelves, state=state)


def hanas_placement(cast: Cast) -> str:
    return cast.hana_at_shelves.placement.public_id


def hana(cast: Cast) -> str:
    return cast.hana.public_id


def application(cast: Cast) -> str:
    return cast.hana_at_shelves.public_id


ROWS = [
    row("portal:desk_suggestions", ok=READERS, public_id=hana),
    row("portal:desk_choose", ok=READERS, public_id=hana),
    row("portal:desk_work", ok=READERS, public_id=hana),
    row("portal:desk_propose_chosen", ok=TEAM, public_id=hana, work=lambda c: c.garden.public_id),
    row("portal:desk_propose_chosen", ok=TEAM, post={}, public_id=hana, work=lambda c: c.garden.public_id),
    row("portal:desk_propose", ok=TEAM, prepare=suggestion, public_id=hanas_suggestion),
    row("portal:desk_propose", ok=TEAM, post={}, prepare=suggestion, public_id=hanas_suggestion),
    row("portal:desk_set_aside", ok=TEAM, prepare=suggestion, public_id=hanas_suggestion),
    row(
        "portal:desk_set_aside",
        ok=TEAM,
        post={"because": "too_far"},
        prepare=suggestion,
        public_id=hanas_suggestion,
    ),
    row(
        "portal:desk_bring_back",
        ok=TEAM,
        post={},
        prepare=lambda c: suggestion(c, "set_aside"),
        public_id=hanas_suggestion,
    ),
    row("portal:desk_application", ok=READERS, public_id=application),
    row("portal:desk_application_step", ok=TEAM, public_id=application, name="end"),
    row("portal:desk_application_step", ok=TEAM, post={}, public_id=application, name="end"),
    row("portal:desk_placement", ok=READERS, prepare=placement, public_id=hanas_placement),
    row(
        "portal:desk_placement",
        ok=TEAM,
        post={"insurance": "保険"},
        prepare=placement,
        public_id=hanas_placement,
    ),
    row("portal:desk_placement_step", ok=TEAM, prepare=placement, public_id=hanas_placement, name="start"),
    row(
        "portal:desk_placement_step",
        ok=TEAM,
        post={},
        prepare=placement,
        public_id=hanas_placement,
        name="start",
    ),
    row(
        "portal:desk_feedback_link",
        ok=TEAM,
        post={"side": "company"},
        prepare=lambda c: placement(c, "completed"),
        public_id=hanas_placement,
    ),
]
