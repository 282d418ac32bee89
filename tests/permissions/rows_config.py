"""Addresses that belong to the house itself."""

from tests.permissions.table import EVERYBODY, row

ROWS = [
    row("health", ok=EVERYBODY),
    row("robots", ok=EVERYBODY),
    row("leave", ok=EVERYBODY),
    row("leave", ok=EVERYBODY, post={}),
    row("demo_mail", ok=""),
    row("content:home", ok=EVERYBODY),
    row("content:privacy", ok=EVERYBODY),
]
