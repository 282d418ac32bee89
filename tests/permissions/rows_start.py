"""Where everybody begins."""

from tests.permissions.table import SIGNED_IN, row

ROWS = [
    row("portal:start", ok=SIGNED_IN),
]
