"""One shape for all resources: found through access, read with an ETag, changed by verbs.

A resource names `queryset_for(user)` (what that person may see), its serializers and its `scope`. Every write
answers with the row as the caller now sees it, which is a read like any other, or with 204 where it is out of
their sight.
"""

from collections.abc import Callable
from typing import Any

from django.db import models
from django.http import Http404
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from rest_framework import exceptions, mixins, pagination, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.idempotency import once

PUBLIC_ID = "[0-9a-z]{1,14}"


class Pages(pagination.PageNumberPagination):
    """`?page=2&page_size=100`"""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"


@method_decorator(conditional_page, name="dispatch")
class Resource(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet):
    """Reading: a list in short, one in full. `opened(row)` hears that somebody read one in full."""

    lookup_field = "public_id"
    lookup_value_regex = PUBLIC_ID
    pagination_class = Pages
    scope: str
    in_full: Any
    in_short: Any

    def queryset_for(self, user: Any) -> models.QuerySet[Any]:
        raise NotImplementedError

    def opened(self, row: Any) -> None:
        """Somebody read this row in full."""

    def get_queryset(self) -> models.QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):
            return self.queryset_for(None).none()
        return self.queryset_for(self.request.user)

    def get_serializer_class(self) -> Any:
        return self.in_short if self.action == "list" else self.in_full

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        self.opened(row)
        return Response(self.get_serializer(row).data)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Cache-Control"] = "private, no-cache"
        return response

    def checked(self, serializer: Any) -> dict[str, Any]:
        """What was sent, read by `serializer`; a problem document where it cannot be."""
        read = serializer(data=self.request.data, context=self.get_serializer_context())
        read.is_valid(raise_exception=True)
        found: dict[str, Any] = read.validated_data
        return found

    def act(self, verb: Callable[[Any], Any], *, may: Callable[[Any], bool]) -> Response:
        """A verb about the row in the address. 404 unseen, 403 seen but not theirs, 409 not possible now."""

        def write() -> tuple[int, str]:
            row = self.get_object()
            if not may(row):
                raise exceptions.PermissionDenied
            verb(row)
            return 200, row.public_id

        return self._answer(write)

    def create_with(self, verb: Callable[[], Any]) -> Response:
        """A verb that makes a new row of this resource."""
        return self._answer(lambda: (201, verb().public_id))

    def _answer(self, write: Callable[[], tuple[int, str]]) -> Response:
        (status, public_id), again = once(self.request, write)
        headers = {"Idempotency-Replayed": "true"} if again else {}
        try:
            row = self.get_queryset().get(public_id=public_id)
        except (Http404, models.ObjectDoesNotExist):
            return Response(status=204, headers=headers)
        self.opened(row)
        serializer = self.in_full(row, context=self.get_serializer_context())
        return Response(serializer.data, status=status, headers=headers)
