"""What the log-in page asks about the device."""

from typing import Any

from django import template

from accounts.devices import known_here

register = template.Library()


@register.simple_tag(takes_context=True)
def somebody_is_known_here(context: dict[str, Any]) -> bool:
    """Whether a number opens an account on this device. Whose is not said."""
    return known_here(context["request"]) is not None
