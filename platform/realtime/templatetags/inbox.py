"""The inbox in templates."""

from django import template

from realtime.models import InboxEntry

register = template.Library()


@register.simple_tag
def unread_notices(user: object) -> int:
    """How many notices the user has not opened."""
    if not getattr(user, "is_authenticated", False):
        return 0
    return InboxEntry.objects.of(user).unread().count()
