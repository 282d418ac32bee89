"""`/api/v1/applications/`: from interest to the company's answer, as each side may see it.

A company gets the lines that the person agreed to at this moment and nothing else of the person; no id either.
"""

from typing import Any

import django_filters
from django.db import models
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import exceptions, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from accounts import perms as people
from accounts.api.reading import CleanText
from accounts.api.views import Resource
from accounts.models import Consent, Participant, RecordAccess
from accounts.workflow import log_access
from jobs import perms
from jobs.api.opportunities import Comment
from jobs.disclosure import lines_of, shown_to_company
from jobs.models import Application, Opportunity, Slot
from jobs.workflow import applications as verbs

State = Application.State


class PersonSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)

    class Meta:
        model = Participant
        fields = ["id", "nickname"]


class WorkSerializer(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)

    class Meta:
        model = Opportunity
        fields = ["id", "title"]


class LineSerializer(serializers.Serializer):
    key = serializers.CharField()
    label = serializers.CharField()
    value = serializers.CharField()


class ApplicationInShort(serializers.ModelSerializer):
    id = serializers.CharField(source="public_id", read_only=True)
    opportunity = WorkSerializer(read_only=True)
    participant = serializers.SerializerMethodField()
    slot = serializers.CharField(source="slot.public_id", read_only=True, default=None, allow_null=True)

    class Meta:
        model = Application
        fields = ["id", "state", "opportunity", "participant", "slot", "visit_first", "changed_at"]

    @extend_schema_field(PersonSerializer(allow_null=True))
    def get_participant(self, row: Application) -> Any:
        return None if row.seen_by_company else PersonSerializer(row.participant).data  # type: ignore[attr-defined]


class ApplicationInFull(ApplicationInShort):
    lines = serializers.SerializerMethodField()
    message = serializers.SerializerMethodField()
    body = serializers.CharField(source="body.name", read_only=True)
    placement = serializers.CharField(
        source="placement.public_id", read_only=True, default=None, allow_null=True
    )

    class Meta(ApplicationInShort.Meta):
        fields = [*ApplicationInShort.Meta.fields, "body", "message", "lines", "placement", "created_at"]

    @extend_schema_field(LineSerializer(many=True))
    def get_lines(self, row: Application) -> Any:
        if row.seen_by_company:  # type: ignore[attr-defined]
            return [line.as_dict() for line in shown_to_company(row)]
        return row.consent.lines if row.consent and row.consent.is_in_force else []

    @extend_schema_field(serializers.CharField())
    def get_message(self, row: Application) -> str:
        return "" if row.seen_by_company else row.message  # type: ignore[attr-defined]


class ApplicationFilters(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=State.choices)
    opportunity = django_filters.CharFilter(field_name="opportunity__public_id", max_length=14)
    participant = django_filters.CharFilter(method="of_participant", max_length=14)

    class Meta:
        model = Application
        fields: list[str] = []

    def of_participant(self, rows: Any, name: str, value: str) -> Any:
        people = Participant.objects.visible_to(self.request.user)
        return rows.filter(participant__in=people.filter(public_id=value))


class NewProposal(serializers.Serializer):
    """A support worker proposes; or a participant would like to hear more (then only `opportunity`)."""

    opportunity = serializers.CharField(max_length=14)
    participant = serializers.CharField(max_length=14, required=False)
    slot = serializers.CharField(max_length=14, required=False, allow_null=True)
    message = CleanText(max_length=2000, required=False, default="", allow_blank=True)


class Yes(serializers.Serializer):
    """The participant's yes: to which lines, on which date; without log-in how it was said."""

    lines = serializers.ListField(child=serializers.CharField(max_length=40), max_length=40)
    how = serializers.ChoiceField(choices=Consent.How.choices, required=False, default=Consent.How.ONLINE)
    slot = serializers.CharField(max_length=14, required=False, allow_null=True)
    visit_first = serializers.BooleanField(required=False, default=False)


class Agreement(serializers.Serializer):
    starts_on = serializers.DateField(required=False, allow_null=True, default=None)
    meeting = CleanText(max_length=200, required=False, default="", allow_blank=True)


def slot_of(opportunity: Opportunity, public_id: str | None) -> Slot | None:
    """A date of this opportunity; 400 where it has none of this id."""
    if not public_id:
        return None
    slot = Slot.objects.filter(opportunity=opportunity, public_id=public_id).first()
    if slot is None:
        raise exceptions.ValidationError({"slot": public_id})
    return slot


