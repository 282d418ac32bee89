"""Rows for tests. Each factory makes something valid and unremarkable; a test names what matters to it."""

from datetime import date, timedelta

import factory
from allauth.account.models import EmailAddress
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts import models as people
from accounts.consent_words import words_for
from accounts.models import MenuItem
from casework import models as casework
from jobs import guards
from jobs import models as jobs
from municipalities.models import Municipality, Prefecture

PASSWORD = "a-password-for-tests"
OITA, BEPPU, SAIKI = "44201", "44202", "44205"


def town(code: str = OITA) -> Municipality:
    """A municipality of the reference data."""
    return Municipality.objects.get(code=code)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = people.User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@test.example")
    name = factory.Sequence(lambda n: f"人{n}")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def confirmed(self, create: bool, extracted: bool | None, **kwargs: object) -> None:
        """`UserFactory(confirmed=False)` has not opened the mail yet."""
        EmailAddress.objects.create(
            user=self, email=self.email, primary=True, verified=extracted is not False
        )


class OrganisationFactory(DjangoModelFactory):
    """A municipality's desk unless told otherwise (then give kind)."""

    class Meta:
        model = people.Organisation
        django_get_or_create = ("kind", "municipality")

    kind = "municipality"
    municipality = factory.LazyFunction(town)
    prefecture = factory.LazyAttribute(lambda o: o.municipality.prefecture)
    name = factory.LazyAttribute(lambda o: o.municipality.name)
    approved_at = factory.LazyFunction(timezone.now)


class PrefectureFactory(DjangoModelFactory):
    class Meta:
        model = people.Organisation
        django_get_or_create = ("kind", "prefecture")

    kind = "prefecture"
    prefecture = factory.LazyFunction(lambda: Prefecture.objects.get(code="44"))
    name = "大分県"
    approved_at = factory.LazyFunction(timezone.now)


class CompanyFactory(DjangoModelFactory):
    """An approved company; `approved_at=None` waits."""

    class Meta:
        model = people.Organisation
        skip_postgeneration_save = True

    kind = "company"
    municipality = factory.LazyFunction(town)
    prefecture = factory.LazyAttribute(lambda o: o.municipality.prefecture)
    name = factory.Sequence(lambda n: f"会社{n}")
    approved_at = factory.LazyFunction(timezone.now)
    profile = factory.RelatedFactory("tests.factories.CompanyProfileFactory", "organisation")


class CompanyProfileFactory(DjangoModelFactory):
    class Meta:
        model = jobs.CompanyProfile

    organisation = factory.SubFactory(CompanyFactory, profile=None)
    business = "小さな会社です"


class LegalBasisFactory(DjangoModelFactory):
    class Meta:
        model = people.LegalBasis

    organisation = factory.SubFactory(OrganisationFactory)
    kind = "local_government"
    number = "44-地-000001"
    starts_on = date(2024, 4, 1)


class ProjectFactory(DjangoModelFactory):
    """A project that runs for years; `partners=[…]` take part."""

    class Meta:
        model = people.Project
        skip_postgeneration_save = True

    name = "社会参加支援事業"
    lead = factory.SubFactory(PrefectureFactory)
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=365))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=365))
    menu_items = MenuItem.values
    source = "grant"

    @factory.post_generation
    def partners(self, create: bool, extracted: list[people.Organisation] | None, **kwargs: object) -> None:
        if create:
            self.partners.set(extracted or [])


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = people.Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = "supporter"
    starts_on = date(2024, 4, 1)


class InvitationFactory(DjangoModelFactory):
    """An open one to a colleague; give host, organisation and invited_by."""

    class Meta:
        model = people.Invitation

    email = factory.Sequence(lambda n: f"invited{n}@test.example")
    role = "supporter"
    token_hash = factory.Sequence(lambda n: f"{n:064d}")
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=7))


class WishesFactory(DjangoModelFactory):
    class Meta:
        model = people.Wishes


