"""`/api/v1/opportunities/`: what is published, for everybody; a company's own, and what a reviewer answers for."""

from typing import Any

import django_filters
from django.db import models
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.api.reading import CleanModelSerializer, CleanText
from accounts.api.views import Resource
from accounts.models import Organisation
from jobs import perms, search
from jobs.forms import WorkFilters
from jobs.models import Opportunity, Slot, Step
from jobs.snapshots import WRITTEN
from jobs.workflow import opportunities as verbs
from municipalities.models import Municipality

State = Opportunity.State


class OpportunityFilters(django_filters.FilterSet):
    """The filters of /work/, by the same names and the same conditions; and the state, for one's own."""

    q = django_filters.CharFilter(method="words", label="清掃, 在宅, …", max_length=100)
    municipality = django_filters.CharFilter(method="town", label="44201, 442011", max_length=6)
    kind = django_filters.ChoiceFilter(choices=Opportunity.Kind.choices, method="condition")
    place = django_filters.ChoiceFilter(choices=[("home", "home"), ("onsite", "onsite")], method="condition")
    minutes_max = django_filters.NumberFilter(min_value=1, max_value=1440, method="condition")
    contact_max = django_filters.NumberFilter(min_value=0, max_value=4, method="condition")
    paid = django_filters.ChoiceFilter(choices=[("1", "1"), ("0", "0")], method="condition")
    noise_max = django_filters.NumberFilter(min_value=0, max_value=2, method="condition")
    telephone = django_filters.ChoiceFilter(choices=[("no", "no")], method="condition")
    when = django_filters.ChoiceFilter(choices=[("week", "week")], method="condition")
    state = django_filters.ChoiceFilter(choices=State.choices)

    class Meta:
        model = Opportunity
        fields: list[str] = []

    def words(self, rows: Any, name: str, value: str) -> Any:
        return rows.matching(WorkFilters({"q": value}).chosen.get("q", ""))

    def town(self, rows: Any, name: str, value: str) -> Any:
        town = Municipality.objects.by_code(value)
        if town is None:
            raise exceptions.ValidationError({name: "JIS X 0402"})
        return rows.filter(search.CONDITIONS[name](town))

    def condition(self, rows: Any, name: str, value: Any) -> Any:
        return rows.filter(search.CONDITIONS[name](value))


class SlotSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)

    class Meta:
        model = Slot
        fields = ["id", "starts_at", "ends_at"]


class StepSerializer(CleanModelSerializer):
    class Meta:
        model = Step
        fields = ["title", "text", "minutes", "place"]


class CompanySerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)

    class Meta:
        model = Organisation
        fields = ["id", "name"]


class OpportunityInShort(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)
    company = CompanySerializer(read_only=True)
    next_slots = SlotSerializer(many=True, read_only=True)
    places_left = serializers.IntegerField(read_only=True)

    class Meta:
        model = Opportunity
        fields = [
            "id", "kind", "state", "title", "company", "minutes", "place", "municipality", "contact_level",
            "telephone", "face", "noise", "engagement", "pay_per_hour", "places_left", "next_slots",
            "published_at",
        ]  # fmt: skip


class OpportunityInFull(OpportunityInShort):
    steps = StepSerializer(many=True, read_only=True)

    class Meta(OpportunityInShort.Meta):
        fields = [
            *OpportunityInShort.Meta.fields,
            *(name for name in WRITTEN if name not in OpportunityInShort.Meta.fields and name != "checklist"),
            "steps",
        ]


class OpportunityChanges(CleanModelSerializer):
    """What a company writes. A draft may be unfinished; what cannot be stored is refused with its field."""

    municipality = serializers.SlugRelatedField(slug_field="code", queryset=Municipality.objects.bodies())
    checklist = serializers.DictField(child=serializers.BooleanField(), required=False)
    pay_per_hour = serializers.IntegerField(min_value=1, max_value=100_000, required=False, allow_null=True)

    class Meta:
        model = Opportunity
        fields = list(WRITTEN)


class NewOpportunity(OpportunityChanges):
    company = serializers.CharField(max_length=14)

    class Meta(OpportunityChanges.Meta):
        fields = ["company", "kind", *WRITTEN]


class Comment(serializers.Serializer):
    comment = CleanText(max_length=2000, required=False, default="", allow_blank=True)


class FieldComment(serializers.Serializer):
    field = serializers.ChoiceField(choices=WRITTEN)
    text = CleanText(max_length=2000)


