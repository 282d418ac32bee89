"""The support worker's desk. Of Hana: Saito and Kido are her team, Abe manages, Tanaka sits beside them."""

from accounts import scans
from accounts.models import ConsentScan, DeskChange, NeverMeet, Participant, SavedView
from accounts.workflow import break_glass, share_earlier_record
from casework.models import NextContact, Note
from tests import factories as make
from tests.accounts.family_cast import families_beside
from tests.permissions.table import STAFF, row

TEAM, OPEN_TO = "saito kido", "saito kido abe"
WHO_REGISTER = "saito tanaka abe mori goto ono"
YES = {"answer": "yes", "how": "telephone"}
CONTACT, NOTE, NAMED = "hananorenraku2", "hananokiroku22", "hananoaite2222"
VIEW = "asanoichiran22"
OITA_STAFF = "saito tanaka kido abe"
MOTHER = "hananohaha2222"


def hana(cast) -> str:
    return cast.hana.public_id


def _contact(cast) -> NextContact:
    return make.NextContactFactory(
        participant=cast.hana, made_by=cast.saito, project=cast.project, public_id=CONTACT
    )


def _note(cast) -> Note:
    return make.NoteFactory(participant=cast.hana, author=cast.saito, project=cast.project, public_id=NOTE)


def _consent(cast) -> str:
    return cast.hana_at_shelves.consent.public_id


def _sheet(cast) -> None:
    sheet = scans.Sheet(b"%PDF-1.4 %%EOF", ConsentScan.Type.PDF)
    scans.keep(sheet, cast.hana_at_shelves.consent)


def _named(cast) -> None:
    NeverMeet.objects.create(
        participant=cast.hana,
        kind="company",
        company=cast.kaze_company,
        recorded_by=cast.kido,
        public_id=NAMED,
    )


def _kido_named(cast) -> None:
    """Kido, who is named, finds nothing any more; Saito, who did not write it down, cannot tell."""
    NeverMeet.objects.create(
        participant=cast.hana, kind="staff", person=cast.kido, recorded_by=cast.hana.user, public_id=NAMED
    )


def _yui_before_hana(cast) -> None:
    """As if Yui of Beppu had been Hana of Oita before: without a yes nobody reads of it."""
    DeskChange.objects.create(left=cast.hana, began=cast.yui)


def _yui_shares(cast) -> None:
    """And with her yes her new team does, and nobody of the old desk."""
    _yui_before_hana(cast)
    share_earlier_record(cast.yui, by=cast.yui.user)


def _mothers(cast) -> None:
    """Hana's mother, whom Tanaka accompanies: neither Hana nor Hana's team finds her."""
    Participant.objects.filter(pk=families_beside(cast).haru.pk).update(public_id=MOTHER)


def _of_saito(cast) -> dict[str, str]:
    return {"user": cast.saito.public_id}


def _view(cast) -> None:
    SavedView.objects.create(owner=cast.saito, name="朝の一覧", public_id=VIEW)


def _shared_view(cast) -> None:
    SavedView.objects.create(owner=cast.abe, name="朝の一覧", shared_with=cast.oita, public_id=VIEW)


def _glass(cast) -> None:
    break_glass(cast.hana, by=cast.tanaka, why="danger", reason="電話に出ない。")


