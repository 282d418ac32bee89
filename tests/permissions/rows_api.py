"""The REST API: the same people see the same things as on pages; what they see and may not change is 403."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from jobs.models import Application
from tests import factories as make
from tests.cast import Cast
from tests.permissions.rows_desk_matching import hanas_placement, hanas_suggestion, placement, suggestion
from tests.permissions.table import EVERYBODY, SIGNED_IN, Row, row

TEAM, READERS = "saito kido", "saito kido abe"
REVIEWERS = "abe ono"


def but(*some: str) -> str:
    """Everybody who is signed in, without these."""
    return " ".join(sorted(set(SIGNED_IN.split()) - set(" ".join(some).split())))


def _draft(state: str) -> Any:
    def prepare(cast: Cast) -> None:
        cast.draft.state = state
        cast.draft.handed_in_at = cast.draft.published_at = timezone.now()
        cast.draft.save()

    return prepare


def _at_garden(state: str) -> Any:
    def prepare(cast: Cast) -> None:
        make.ApplicationFactory(
            opportunity=cast.garden, participant=cast.hana, state=state, body=cast.oita, project=cast.project
        )

    return prepare


def _hana_at_garden(cast: Cast) -> str:
    return Application.objects.get(participant=cast.hana, opportunity=cast.garden).public_id


def _work(name: str, state: str, *, ok: str, refused: str = "", post: Any = ()) -> Row:
    said = dict(post)
    return row(
        f"api:opportunity-{name}", post=said, ok=ok, refused=refused, prepare=_draft(state),
        public_id=lambda c: c.draft.public_id,
    )  # fmt: skip


def _answer(name: str, state: str, *, ok: str, refused: str, post: Any = ()) -> Row:
    said = dict(post)
    return row(
        f"api:application-{name}", post=said, ok=ok, refused=refused, prepare=_at_garden(state),
        public_id=_hana_at_garden,
    )  # fmt: skip


def _step(name: str, state: str, *, ok: str, refused: str, post: Any = ()) -> Row:
    said = dict(post)
    return row(
        f"api:placement-{name}", post=said, ok=ok, refused=refused,
        prepare=lambda c: placement(c, state), public_id=hanas_placement,
    )  # fmt: skip


def _tomorrow(cast: Cast) -> dict[str, str]:
    return {"starts_on": str(timezone.localdate() + timedelta(days=1))}


ROWS = [
    row("api:schema", ok=EVERYBODY),
    row("api:docs", ok=EVERYBODY),
    row("api:nowhere", ok=""),
    row("api:opportunity-list", ok=EVERYBODY),
    row("api:opportunity-detail", ok=EVERYBODY, public_id=lambda c: c.shelves.public_id),
    row(
        "api:opportunity-list",
        post=lambda c: {
            "company": c.oto_company.public_id, "kind": "task", "title": "値札", "place": "home",
            "municipality": "44201", "contact_level": 0, "engagement": "visit",
        },
        ok="oto",
    ),
    _work("hand-in", "draft", ok="oto"),
    _work("take-back", "in_review", ok="oto", refused=REVIEWERS),
    _work("publish", "in_review", ok=REVIEWERS, refused="oto"),
    _work("return-with-comments", "in_review", ok=REVIEWERS, refused="oto", post={"comment": "長さを"}),
    _work("pause", "published", ok=f"oto {REVIEWERS}", refused=but("oto", REVIEWERS)),
    _work("resume", "paused", ok="oto", refused=REVIEWERS),
    _work("close", "published", ok=f"oto {REVIEWERS}", refused=but("oto", REVIEWERS)),
    row("api:application-list", ok=SIGNED_IN),
    row(
        "api:application-list",
        post=lambda c: {"opportunity": c.garden.public_id, "participant": c.ren.public_id},
        ok="saito", refused="abe",
    ),
    row("api:application-detail", ok=f"hana {READERS} oto", public_id=lambda c: c.hana_at_shelves.public_id),
    row("api:application-detail", ok="yui mori goto kaze", public_id=lambda c: c.yui_at_garden.public_id),
    row(
        "api:application-lines", ok=f"hana {READERS}", refused="oto",
        public_id=lambda c: c.hana_at_shelves.public_id,
    ),
    _answer(
        "accept", "proposed", ok=f"hana {TEAM}", refused="abe",
        post={"lines": ["nickname"], "how": "telephone"},
    ),
    _answer("introduce", "accepted", ok=TEAM, refused="hana abe"),
    _answer("decline", "proposed", ok=f"hana {TEAM}", refused="abe"),
    _answer("rest", "proposed", ok=f"hana {TEAM}", refused="abe"),
    _answer("withdraw", "introduced", ok=f"hana {TEAM}", refused="abe kaze"),
    row(
        "api:application-agree", post=_tomorrow, ok="oto", refused=f"hana {READERS}",
        public_id=lambda c: c.hana_at_shelves.public_id,
    ),
    row("api:placement-list", ok=SIGNED_IN),
    row(
        "api:placement-detail", ok=f"hana {READERS} oto", prepare=placement, public_id=hanas_placement
    ),
    _step(
        "prepare", "agreed", ok=TEAM, refused="hana abe oto", post={"insurance": "市の保険", "meeting": "店の前"}
    ),
    _step("start", "agreed", ok=f"{TEAM} oto", refused="hana abe"),
    _step("complete", "under_way", ok=f"{TEAM} oto", refused="hana abe"),
    _step("end-here", "under_way", ok=f"hana {TEAM} oto", refused="abe"),
    _step("did-not-take-place", "agreed", ok=f"{TEAM} oto", refused="hana abe"),
    _step("follow-up", "completed", ok=TEAM, refused="hana abe oto"),
    row("api:participant-list", ok=SIGNED_IN),
    row(
        "api:participant-list", ok="saito tanaka abe", refused=but("saito", "tanaka", "abe"),
        post=lambda c: {"desk": c.oita.public_id, "nickname": "そら豆", "how": "in_person"},
    ),
    row("api:participant-detail", ok=f"hana {READERS}", public_id=lambda c: c.hana.public_id),
    row("api:participant-wishes", ok="yui mori goto", public_id=lambda c: c.yui.public_id),
    row("api:suggestion-list", ok=SIGNED_IN),
    row("api:suggestion-search", post=lambda c: {"participant": c.hana.public_id}, ok=READERS),
    row("api:suggestion-detail", ok=READERS, prepare=suggestion, public_id=hanas_suggestion),
    row(
        "api:suggestion-propose", post={}, ok=TEAM, refused="abe", prepare=suggestion,
        public_id=hanas_suggestion,
    ),
    row(
        "api:suggestion-set-aside", post={"because": "too_far"}, ok=TEAM, refused="abe", prepare=suggestion,
        public_id=hanas_suggestion,
    ),
    row(
        "api:suggestion-bring-back", post={}, ok=TEAM, refused="abe",
        prepare=lambda c: suggestion(c, "set_aside"), public_id=hanas_suggestion,
    ),
]  # fmt: skip
