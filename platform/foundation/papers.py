"""Papers as PDF, set by typst with one font that we bring along: the same on every machine."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst


def _fonts() -> list[Path]:
    spec = find_spec("noto_cjk_sans_jp_regular")
    return [Path(folder) for folder in (spec.submodule_search_locations or [])] if spec else []


def pdf(template: Path, data: dict[str, Any]) -> bytes:
    """The paper that `template` (a .typ file) makes of the data; it reads them as `json(bytes(sys.inputs.data))`.

    What people wrote is data and never markup: nobody can change the paper by what they type.
    """
    return typst.compile(
        template,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