class ParticipantFactory(DjangoModelFactory):
    """Somebody with a record; `team=[user, …]` accompany them, `wishes__minutes_max=30` and so on."""

    class Meta:
        model = people.Participant
        skip_postgeneration_save = True

    nickname = factory.Sequence(lambda n: f"参加者{n}")
    desk = factory.SubFactory(OrganisationFactory)
    municipality = factory.LazyAttribute(lambda o: o.desk.municipality)
    taken_on_at = factory.LazyFunction(timezone.now)
    wishes = factory.RelatedFactory(WishesFactory, "participant")

    @factory.post_generation
    def team(self, create: bool, extracted: list[people.User] | None, **kwargs: object) -> None:
        for user in extracted or []:
            people.TeamMember.objects.create(participant=self, user=user, organisation=self.desk)


class OpportunityFactory(DjangoModelFactory):
    """A published unpaid experience at a company, with everything the guards ask for."""

    class Meta:
        model = jobs.Opportunity

    company = factory.SubFactory(CompanyFactory)
    municipality = factory.LazyAttribute(lambda o: o.company.municipality)
    kind = "task"
    state = "published"
    title = factory.Sequence(lambda n: f"本の整理{n}")
    what = "棚の本を、番号の順にならべます。"
    fields_of_work = ["books"]
    minutes = 30
    place = "onsite"
    site = "駅から歩いて5分の店"
    contact_level = 1
    helper = "店の人がとなりにいます"
    can_leave = "いつでも帰れます"
    engagement = "experience"
    checklist = factory.LazyFunction(lambda: dict.fromkeys(guards.CHECKLIST, True))
    insurance = "ボランティア行事用保険"
    published_at = factory.LazyFunction(timezone.now)


class SlotFactory(DjangoModelFactory):
    class Meta:
        model = jobs.Slot

    opportunity = factory.SubFactory(OpportunityFactory, timing="slots")
    starts_at = factory.Sequence(lambda n: timezone.now() + timedelta(days=7 + n))
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(minutes=30))


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = people.Consent

    purpose = "introduce"
    words = factory.LazyAttribute(lambda o: words_for("introduce", recipient=o.recipient.name))
    how = "in_person"
    lines = factory.LazyFunction(lambda: [{"key": "nickname", "label": "呼び名", "value": "見せる名前"}])


class ApplicationFactory(DjangoModelFactory):
    """On the way; `state="introduced"` brings its consent with it."""

    class Meta:
        model = jobs.Application

    opportunity = factory.SubFactory(OpportunityFactory)
    participant = factory.SubFactory(ParticipantFactory)
    state = "proposed"
    body = factory.LazyAttribute(lambda o: o.participant.desk)
    project = factory.SubFactory(ProjectFactory)
    menu_item = "micro_work"
    consent = factory.Maybe(
        factory.LazyAttribute(lambda o: o.state in ("accepted", "introduced", "agreed")),
        factory.SubFactory(
            ConsentFactory,
            participant=factory.SelfAttribute("..participant"),
            recipient=factory.SelfAttribute("..opportunity.company"),
            recorded_by=factory.SubFactory(UserFactory),
        ),
        None,
    )


class PlacementFactory(DjangoModelFactory):
    class Meta:
        model = jobs.Placement

    application = factory.SubFactory(ApplicationFactory, state="agreed")
    opportunity = factory.SelfAttribute("application.opportunity")
    participant = factory.SelfAttribute("application.participant")
    project = factory.SelfAttribute("application.project")
    body = factory.SelfAttribute("application.body")
    menu_item = "micro_work"
    seat = 1
    insurance = "ボランティア行事用保険"
    starts_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))


class NoteFactory(DjangoModelFactory):
    class Meta:
        model = casework.Note

    participant = factory.SubFactory(ParticipantFactory)
    author = factory.SubFactory(UserFactory)
    channel = "telephone"
    text = "少し話した。"
    body = factory.LazyAttribute(lambda o: o.participant.desk)
    project = factory.SubFactory(ProjectFactory)
    menu_item = "accompany"


class NextContactFactory(DjangoModelFactory):
    class Meta:
        model = casework.NextContact

    participant = factory.SubFactory(ParticipantFactory)
    made_by = factory.SubFactory(UserFactory)
    channel = "telephone"
    why = "様子を聞く"
    on = factory.LazyFunction(timezone.localdate)
    body = factory.LazyAttribute(lambda o: o.participant.desk)
    project = factory.SubFactory(ProjectFactory)
    menu_item = "accompany"
