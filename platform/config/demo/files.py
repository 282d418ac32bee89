"""The texts of the demo, as writers keep them."""

import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"

Table = dict[str, Any]


def read(name: str) -> Table:
    """One file of texts: `read("bodies")` is data/bodies.toml."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def read_folder(name: str) -> list[Table]:
    """Every file of a folder, in the order of their names."""
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((DATA / name).glob("*.toml"))]