ROWS = [
    row("portal:desk_opened", ok=WHO_REGISTER),
    # Behind glass Tanaka reads and sends nothing; who may open the record goes straight there.
    row("portal:desk_open", ok="saito tanaka abe", public_id=hana),
    row(
        "portal:desk_open",
        ok="saito tanaka abe",
        post={"why": "danger", "reason": "電話に出ない。"},
        public_id=hana,
    ),
    row("portal:desk_participant", ok="saito kido abe tanaka", prepare=_glass, public_id=hana),
    row(
        "portal:desk_participant",
        ok=OPEN_TO,
        refused="tanaka",
        prepare=_glass,
        post={"text": "話した。"},
        public_id=hana,
    ),
    row("portal:desk_plan", ok=OPEN_TO, prepare=_glass, public_id=hana),
    row("portal:desk_team_add", ok=OPEN_TO, prepare=_glass, post={}, public_id=hana),
    row("portal:desk", ok=STAFF),
    row("portal:desk_people", ok=STAFF),
    row("portal:desk_views", ok=STAFF),
    row("portal:desk_view_save", ok=STAFF),
    row("portal:desk_view_save", ok=STAFF, post={"name": "朝の一覧"}),
    # A view of one's own is there for nobody else; one that the desk shares is changed by its managers.
    row("portal:desk_view", ok="saito", prepare=_view, public_id=VIEW),
    row("portal:desk_view", ok="saito", prepare=_view, post={"name": "夕方"}, public_id=VIEW),
    row("portal:desk_view", ok=OITA_STAFF, prepare=_shared_view, public_id=VIEW),
    row(
        "portal:desk_view",
        ok="abe",
        refused="saito tanaka kido",
        prepare=_shared_view,
        post={"name": "夕方"},
        public_id=VIEW,
    ),
    row("portal:desk_view_delete", ok="saito", prepare=_view, post={}, public_id=VIEW),
    row(
        "portal:desk_view_delete",
        ok="abe",
        refused="saito tanaka kido",
        prepare=_shared_view,
        post={},
        public_id=VIEW,
    ),
    row("portal:desk_view_share", ok="saito", prepare=_view, post={}, public_id=VIEW),
    row(
        "portal:desk_view_share",
        ok="abe",
        refused="saito tanaka kido",
        prepare=_shared_view,
        post={"stop": "1"},
        public_id=VIEW,
    ),
    row("portal:desk_view_first", ok="saito", prepare=_view, post={}, public_id=VIEW),
    row("portal:desk_view_first", ok=OITA_STAFF, prepare=_shared_view, post={}, public_id=VIEW),
    row("portal:desk_bulk", ok=STAFF),
    row("portal:desk_bulk", ok=STAFF, post={"do": "plan", "scope": "all"}),
    # What became of it stands in the session of whoever did it.
    row("portal:desk_bulk_done", ok="", key=VIEW),
    row("portal:desk_bulk_undo", ok="", post={}, key=VIEW),
    row("portal:desk_export", ok=STAFF),
    row("portal:desk_export", ok=STAFF, post={"scope": "all", "kind": "csv"}),
    row("portal:desk_begin", ok=WHO_REGISTER),
    row("portal:desk_begin", ok=WHO_REGISTER, post={"nickname": ""}),
    row("portal:desk_ask", ok=OPEN_TO, public_id=hana),
    row("portal:desk_question", ok=OPEN_TO, public_id=hana, question="town"),
    row("portal:desk_question", ok="saito abe", public_id=hana, question="reach"),
    row("portal:desk_question", ok=OPEN_TO, post={"answer": ""}, public_id=hana, question="pace"),
    row("portal:desk_register", ok=WHO_REGISTER),
    row("portal:desk_register", ok=WHO_REGISTER, post={"nickname": ""}),
    row("portal:desk_participant", ok=OPEN_TO, public_id=hana),
    row("portal:desk_participant", ok=OPEN_TO, post={"text": "話した。"}, public_id=hana),
    row("portal:desk_plan", ok=OPEN_TO, public_id=hana),
    row("portal:desk_plan", ok=OPEN_TO, post={"on": "x"}, public_id=hana),
    # Whom it may concern at Oita's desk reads that she has somebody already.
    row("portal:desk_take_on", ok="saito tanaka abe", post={}, public_id=lambda cast: cast.sora.public_id),
    row("portal:desk_wishes", ok=OPEN_TO, public_id=hana),
    row("portal:desk_wishes", ok=OPEN_TO, post={"pace": "own"}, public_id=hana),
    row("portal:desk_contact", ok=OPEN_TO, public_id=hana),
    row("portal:desk_contact", ok=OPEN_TO, post={"nickname": "hana"}, public_id=hana),
    row("portal:desk_team", ok=OPEN_TO, public_id=hana),
    row("portal:desk_team_add", ok=OPEN_TO, post={}, public_id=hana),
    row("portal:desk_team_leave", ok=OPEN_TO, post=_of_saito, public_id=hana),
    row("portal:desk_code", ok="saito", refused="abe kido", public_id=hana),
    row("portal:desk_code", ok="saito", refused="abe kido", post={}, public_id=hana),
    row("portal:desk_consents", ok=OPEN_TO, public_id=hana),
    row("portal:desk_consent", ok=OPEN_TO, public_id=hana, purpose="publish_story"),
    row("portal:desk_consent", ok=OPEN_TO, post=YES, public_id=hana, purpose="publish_story"),
    row("portal:desk_consent_sheet", ok=OPEN_TO, prepare=_sheet, public_id=_consent),
    row("portal:desk_withdraw", ok=OPEN_TO, post={}, public_id=_consent),
    row("portal:desk_end", ok=TEAM, refused="abe", public_id=hana),
    row("portal:desk_end", ok=TEAM, refused="abe", post={}, public_id=hana),
    row("portal:desk_earlier", ok="", public_id=hana),
    row("portal:desk_earlier", ok="", prepare=_yui_before_hana, public_id=lambda c: c.yui.public_id),
    row("portal:desk_earlier", ok="mori goto", prepare=_yui_shares, public_id=lambda c: c.yui.public_id),
    row("portal:desk_family", ok=OPEN_TO, public_id=hana),
    row("portal:desk_family", ok=OPEN_TO, post={"who": "母", "how": "telephone"}, public_id=hana),
    row("portal:desk_family", ok="tanaka abe", prepare=_mothers, public_id=MOTHER),
    row("portal:desk_participant", ok="tanaka abe", prepare=_mothers, public_id=MOTHER),
    row("portal:desk_contact", ok="tanaka abe", prepare=_mothers, public_id=MOTHER),
    row("portal:desk_wishes", ok="", prepare=_mothers, public_id=MOTHER),
    row("portal:desk_suggestions", ok="", prepare=_mothers, public_id=MOTHER),
    row("portal:desk_family_link", ok=OPEN_TO, post={}, public_id=hana),
    row("portal:desk_family_link", ok="tanaka abe", post={}, prepare=_mothers, public_id=MOTHER),
    row("portal:desk_never_meet", ok=TEAM, refused="abe", public_id=hana),
    row("portal:desk_never_meet", ok="saito", refused="abe", prepare=_kido_named, public_id=hana),
    row("portal:desk_never_meet_name", ok=TEAM, refused="abe", public_id=hana, kind="company"),
    row(
        "portal:desk_never_meet_name",
        ok=TEAM,
        refused="abe",
        public_id=hana,
        kind="other",
        post={"words": ""},
    ),
    row("portal:desk_never_meet_end", ok=TEAM, refused="abe", prepare=_named, public_id=NAMED, post={}),
    row("portal:desk_never_meet_end", ok="", prepare=_kido_named, public_id=NAMED, post={}),
    row("portal:desk_contact_done", ok=OPEN_TO, prepare=_contact, public_id=CONTACT),
    row("portal:desk_contact_done", ok=OPEN_TO, prepare=_contact, post={}, public_id=CONTACT),
    row("portal:desk_contact_move", ok=OPEN_TO, prepare=_contact, public_id=CONTACT),
    row("portal:desk_contact_move", ok=OPEN_TO, prepare=_contact, post={"on": ""}, public_id=CONTACT),
    row("portal:desk_correct", ok="saito", prepare=_note, public_id=NOTE),
    row("portal:desk_correct", ok="saito", prepare=_note, post={"text": "訂正。"}, public_id=NOTE),
]
