"""`{% furigana %}…{% endfurigana %}`: readings above the words that pages use most, for whoever wishes them."""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from config import furigana

register = template.Library()


class FuriganaNode(template.Node):
    """Draws what is inside; with readings where the reader chose so and reads Japanese."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> Any:
        html = self.nodelist.render(context)
        page = context.get("page")
        if page is None or not page.display.furigana or get_language() != "ja":
            return html
        # The template has escaped what is in there; only tags of our own are added.
        return mark_safe(furigana.with_readings(html))  # noqa: S308


@register.tag("furigana")
def do_furigana(parser: Parser, token: Token) -> FuriganaNode:
    """The tag itself."""
    nodelist = parser.parse(("endfurigana",))
    parser.delete_first_token()
    return FuriganaNode(nodelist)
