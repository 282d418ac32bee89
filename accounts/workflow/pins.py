"""A number of one's own, on a device that knew the code."""

import secrets

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import entry_codes, pins
from accounts.models import KnownDevice, Participant, Pin, User
from foundation.moves import Refused

WRONG_AT_MOST = 5


@transaction.atomic
def set_pin(user: User, pin: str) -> Pin:
    """The person chooses a number, or another one; what a family would try first is refused."""
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    person = Participant.objects.filter(user=user).first()
    if not (pin.isascii() and pin.isdigit() and pins.SHORTEST <= len(pin) <= pins.LONGEST):
        raise Refused(_("6けたから12けたの数字で入力してください。"), field="pin")
    if pins.is_easy(pin):
        raise Refused(
            _("同じ数字や、順番の数字は、ほかの人にも分かりやすいです。別の数字にしてください。"), field="pin"
        )
    if person is not None and pins.is_about(pin, person):
        raise Refused(
            _("誕生日や電話番号は、近くの人にも分かりやすいです。別の数字にしてください。"), field="pin"
        )
    stored = {"digits": make_password(pin), "set_at": timezone.now()}
    return Pin.objects.update_or_create(user=user, defaults=stored)[0]


def remember_device(user: User) -> str:
    """From now on the number opens the account on this device; the answer is the secret for its cookie."""
    secret = secrets.token_urlsafe(32)
    KnownDevice.objects.create(user=user, digest=entry_codes.digest_of(secret))
    return secret


def known_device(secret: str) -> KnownDevice | None:
    """The device that holds this secret, where its person has a number."""
    devices = KnownDevice.objects.filter(digest__in=entry_codes.digests_of(secret), user__pin__isnull=False)
    return devices.select_related("user").first() if secret else None


def forget_device(secret: str) -> None:
    """This device asks for the code again."""
    if secret:
        KnownDevice.objects.filter(digest__in=entry_codes.digests_of(secret)).delete()


def sign_in_with_pin(secret: str, pin: str) -> User:
    """The number of the person whom this device knows. After some wrong ones it asks for the code again."""
    user = _try(secret, pin)  # stored before anything is refused
    if user is not None:
        return user
    if known_device(secret) is None:
        raise Refused(_("この機器では、もう一度コードで入ってください。記録はそのままです。"), field="device")
    raise Refused(_("暗証番号がちがうようです。もう一度ゆっくり入れてください。"), field="pin")


@transaction.atomic
def _try(secret: str, pin: str) -> User | None:
    found = known_device(secret)
    devices = KnownDevice.objects.select_for_update(of=("self",)).select_related("user__pin")
    device = devices.filter(pk=found.pk).first() if found else None
    if device is None:
        return None
    if check_password(pin, device.user.pin.digits):
        device.wrong_in_a_row, device.last_used_at = 0, timezone.now()
        device.save(update_fields=["wrong_in_a_row", "last_used_at"])
        return device.user
    if device.wrong_in_a_row + 1 >= WRONG_AT_MOST:
        device.delete()
    else:
        KnownDevice.objects.filter(pk=device.pk).update(wrong_in_a_row=F("wrong_in_a_row") + 1)
    return None
