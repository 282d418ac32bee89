"""`/api/v1/suggestions/`: what the scorer suggests for a participant, and what a support worker makes of it.

The machine suggests; people decide. Participants and companies see no suggestions.
"""

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
from accounts.models import Participant, RecordAccess
from accounts.workflow import log_access
from jobs.api.applications import PersonSerializer, WorkSerializer, slot_of
from matching import perms, workflow
from matching.models import Suggestion


class ReasonSerializer(serializers.Serializer):
    direction = serializers.ChoiceField(choices=["for", "against", "unknown"])
    ja = serializers.CharField()
    en = serializers.CharField()


class SuggestionInShort(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)
    opportunity = WorkSerializer(read_only=True)
    participant = PersonSerializer(read_only=True)

    class Meta:
        model = Suggestion
        fields = ["id", "state", "participant", "opportunity", "rank", "version", "shown_at"]


class SuggestionInFull(SuggestionInShort):
    reasons = serializers.SerializerMethodField()
    application = serializers.CharField(
        source="application.public_id", read_only=True, default=None, allow_null=True
    )

    class Meta(SuggestionInShort.Meta):
        fields = [
            *SuggestionInShort.Meta.fields, "score", "probability", "reasons", "because", "remark", "application",
        ]  # fmt: skip

    @extend_schema_field(ReasonSerializer(many=True))
    def get_reasons(self, row: Suggestion) -> Any:
        return [{key: one[key] for key in ("direction", "ja", "en")} for one in row.reasons]


class SuggestionFilters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=Suggestion.State.choices)
    participant = django_filters.CharFilter(field_name="participant__public_id", max_length=14)

    class Meta:
        model = Suggestion
        fields: list[str] = []


class Search(serializers.Serializer):
    participant = serializers.CharField(max_length=14)


class Proposal(serializers.Serializer):
    message = CleanText(max_length=2000, required=False, default="", allow_blank=True)
    slot = serializers.CharField(max_length=14, required=False, allow_null=True, default=None)


class SettingAside(serializers.Serializer):
    because = serializers.ChoiceField(choices=Suggestion.Because.choices)
    remark = CleanText(max_length=500, required=False, default="", allow_blank=True)


class Suggestions(Resource):
    """Suggestions that were shown to somebody; POST looks for new ones."""

    scope = "people"
    in_short, in_full = SuggestionInShort, SuggestionInFull
    filterset_class = SuggestionFilters
    ordering_fields = ["rank", "shown_at"]
    ordering = ["participant", "rank", "pk"]

    def queryset_for(self, user: Any) -> models.QuerySet[Suggestion]:
        rows = Suggestion.objects.of_people_visible_to(user)
        return rows.select_related("participant__desk", "opportunity", "application")

    def opened(self, row: Any) -> None:
        log_access(row.participant, by=self.request.user, what=RecordAccess.What.SUGGESTIONS)

    @extend_schema(request=Search, responses={200: SuggestionInFull(many=True)})
    @action(detail=False, methods=["post"], filterset_class=None, pagination_class=None)
    def search(self, request: Request) -> Response:
        """Rank what fits a participant now; at most five, with reasons for, against and unknown."""
        public_id = self.checked(Search)["participant"]
        person = Participant.objects.visible_to(request.user).filter(public_id=public_id).first()
        if person is None or not perms.can_see_suggestions(request.user, person):
            raise exceptions.NotFound
        shown = workflow.show(person, by=request.user)
        log_access(person, by=request.user, what=RecordAccess.What.SUGGESTIONS)
        rows = self.get_queryset().filter(pk__in=[row.pk for row in shown.suggestions])
        return Response(self.in_full(rows, many=True, context=self.get_serializer_context()).data)

    def _may(self, row: Suggestion) -> bool:
        return perms.can_answer_suggestions(self.request.user, row.participant)

    @extend_schema(request=Proposal, responses=SuggestionInFull)
    @action(detail=True, methods=["post"])
    def propose(self, request: Request, public_id: str) -> Response:
        """Take it to the participant; `application` is then set."""
        said = self.checked(Proposal)

        def verb(row: Suggestion) -> Any:
            slot = slot_of(row.opportunity, said["slot"])
            return workflow.propose(
                row, by=request.user, body=row.participant.desk, message=said["message"], slot=slot
            )

        return self.act(verb, may=self._may)

    @extend_schema(request=SettingAside, responses=SuggestionInFull)
    @action(detail=True, methods=["post"])
    def set_aside(self, request: Request, public_id: str) -> Response:
        """Put it away, with a reason; it can be brought back."""
        said = self.checked(SettingAside)
        return self.act(lambda row: workflow.set_aside(row, by=request.user, **said), may=self._may)

    @extend_schema(request=None, responses=SuggestionInFull)
    @action(detail=True, methods=["post"])
    def bring_back(self, request: Request, public_id: str) -> Response:
        """Undo setting aside."""
        return self.act(lambda row: workflow.bring_back(row, by=request.user), may=self._may)
