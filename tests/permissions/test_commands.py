"""Every command of ours is in the table, and what comes close to a right call leaves no trace."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command, get_commands

from accounts.models import Membership, Organisation, Participant, User
from tests.permissions.commands import COMMANDS, CommandRow

ROOT = Path(__file__).resolve().parents[2]


def test_every_command_has_a_row() -> None:
    rooms = {app.name for app in apps.get_app_configs() if Path(app.path).parent in (ROOT, ROOT / "platform")}
    ours = {name for name, app in get_commands().items() if app in rooms}
    assert ours == {row.name for row in COMMANDS}


@pytest.mark.parametrize("row", [row for row in COMMANDS if row.near_miss], ids=lambda row: row.does)
def test_a_near_miss_is_refused_and_leaves_no_trace(row: CommandRow, db: None, settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match=row.says):
        call_command(*row.near_miss)
    assert not any(model.objects.exists() for model in (Organisation, Participant, User, Membership))
