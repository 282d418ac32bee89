"""Words that cannot wait, on the pages of those who are asked to take them on."""

from typing import Any

from django import template

from accounts.models import Alarm

register = template.Library()
STAFF_PAGES = ("desk", "office")


@register.inclusion_tag("portal/cannot_wait/_calling.html", takes_context=True)
def alarms_calling(context: dict[str, Any]) -> dict[str, Any]:
    """On every page of the desk and the office, until somebody took it; elsewhere nothing."""
    request = context.get("request")
    found = request.resolver_match if request else None
    if (
        request is None
        or found is None
        or found.namespace != "portal"
        or not (found.url_name or "").startswith(STAFF_PAGES)
    ):
        return {"calling": 0}
    return {"calling": Alarm.objects.calling(request.user).count(), "page_name": found.url_name}
