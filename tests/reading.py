"""Reads a page the way a visitor does: what is said, in which language."""

import re
from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠々〆\u3001-\u3002\u3008-\u3020（）：；！？，．、。〜～・]+")
"""Words, and the marks between them: an English page has no full-width brackets or colons."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.marked: list[bool] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        marked = said.get("lang") == "ja" or (bool(self.marked) and self.marked[-1])
        if not marked:
            shown = [said.get(name) for name in ("alt", "title", "aria-label", "placeholder", "content")]
            self.found += [word for text in shown if text for word in JAPANESE.findall(text)]
        if tag not in VOID:
            self.marked.append(marked)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.marked:
            self.marked.pop()

    def handle_data(self, data: str) -> None:
        if not (self.marked and self.marked[-1]):
            self.found += JAPANESE.findall(data)


def japanese_in(html: str) -> list[str]:
    """Japanese words and marks that the page does not mark with lang="ja": what nobody translated."""
    reader = _Reader()
    reader.feed(html)
    return reader.found
