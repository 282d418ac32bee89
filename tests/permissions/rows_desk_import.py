"""People from a table: of a file that Saito sent, even colleagues and the manager see nothing.

Records that may be one person: both Hana's and Ren's are open to Saito and to the manager, not to Kido.
"""

from accounts.models import Joining, PeopleFile
from tests.permissions.table import STAFF, row

WHO_REGISTER = "saito tanaka abe mori goto ono"
FILE, JOINING = "saitonomeibo22", "hanatorennoki22"[:14]


def _file(state: str):
    def prepare(cast) -> PeopleFile:
        return PeopleFile.objects.create(
            public_id=FILE, desk=cast.oita, sent_by=cast.saito, name="名簿.csv", header=["氏名"], columns=["name"],
            state=state, counts={"rows": 0, "blank": 0, "rejected": 0},
        )  # fmt: skip

    return prepare


def _row(name: str, state: str, **post):
    return row(f"portal:{name}", ok="saito", prepare=_file(state), public_id=FILE, **post)


def _joining(cast) -> Joining:
    return Joining.objects.create(public_id=JOINING, kept=cast.hana, other=cast.ren, joined_by=cast.saito)


_TWO = {"public_id": lambda cast: cast.hana.public_id, "other": lambda cast: cast.ren.public_id}

ROWS = [
    row("portal:desk_import", ok=WHO_REGISTER),
    row("portal:desk_import", ok=WHO_REGISTER, post={}),
    _row("desk_import_file", "checked"),
    _row("desk_import_columns", "matching"),
    _row("desk_import_columns", "matching", post={"column0": "name", "how": "paper"}),
    _row("desk_import_step", "checking", post={}),
    _row("desk_import_run", "checked", post={}),
    _row("desk_import_rejects", "done"),
    _row("desk_import_remove", "done", post={}),
    row("portal:desk_duplicates", ok=STAFF),
    row("portal:desk_join", ok="saito abe", **_TWO),
    row("portal:desk_join", ok="saito abe", post={}, **_TWO),
    row("portal:desk_two_people", ok="saito abe", post={}, **_TWO),
    row("portal:desk_joining", ok="saito kido abe", prepare=_joining, public_id=JOINING),
    row("portal:desk_joining_undo", ok="saito kido abe", prepare=_joining, post={}, public_id=JOINING),
]
