"""The participant's pages, and everybody's inbox."""

from accounts import scans
from accounts.models import Consent, ConsentScan, DeskChange, NeverMeet
from jobs.models import Application, Bookmark, Placement
from realtime.models import InboxEntry
from tests import factories as make
from tests.cast import Cast
from tests.permissions.table import PARTICIPANTS, SIGNED_IN, row

NOTICE, PLACEMENT, CONSENT = "hananohagaki22", "hananoyotei222", "hananodoui2222"
NAMED = "hananoaite2222"


def _notice_for_hana(cast: Cast) -> None:
    InboxEntry.objects.create(
        recipient=cast.hana.user, kind="accounts.participant_taken_on", public_id=NOTICE
    )


def _placement_of_hana(cast: Cast) -> Placement:
    Application.objects.filter(pk=cast.hana_at_shelves.pk).update(state="agreed")
    return make.PlacementFactory(application=cast.hana_at_shelves, public_id=PLACEMENT)


def _consent_of_hana(cast: Cast) -> None:
    Consent.objects.filter(participant=cast.hana).update(public_id=CONSENT)


def _sheet_of_hana(cast: Cast) -> None:
    _consent_of_hana(cast)
    sheet = scans.Sheet(b"%PDF-1.4 %%EOF", ConsentScan.Type.PDF)
    scans.keep(sheet, Consent.objects.get(public_id=CONSENT))


def _hana_was_elsewhere(cast: Cast) -> None:
    before = make.ParticipantFactory(nickname="hana", desk=cast.beppu)
    DeskChange.objects.create(left=before, began=cast.hana)


def _mark_of_hana(cast: Cast) -> None:
    Bookmark.objects.create(participant=cast.hana, opportunity=cast.draft)


def _named_by_hana(cast: Cast) -> None:
    NeverMeet.objects.create(
        participant=cast.hana, kind="other", words="前の上司", recorded_by=cast.hana.user, public_id=NAMED
    )


PAGES = [
    "me",
    "me_steps",
    "me_access",
    "me_copy",
    "me_copy_paper",
    "me_copy_data",
    "me_access_file",
    "me_consents",
    "me_interests",
    "me_calendar",
    "me_never_meet",
    "me_family",
    "me_desk",
    "me_wishes",
    "me_contact",
]
ROWS = [
    row("portal:inbox", ok=SIGNED_IN),
    row("portal:inbox_read_all", ok=SIGNED_IN, post={}),
    row("portal:inbox_entry", ok="hana", prepare=_notice_for_hana, public_id=NOTICE),
    *(row(f"portal:{page}", ok=PARTICIPANTS) for page in PAGES),
    row("portal:me_contact", ok=PARTICIPANTS, post={"nickname": "はな"}),
    row("portal:me_wish", ok=PARTICIPANTS, question="days"),
    row("portal:me_wish", ok=PARTICIPANTS, question="days", post={"answer": ["mon"]}),
    row("portal:me_wish", ok="", question="participant"),
    row("portal:me_introductions", ok=PARTICIPANTS, post={"pause": "1"}),
    row("portal:proposal", ok="hana", public_id=lambda c: c.hana_at_shelves.public_id),
    row("portal:proposal", ok="hana", post={"answer": "stop"}, public_id=lambda c: c.hana_at_shelves.public_id),
    row("portal:my_placement", ok="hana", prepare=_placement_of_hana, public_id=PLACEMENT),
    row("portal:my_placement", ok="hana", prepare=_placement_of_hana, public_id=PLACEMENT, post={}),
    row("portal:my_placement_end", ok="hana", prepare=_placement_of_hana, public_id=PLACEMENT),
    row("portal:my_placement_end", ok="hana", prepare=_placement_of_hana, public_id=PLACEMENT, post={}),
    row("portal:me_consent_give", ok=PARTICIPANTS, purpose="publish_story"),
    row("portal:me_consent_give", ok=PARTICIPANTS, post={}, purpose="publish_story"),
    row("portal:me_consent_sheet", ok="hana", prepare=_sheet_of_hana, public_id=CONSENT),
    row("portal:me_consent_withdraw", ok="hana", prepare=_consent_of_hana, public_id=CONSENT, post={}),
    row("portal:me_family", ok=PARTICIPANTS, post={"who": "母"}),
    row("portal:me_desk", ok=PARTICIPANTS, post={}),
    *(
        row(f"portal:{name}", ok="hana", prepare=_hana_was_elsewhere, post=post)
        for name, post in (("me_desk_share", {}), ("me_desk_back", {}), ("me_desk_copy", None))
    ),
    row("portal:me_never_meet_name", ok=PARTICIPANTS, kind="company"),
    row("portal:me_never_meet_name", ok=PARTICIPANTS, kind="staff", post={"q": "tanaka"}),
    row("portal:me_never_meet_name", ok="", kind="anybody"),
    row("portal:me_never_meet_end", ok="hana", prepare=_named_by_hana, public_id=NAMED, post={}),
    row("portal:me_interest", ok="hana", prepare=_mark_of_hana, post={"keep": "0"}, public_id=lambda c: c.draft.public_id),
    row("portal:me_interest", ok=PARTICIPANTS, post={"keep": "1"}, public_id=lambda c: c.shelves.public_id),
]  # fmt: skip
