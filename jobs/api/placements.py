"""`/api/v1/placements/`: arranged experiences, for the person, their team and the company."""

from typing import Any

import django_filters
from django.db import models
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import exceptions, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.reading import CleanText
from accounts.api.views import Resource
from accounts.models import RecordAccess, User
from accounts.workflow import log_access
from jobs import perms
from jobs.api.applications import PersonSerializer, WorkSerializer
from jobs.api.opportunities import Comment
from jobs.models import Placement
from jobs.workflow import placements as verbs

State = Placement.State


class PlacementInShort(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)
    opportunity = WorkSerializer(read_only=True)
    participant = serializers.SerializerMethodField()

    class Meta:
        model = Placement
        fields = ["id", "state", "opportunity", "participant", "starts_on", "ends_on", "changed_at"]

    @extend_schema_field(PersonSerializer(allow_null=True))
    def get_participant(self, row: Placement) -> Any:
        return None if row.seen_by_company else PersonSerializer(row.participant).data  # type: ignore[attr-defined]


class PlacementInFull(PlacementInShort):
    application = serializers.CharField(source="application.public_id", read_only=True)
    accompanied_by = serializers.CharField(
        source="accompanied_by.name", read_only=True, default=None, allow_null=True
    )

    class Meta(PlacementInShort.Meta):
        fields = [
            *PlacementInShort.Meta.fields,
            "application", "engagement", "pay_per_hour", "meeting", "insurance", "accompanied_by",
        ]  # fmt: skip


class PlacementFilters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=State.choices)
    starts_from = django_filters.DateFilter(field_name="starts_on", lookup_expr="gte")
    starts_until = django_filters.DateFilter(field_name="starts_on", lookup_expr="lte")
    opportunity = django_filters.CharFilter(field_name="opportunity__public_id", max_length=14)

    class Meta:
        model = Placement
        fields: list[str] = []


class Preparation(serializers.Serializer):
    insurance = CleanText(max_length=120, allow_blank=True)
    meeting = CleanText(max_length=200, allow_blank=True)
    accompanied_by = serializers.CharField(max_length=14, required=False, allow_null=True, default=None)


class Placements(Resource):
    """Job experiences, from arranged to followed up."""

    scope = "work"
    in_short, in_full = PlacementInShort, PlacementInFull
    filterset_class = PlacementFilters
    ordering_fields = ["starts_on", "changed_at"]
    ordering = ["-starts_on", "-pk"]

    def queryset_for(self, user: Any) -> models.QuerySet[Placement]:
        people = Placement.objects.of_people_visible_to(user).values("pk")
        companies = Placement.objects.of_company_of(user).values("pk")
        rows = Placement.objects.filter(models.Q(pk__in=people) | models.Q(pk__in=companies))
        rows = rows.annotate(seen_by_company=~models.Q(pk__in=people))
        return rows.select_related("opportunity", "participant", "application", "accompanied_by")

    def opened(self, row: Any) -> None:
        if not row.seen_by_company:
            log_access(row.participant, by=self.request.user, what=RecordAccess.What.RECORD)

    def _step(self, after: str, verb: Any) -> Response:
        def may(row: Placement) -> bool:
            return verbs.MOVES.ever_allows(after, perms.placement_parts(self.request.user, row))

        return self.act(verb, may=may)

    @extend_schema(request=Preparation, responses=PlacementInFull)
    @action(detail=True, methods=["post"])
    def prepare(self, request: Request, public_id: str) -> Response:
        """Write down which insurance covers it, where one meets, who comes along (a member of the team)."""
        said = self.checked(Preparation)

        def may(row: Placement) -> bool:
            return "supporter" in perms.placement_parts(request.user, row)

        def verb(row: Placement) -> Any:
            said["accompanied_by"] = self._companion(row, said["accompanied_by"])
            return verbs.prepare(row, by=request.user, **said)

        return self.act(verb, may=may)

    def _companion(self, row: Placement, public_id: str | None) -> User | None:
        if not public_id:
            return None
        team = row.participant.team.current().values("user")
        companion = User.objects.filter(pk__in=team, public_id=public_id).first()
        if companion is None:
            raise exceptions.ValidationError({"accompanied_by": public_id})
        return companion

    @extend_schema(request=None, responses=PlacementInFull)
    @action(detail=True, methods=["post"])
    def start(self, request: Request, public_id: str) -> Response:
        """It has begun; refused until it is written down which insurance covers it."""
        return self._step(State.UNDER_WAY, lambda row: verbs.start(row, by=request.user))

    @extend_schema(request=None, responses=PlacementInFull)
    @action(detail=True, methods=["post"])
    def complete(self, request: Request, public_id: str) -> Response:
        """It took place."""
        return self._step(State.COMPLETED, lambda row: verbs.complete(row, by=request.user))

    @extend_schema(request=Comment, responses=PlacementInFull)
    @action(detail=True, methods=["post"])
    def end_here(self, request: Request, public_id: str) -> Response:
        """It ends here, by whoever wishes."""
        said = self.checked(Comment)
        return self._step(State.ENDED_HERE, lambda row: verbs.end_here(row, by=request.user, **said))

    @extend_schema(request=Comment, responses=PlacementInFull)
    @action(detail=True, methods=["post"])
    def did_not_take_place(self, request: Request, public_id: str) -> Response:
        """It did not come to it; the place is free again."""
        said = self.checked(Comment)

        def verb(row: Placement) -> Any:
            return verbs.did_not_take_place(row, by=request.user, **said)

        return self._step(State.DID_NOT_TAKE_PLACE, verb)

    @extend_schema(request=Comment, responses=PlacementInFull)
    @action(detail=True, methods=["post"])
    def follow_up(self, request: Request, public_id: str) -> Response:
        """The support worker has spoken with both sides."""
        said = self.checked(Comment)
        return self._step(State.FOLLOWED_UP, lambda row: verbs.follow_up(row, by=request.user, **said))
