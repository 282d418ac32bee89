"""Mails of this room. Their words say only that a colleague invites: an inbox can be read by others."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import AccountClosing, Invitation


def send_invitation(invitation: Invitation, token: str) -> None:
    """The link, and who invites."""
    with override(invitation.language):
        link = settings.SITE_URL + reverse("account_invitation", kwargs={"token": token})
        context = {"link": link, "inviter": invitation.invited_by.name, "until": invitation.expires_at}
        text = render_to_string("accounts/email/invitation.txt", context)
        send_mail(_("サービスへの招待"), text, None, [invitation.email])


def send_closing(closing: AccountClosing, token: str, *, to: str, language: str) -> None:
    """The account will be closed; the link takes it back."""
    with override(language):
        link = settings.SITE_URL + reverse("account_stay", kwargs={"token": token})
        text = render_to_string("accounts/email/closing.txt", {"link": link, "on": closing.due_at})
        send_mail(_("アカウントについてのお知らせ"), text, None, [to])


def send_new_key(*, to: str, language: str) -> None:
    """A key was made; where to look is said, what it opens is not."""
    with override(language):
        link = settings.SITE_URL + reverse("account_keys")
        text = render_to_string("accounts/email/new_key.txt", {"link": link})
        send_mail(_("アカウントについてのお知らせ"), text, None, [to])