class Applications(Resource):
    """One participant and one opportunity, from interest or proposal to an answer."""

    scope = "work"
    in_short, in_full = ApplicationInShort, ApplicationInFull
    filterset_class = ApplicationFilters
    ordering_fields = ["changed_at", "created_at"]
    ordering = ["-changed_at", "-pk"]

    def queryset_for(self, user: Any) -> models.QuerySet[Application]:
        people = Application.objects.of_people_visible_to(user).values("pk")
        companies = Application.objects.of_company_of(user).values("pk")
        rows = Application.objects.filter(models.Q(pk__in=people) | models.Q(pk__in=companies))
        rows = rows.annotate(seen_by_company=~models.Q(pk__in=people))
        return rows.select_related("opportunity", "participant", "slot", "body", "consent", "placement")

    def opened(self, row: Any) -> None:
        what = RecordAccess.What
        if row.seen_by_company and shown_to_company(row):
            log_access(
                row.participant, by=self.request.user, what=what.INTRODUCTION, at=row.opportunity.company
            )
        elif not row.seen_by_company:
            log_access(row.participant, by=self.request.user, what=what.RECORD)

    @extend_schema(request=NewProposal, responses={201: ApplicationInFull})
    def create(self, request: Request) -> Response:
        """Propose to a participant, or show one's own interest."""
        said = self.checked(NewProposal)
        offer = get_object_or_404(Opportunity.objects.published(), public_id=said["opportunity"])
        person = self._person(said.get("participant"))
        if not people.can_accompany(request.user, person) and person.user_id != request.user.pk:
            raise exceptions.PermissionDenied
        if person.user_id == request.user.pk:
            return self.create_with(lambda: verbs.show_interest(offer, person, by=request.user))
        slot = slot_of(offer, said.get("slot"))

        def propose() -> Application:
            return verbs.propose(
                offer, person, by=request.user, body=person.desk, message=said["message"], slot=slot
            )

        return self.create_with(propose)

    def _person(self, public_id: str | None) -> Participant:
        seen = Participant.objects.visible_to(self.request.user).select_related("desk")
        if public_id is None:
            return get_object_or_404(seen, user=self.request.user.pk)
        return get_object_or_404(seen, public_id=public_id)

    def _step(self, after: str, verb: Any) -> Response:
        def may(row: Application) -> bool:
            return verbs.MOVES.ever_allows(after, perms.application_parts(self.request.user, row))

        return self.act(verb, may=may)

    @extend_schema(request=None, responses=LineSerializer(many=True))
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def lines(self, request: Request, public_id: str) -> Response:
        """What could be shown to the company, line by line; the participant chooses among these keys."""
        row = self.get_object()
        if "company" in perms.application_parts(request.user, row) or row.seen_by_company:
            raise exceptions.PermissionDenied
        self.opened(row)
        return Response([line.as_dict() for line in lines_of(row.participant)])

    @extend_schema(request=Yes, responses=ApplicationInFull)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, public_id: str) -> Response:
        """The participant's yes, line by line what the company will be shown."""
        said = self.checked(Yes)

        def verb(row: Application) -> Any:
            slot = slot_of(row.opportunity, said.pop("slot", None))
            return verbs.accept(row, by=request.user, slot=slot, **said)

        return self._step(State.ACCEPTED, verb)

    @extend_schema(request=None, responses=ApplicationInFull)
    @action(detail=True, methods=["post"])
    def introduce(self, request: Request, public_id: str) -> Response:
        """Tell the company exactly what was agreed."""
        return self._step(State.INTRODUCED, lambda row: verbs.introduce(row, by=request.user))

    @extend_schema(request=Agreement, responses=ApplicationInFull)
    @action(detail=True, methods=["post"])
    def agree(self, request: Request, public_id: str) -> Response:
        """The company agrees; `placement` is then set."""
        said = self.checked(Agreement)
        return self._step(State.AGREED, lambda row: verbs.agree(row, by=request.user, **said))

    @extend_schema(request=Comment, responses=ApplicationInFull)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, public_id: str) -> Response:
        """Not this time, from either side; needs no reason."""
        said = self.checked(Comment)
        return self._step(State.DECLINED, lambda row: verbs.decline(row, by=request.user, **said))

    @extend_schema(request=None, responses=ApplicationInFull)
    @action(detail=True, methods=["post"])
    def rest(self, request: Request, public_id: str) -> Response:
        """Not now; it can be taken up again."""
        return self._step(State.RESTING, lambda row: verbs.rest(row, by=request.user))

    @extend_schema(request=Comment, responses=ApplicationInFull)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, public_id: str) -> Response:
        """It ends here; a company that knew learns that it ended, not why."""
        said = self.checked(Comment)
        return self._step(State.WITHDRAWN, lambda row: verbs.withdraw(row, by=request.user, **said))
