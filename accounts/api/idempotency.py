"""`Idempotency-Key`: a write that is sent twice, because the answer got lost, happens once."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.request import Request

from accounts.models import AnsweredRequest

HEADER = "Idempotency-Key"
LONGEST = 200

Done = tuple[int, str]
"""The status of the answer, and the public id of what the caller is shown."""


class AnotherRequest(exceptions.APIException):
    status_code = 422
    default_code = "another_request"


def once(request: Request, write: Callable[[], Done]) -> tuple[Done, bool]:
    """Carry out `write` in one transaction, unless this key was answered before; says whether it was.

    Two calls with one key at the same moment: the second waits for the first, and is then answered like it.
    """
    key = request.headers.get(HEADER, "")
    if not key:
        with transaction.atomic():
            return write(), False
    if len(key) > LONGEST or not key.isprintable():
        raise exceptions.ValidationError({HEADER: _("鍵は、200文字までの文字で書いてください。")})
    asked = _hash_of(request)
    AnsweredRequest.objects.filter(user=request.user, at__lt=timezone.now() - AnsweredRequest.KEPT).delete()
    with transaction.atomic():
        former = _claim(request, key, asked)
        if former is not None:
            return former, True
        status, result = write()
        AnsweredRequest.objects.filter(user=request.user, key=key).update(status=status, result=result)
    return (status, result), False


def _claim(request: Request, key: str, asked: str) -> Done | None:
    try:
        with transaction.atomic():
            AnsweredRequest.objects.create(user=request.user, key=key, asked=asked)
    except IntegrityError:
        former = AnsweredRequest.objects.get(user=request.user, key=key)
        if former.asked != asked:
            raise AnotherRequest(_("この鍵は、別の求めに使われています。新しい鍵にしてください。")) from None
        return former.status or 200, former.result
    return None


def _hash_of(request: Request) -> str:
    said: list[Any] = [request.method, request.get_full_path(), request.data]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()
