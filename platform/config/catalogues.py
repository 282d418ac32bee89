"""Translations: every room's `locale/*/LC_MESSAGES/django.po` becomes the .mo that gettext reads.

Babel does it, so no machine needs GNU gettext. Nothing compiled is committed.
"""

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]


class CatalogueError(ValueError):
    """A translation whose placeholders differ from the original's."""


def sources() -> list[Path]:
    """The .po files of the project's own rooms."""
    rooms = [folder for base in (ROOT, ROOT / "platform") for folder in base.iterdir() if folder.is_dir()]
    return sorted(po for room in rooms for po in room.glob("locale/*/LC_MESSAGES/*.po"))


def compile_stale() -> list[Path]:
    """Compile each catalogue that changed since it was compiled; returns those."""
    stale = [po for po in sources() if not _is_fresh(po)]
    for po in stale:
        compile_one(po)
    return stale


def _is_fresh(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime


def compile_one(po: Path) -> None:
    """Write the .mo beside this .po; refuses translations that would break where they are used."""
    with po.open("rb") as source:
        catalogue = read_po(source, locale=po.parts[-3], abort_invalid=True)
    for message, errors in catalogue.check():
        raise CatalogueError(f"{po}:{message.lineno}: {message.id!r}: {errors[0]}")
    # Made beside its place and renamed: a server that starts meanwhile never reads half a file.
    number, name = tempfile.mkstemp(dir=po.parent, prefix=".", suffix=".mo")
    with os.fdopen(number, "wb") as target:
        write_mo(target, catalogue)
    fresh = Path(name)
    fresh.chmod(0o644)
    fresh.replace(po.with_suffix(".mo"))
