"""What of a person may be shown to a company."""

from django import template

from accounts.models import Consent

register = template.Library()


@register.simple_tag
def agreed_name(consent: Consent | None) -> str:
    """The name that the person agreed to be called by, while the consent holds; else nothing."""
    if consent is None or not consent.is_in_force:
        return ""
    return next((line["value"] for line in consent.lines if line["key"] == "nickname"), "")
