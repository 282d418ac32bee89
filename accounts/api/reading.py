"""How JSON comes in: small enough, not too deep, and as clean as what forms read."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from rest_framework import exceptions, parsers, serializers

from foundation.digits import clean_text
from foundation.my_number import mask

LARGEST = 1_000_000
"""Bytes of one request."""


class SmallJSON(parsers.JSONParser):
    """JSON of at most a megabyte; an object, as every write here takes one."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> dict[str, Any]:
        request = parser_context["request"]
        try:
            announced = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            announced = 0
        if announced > LARGEST:
            raise exceptions.ParseError(_("送られた内容が大きすぎます。1MBまでにしてください。"))
        try:
            found = super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise exceptions.ParseError(_("送られた内容の入れ子が深すぎます。")) from None
        if not isinstance(found, dict):
            raise exceptions.ParseError(_("JSONのオブジェクト（{…}）を送ってください。"))
        return found


class CleanText(serializers.CharField):
    """Text without what nobody can see or the database cannot store, like the fields of forms."""

    def to_internal_value(self, data: Any) -> str:
        if isinstance(data, str):
            data = mask(clean_text(data))
        return super().to_internal_value(data)


class CleanModelSerializer(serializers.ModelSerializer):
    """A model's fields, with texts cleaned; what the database would refuse is refused with its sentence."""

    serializer_field_mapping = serializers.ModelSerializer.serializer_field_mapping | {
        models.CharField: CleanText,
        models.TextField: CleanText,
    }
