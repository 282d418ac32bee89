"""What was recorded in one language, said in the reader's, as long as it is one of our own sentences.

What people agreed to stays in the database as they read it; whoever reads it later may read another language.
"""

import re
from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any

from django.conf import settings
from django.utils import translation

_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠々〆]")


def retell(text: str, sentences: Iterable[Any], *, names: Mapping[str, str] | None = None) -> str | None:
    """`text` in the active language, where it is one of the (lazily translated) sentences; else None.

    A sentence may hold {placeholders}: what stood in their place is kept, or exchanged as `names` says
    (recorded name → name in the reader's language).
    """
    for sentence in sentences:
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                said = str(sentence)
            if found := re.fullmatch(_pattern(said), text, re.DOTALL):
                places = found.groupdict()
                return str(sentence).format(**{key: (names or {}).get(at, at) for key, at in places.items()})
    return None


def _pattern(sentence: str) -> str:
    pieces = Formatter().parse(sentence)
    return "".join(re.escape(words) + (f"(?P<{place}>.+?)" if place else "") for words, place, *_ in pieces)


def language_of(text: str) -> str:
    """The language of what somebody wrote, for the page's `lang`: "ja" or "en"."""
    return "ja" if _JAPANESE.search(text) else "en"
