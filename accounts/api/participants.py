"""`/api/v1/participants/`: the records of people, for themselves, their team and the managers of their desk.

A list gives nicknames; opening one, or its wishes, is a read that the person sees.
"""

from copy import copy
from typing import Any

import django_filters
from django.db import models
from django.shortcuts import get_object_or_404
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.decorators import action
from rest_framework.filters import OrderingFilter
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import perms, workflow
from accounts.api.reading import CleanModelSerializer
from accounts.api.views import Resource
from accounts.fields import hidden_from, readers_of, shown_to
from accounts.models import Consent, Organisation, Participant, RecordAccess, Wishes
from municipalities.models import Municipality

What = RecordAccess.What
WHO = (
    "family_name", "given_name", "family_kana", "given_kana", "birth_date", "birth_year", "birth_not_told", "sex",
    "postcode", "address", "telephone", "email",
)  # fmt: skip
"""Who somebody is in law, and where they live: not for every reader (`accounts.fields`)."""
HOW = (
    "channel", "contact_hours", "not_until", "never_telephone", "neutral_sender", "visit_wished",
    "address_shared", "telephone_shared", "email_shared",
)  # fmt: skip
WISHES = (*Wishes.ASKED, "no_introductions")


class ParticipantInShort(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)
    desk = serializers.CharField(source="desk.public_id", read_only=True)
    municipality = serializers.CharField(source="municipality_id", read_only=True, allow_null=True)

    class Meta:
        model = Participant
        fields = ["id", "kind", "nickname", "desk", "municipality", "registered_at", "taken_on_at"]


class ParticipantInFull(ParticipantInShort):
    """What of `WHO` is null is not known, or not for this reader."""

    class Meta(ParticipantInShort.Meta):
        fields = [*ParticipantInShort.Meta.fields, *HOW, *WHO]
        extra_kwargs = {name: {"allow_null": True} for name in WHO}

    def to_representation(self, instance: Participant) -> Any:
        (shown,) = shown_to(self.context["request"].user, [copy(instance)])
        found = super().to_representation(shown)
        return found | dict.fromkeys(shown.hidden_fields & set(found))


class ParticipantChanges(CleanModelSerializer):
    municipality = serializers.SlugRelatedField(
        slug_field="code", queryset=Municipality.objects.bodies(), allow_null=True, required=False
    )

    class Meta:
        model = Participant
        fields = ["nickname", "municipality", *HOW, *WHO]


class NewParticipant(ParticipantChanges):
    desk = serializers.CharField(max_length=14)
    how = serializers.ChoiceField(
        choices=[one for one in Consent.How.choices if one[0] != Consent.How.ONLINE]
    )

    class Meta(ParticipantChanges.Meta):
        fields = ["desk", "how", *ParticipantChanges.Meta.fields]


class WishesSerializer(CleanModelSerializer):
    class Meta:
        model = Wishes
        fields = [*WISHES]


class ParticipantFilters(django_filters.FilterSet):
    q = django_filters.CharFilter(method="words", max_length=100)
    desk = django_filters.CharFilter(field_name="desk__public_id", max_length=14)
    municipality = django_filters.CharFilter(field_name="municipality_id", max_length=5)

    class Meta:
        model = Participant
        fields: list[str] = []

    def words(self, rows: Any, name: str, value: str) -> Any:
        return rows.with_identity_for(self.request.user).called(value)


class KnownOrder(OrderingFilter):
    """By the reading of the name as far as the caller knows it: an order would tell a peer what no field tells."""

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> list[str]:
        asked = super().get_ordering(request, queryset, view) or []
        return [term.replace("family_kana", "reading") for term in asked]


class Participants(Resource):
    """People who are supported. Every field may be empty: not asked yet is not a no."""

    scope = "people"
    in_short, in_full = ParticipantInShort, ParticipantInFull
    filterset_class = ParticipantFilters
    ordering_fields = ["family_kana", "nickname", "registered_at"]
    filter_backends = (DjangoFilterBackend, KnownOrder)
    ordering = ["family_kana", "nickname", "pk"]

    def queryset_for(self, user: Any) -> models.QuerySet[Participant]:
        return Participant.objects.visible_to(user).with_reading_for(user).select_related("desk")

    def opened(self, row: Any) -> None:
        workflow.log_access(row, by=self.request.user, what="api.record")

    def _theirs(self, row: Participant) -> bool:
        return row.user_id == self.request.user.pk or perms.can_accompany(self.request.user, row)

    @extend_schema(request=NewParticipant, responses={201: ParticipantInFull})
    def create(self, request: Request) -> Response:
        """Begin a record for somebody who agreed to it; `how` says how they did. You are their first team member."""
        fields = self.checked(NewParticipant)
        desk = get_object_or_404(Organisation.objects.desks(), public_id=fields.pop("desk"))
        if not perms.can_register_participant(request.user, desk):
            raise exceptions.PermissionDenied
        how = fields.pop("how")
        Participant(desk=desk, **fields).full_clean(exclude=["search", "log_id"])
        return self.create_with(
            lambda: workflow.register_participant(by=request.user, desk=desk, how=how, fields=fields)
        )

    @extend_schema(request=ParticipantChanges(partial=True), responses=ParticipantInFull)
    def partial_update(self, request: Request, public_id: str) -> Response:
        """Put right who they are and how they wish to be contacted; what is not sent stays as it is."""

        def change(row: Participant) -> None:
            if hidden_from(readers_of(request.user, [row])[row.pk]) & set(request.data):
                raise exceptions.PermissionDenied
            read = ParticipantChanges(row, data=request.data, partial=True)
            read.is_valid(raise_exception=True)
            for name, value in read.validated_data.items():
                setattr(row, name, value)
            row.full_clean(exclude=["search", "public_id", "log_id"])
            workflow.change_record(row, by=request.user, fields=read.validated_data)

        return self.act(change, may=self._theirs)

    @extend_schema(responses=WishesSerializer)
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def wishes(self, request: Request, public_id: str) -> Response:
        """What they can and want; null is "not asked yet"."""
        row = self.get_object()
        workflow.log_access(row, by=request.user, what="api.wishes")
        return Response(WishesSerializer(Wishes.of(row)).data)

    @extend_schema(request=WishesSerializer(partial=True), responses=WishesSerializer)
    @wishes.mapping.patch
    def change_wishes(self, request: Request, public_id: str) -> Response:
        """Fill in some of it; what is not sent stays as it is."""
        row = self.get_object()
        if not self._theirs(row):
            raise exceptions.PermissionDenied
        wishes = Wishes.of(row)
        read = WishesSerializer(wishes, data=request.data, partial=True)
        read.is_valid(raise_exception=True)
        for name, value in read.validated_data.items():
            setattr(wishes, name, value)
        wishes.full_clean(exclude=["participant"])
        changed = workflow.change_wishes(row, by=request.user, fields=read.validated_data)
        workflow.log_access(row, by=request.user, what="api.wishes")
        return Response(WishesSerializer(changed).data)
