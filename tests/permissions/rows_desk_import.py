"""People from a table: of a file that Saito sent, even colleagues and the manager see nothing."""

from accounts.models import PeopleFile
from tests.permissions.table import row

WHO_REGISTER = "saito tanaka abe mori goto ono"
FILE = "saitonomeibo22"


def _file(state: str):
    def prepare(cast) -> PeopleFile:
        return PeopleFile.objects.create(
            public_id=FILE, desk=cast.oita, sent_by=cast.saito, name="名簿.csv", header=["氏名"], columns=["name"],
            state=state, counts={"rows": 0, "blank": 0, "rejected": 0},
        )  # fmt: skip

    return prepare


def _row(name: str, state: str, **post):
    return row(f"portal:{name}", ok="saito", prepare=_file(state), public_id=FILE, **post)


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
]