class Comments(Comment):
    comments = FieldComment(many=True, required=False, default=list)


class Opportunities(Resource):
    """Micro-tasks and work programmes."""

    scope = "work"
    public_to_read = True
    in_short, in_full = OpportunityInShort, OpportunityInFull
    filterset_class = OpportunityFilters
    ordering_fields = ["published_at", "minutes"]
    ordering = ["-published_at", "-pk"]

    def queryset_for(self, user: Any) -> models.QuerySet[Opportunity]:
        return Opportunity.objects.visible_to(user).for_cards().prefetch_related("steps")

    @extend_schema(request=NewOpportunity, responses={201: OpportunityInFull})
    def create(self, request: Request) -> Response:
        """A new draft of one's own company."""
        fields = self.checked(NewOpportunity)
        mine = Organisation.objects.companies_of(request.user)
        company = get_object_or_404(mine, public_id=fields.pop("company"))
        row = Opportunity(company=company, **fields)
        row.full_clean(exclude=["search", "keywords"])
        return self.create_with(lambda: verbs.begin(row, by=request.user))

    @extend_schema(request=OpportunityChanges(partial=True), responses=OpportunityInFull)
    def partial_update(self, request: Request, public_id: str) -> Response:
        """Change a draft; what is not sent stays as it is."""

        def rewrite(row: Opportunity) -> None:
            read = OpportunityChanges(row, data=request.data, partial=True)
            read.is_valid(raise_exception=True)
            for name, value in read.validated_data.items():
                setattr(row, name, value)
            row.full_clean(exclude=["search", "keywords", "public_id"])
            verbs.rewrite(row, by=request.user)

        return self.act(rewrite, may=lambda row: perms.works_for(request.user, row.company))

    def _step(self, after: str, verb: Any) -> Response:
        def may(row: Opportunity) -> bool:
            return verbs.MOVES.ever_allows(after, perms.opportunity_parts(self.request.user, row))

        return self.act(verb, may=may)

    @extend_schema(request=None, responses=OpportunityInFull)
    @action(detail=True, methods=["post"])
    def hand_in(self, request: Request, public_id: str) -> Response:
        """The company asks its municipality to publish; 409 names what the guards say, field by field."""
        return self._step(State.IN_REVIEW, lambda row: verbs.hand_in(row, by=request.user))

    @extend_schema(request=None, responses=OpportunityInFull)
    @action(detail=True, methods=["post"])
    def take_back(self, request: Request, public_id: str) -> Response:
        """The company takes it back to draft."""
        return self._step(State.DRAFT, lambda row: verbs.take_back(row, by=request.user))

    @extend_schema(request=Comment, responses=OpportunityInFull)
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, public_id: str) -> Response:
        """The reviewer publishes it."""
        said = self.checked(Comment)

        def may(row: Opportunity) -> bool:
            return perms.can_review(request.user, row)

        return self.act(lambda row: verbs.publish(row, by=request.user, **said), may=may)

    @extend_schema(request=Comments, responses=OpportunityInFull)
    @action(detail=True, methods=["post"], url_path="return")
    def return_with_comments(self, request: Request, public_id: str) -> Response:
        """The reviewer asks for changes."""
        said = self.checked(Comments)
        pairs = [(one["field"], one["text"]) for one in said["comments"]]

        def verb(row: Opportunity) -> Any:
            return verbs.return_with_comments(row, by=request.user, comment=said["comment"], comments=pairs)

        return self._step(State.RETURNED, verb)

    @extend_schema(request=Comment, responses=OpportunityInFull)
    @action(detail=True, methods=["post"])
    def pause(self, request: Request, public_id: str) -> Response:
        """Not offered for a while; what is agreed goes on."""
        said = self.checked(Comment)
        return self._step(State.PAUSED, lambda row: verbs.pause(row, by=request.user, **said))

    @extend_schema(request=None, responses=OpportunityInFull)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, public_id: str) -> Response:
        """Offered again; every guard is asked again."""

        def may(row: Opportunity) -> bool:
            return perms.can_offer_work(request.user, row.company)

        return self.act(lambda row: verbs.resume(row, by=request.user), may=may)

    @extend_schema(request=Comment, responses=OpportunityInFull)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, public_id: str) -> Response:
        """No longer offered; what is agreed goes on."""
        said = self.checked(Comment)
        return self._step(State.CLOSED, lambda row: verbs.close(row, by=request.user, **said))
