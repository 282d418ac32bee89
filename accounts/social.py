"""Log-ins of others (LINE, a municipality's own): a further way in for people, never a way to become somebody.

What the other side tells about a person is not stored, only the number by which it knows them.
"""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.line import views as line
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _


class SocialAdapter(DefaultSocialAccountAdapter):
    """Our words; only what the environment configures exists."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "email_taken": _(
            "このメールアドレスは、もう登録されています。先にいつもの方法でログインしてから、%sをつないでください。"
        ),
        "no_password": _("ほかのログインの方法がないので、外せません。先にパスワードを決めてください。"),
        "no_verified_email": _("確認の終わったメールアドレスがないので、外せません。"),
        "connected_other": _("このログインは、ほかの登録につながっています。"),
        "invalid_token": _("確かめられませんでした。もう一度お試しください。"),
    }


@receiver(pre_save, sender=SocialAccount)
def store_no_more_than_the_number(sender: Any, instance: SocialAccount, **kwargs: Any) -> None:
    """Names, pictures and addresses from elsewhere stay there."""
    instance.extra_data = {}


def any_configured() -> bool:
    """Whether this installation has a log-in of others at all."""
    return bool(settings.SOCIALACCOUNT_PROVIDERS)


@login_not_required
def line_login(request: HttpRequest) -> HttpResponseBase:
    """To LINE, where it is configured."""
    try:
        return line.oauth2_login(request)
    except SocialApp.DoesNotExist as missing:
        raise Http404 from missing


@login_not_required
def line_callback(request: HttpRequest) -> HttpResponseBase:
    """Back from LINE."""
    try:
        return line.oauth2_callback(request)
    except SocialApp.DoesNotExist as missing:
        raise Http404 from missing
