"""Which words of the project's own files have no English: read from the sources, not from pages.

    assert not untranslated("platform/portal/views/me*.py", "platform/portal/templates/portal/me/*.html")

A page shows only what its rows happen to call for; the sources hold every sentence that it could say.
"""

import ast
import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from config.catalogues import sources

ROOT = Path(__file__).resolve().parents[1]
MARKERS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "gettext_noop"}
JAPANESE = re.compile(r"[\u3001-\u303fぁ-んァ-ヶ一-龠々\uff01-\uff5e]")
_STRING = r"""(u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))"""
_CALL = re.compile(rf"\bn?gettext\({_STRING}(?:,\s*{_STRING})?")
_TRANSLATE = re.compile(r"""_\(("(?:[^"\\]|\\.)*")\)""")


@cache
def english() -> frozenset[str]:
    """Every msgid that has an English text in a catalogue of the project."""
    found: set[str] = set()
    for po in sources():
        if po.parts[-3] != "en":
            continue
        with po.open("rb") as file:
            for message in read_po(file, locale="en"):
                ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
                texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
                if all(texts) and not message.fuzzy:
                    found.update(ids)
    return frozenset(found)


def msgids(path: Path) -> set[str]:
    """The Japanese msgids of a template or a module."""
    text = path.read_text()
    found = _of_python(text) if path.suffix == ".py" else _of_template(text)
    return {words for words in found if JAPANESE.search(words)}


def _of_python(text: str) -> set[str]:
    return {
        argument.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS
        for argument in node.args[:2]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


def _of_template(text: str) -> set[str]:
    found = {
        ast.literal_eval(words)
        for call in _CALL.findall(templatize(text)) for words in call if words
    }  # fmt: skip
    return found | {ast.literal_eval(words) for words in _TRANSLATE.findall(text)}


def untranslated(*patterns: str) -> dict[str, str]:
    """Each msgid without English, and the file that says it. Patterns are relative to the project."""
    files = [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]
    if not files:
        raise ValueError(f"No file is called {patterns}.")
    return {
        words: str(path.relative_to(ROOT)) for path in files for words in sorted(msgids(path) - english())
    }
