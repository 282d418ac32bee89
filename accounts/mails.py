"""Mails of this room, and the door through which every mail leaves (`post`).

Their words say only that a colleague invites: an inbox can be read by others.
"""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import AccountClosing, Invitation, Participant
from accounts.reaching import NEWS, Says, way_to


def post(to: str, subject: str, text: str, *, link: str = "") -> None:
    """Send a mail in the words that may be said at this address; a link that is needed stays in it."""
    words = neutral(to, subject, text, link=link)
    if words is not None:
        send_mail(*words, None, [to])


def neutral(to: str, subject: str, text: str, *, link: str = "") -> tuple[str, str] | None:
    """Subject and text as they may stand in a mail to this address; None where no mail goes there."""
    way = way_to(to, Participant.Channel.EMAIL)
    if way is None:
        return None
    if way.says is Says.WORDS:
        return subject, text
    return str(NEWS), "\n\n".join(filter(None, [str(NEWS), link])) + "\n"


def send_invitation(invitation: Invitation, token: str) -> None:
    """The link, and who invites."""
    with override(invitation.language):
        link = settings.SITE_URL + reverse("account_invitation", kwargs={"token": token})
        context = {"link": link, "inviter": invitation.invited_by.name, "until": invitation.expires_at}
        text = render_to_string("accounts/email/invitation.txt", context)
        post(invitation.email, _("サービスへの招待"), text, link=link)


def send_closing(closing: AccountClosing, token: str, *, to: str, language: str) -> None:
    """The account will be closed; the link takes it back."""
    with override(language):
        link = settings.SITE_URL + reverse("account_stay", kwargs={"token": token})
        text = render_to_string("accounts/email/closing.txt", {"link": link, "on": closing.due_at})
        post(to, _("アカウントについてのお知らせ"), text, link=link)


def send_new_key(*, to: str, language: str) -> None:
    """A key was made; where to look is said, what it opens is not."""
    with override(language):
        link = settings.SITE_URL + reverse("account_keys")
        text = render_to_string("accounts/email/new_key.txt", {"link": link})
        post(to, _("アカウントについてのお知らせ"), text, link=link)
