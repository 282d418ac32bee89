"""The companies of the demo, each with its person, its own words and its work (data/companies/*.toml)."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Membership, Organisation, User
from calendars.fiscal_years import FiscalYear
from config.demo.accounts import OITA, ensure_user
from config.demo.clock import days_ago
from config.demo.files import Table, read_folder
from config.demo.keys import key_id
from jobs.models import CompanyProfile


@dataclass(frozen=True)
class Company:
    """A company with the person who speaks for it, whoever reviews its work, and its texts."""

    key: str
    organisation: Organisation
    person: User
    reviewer: User
    texts: Table
    work: list[Table]


def reviewer_of(municipality: str) -> User:
    """The manager of the municipality's office; of the prefecture's where the town has none."""
    managers = Membership.objects.current().filter(role=Membership.Role.MANAGER).order_by("pk")
    town = managers.filter(organisation__kind="municipality", organisation__municipality=municipality)
    found = town.first() or managers.filter(organisation__kind="prefecture").earliest("pk")
    return found.user


def ensure_companies() -> dict[str, Company]:
    """All written companies by their key; one of them is still waiting for its municipality."""
    first = FiscalYear(FiscalYear.of(timezone.localdate()).year - 1).first_day
    companies = {}
    for file in read_folder("companies"):
        texts = file["company"]
        key = texts["key"]
        reviewer = reviewer_of(texts["municipality"])
        organisation = _organisation(texts, reviewer)
        person = ensure_user(texts.get("account", f"company-{key}"), texts["person"], first)
        Membership.objects.get_or_create(
            user=person,
            organisation=organisation,
            role=Membership.Role.COMPANY,
            defaults={"starts_on": first},
        )
        companies[key] = Company(key, organisation, person, reviewer, texts, file.get("work", []))
    return companies


def _organisation(texts: Table, reviewer: User) -> Organisation:
    waits = texts.get("waits", False)
    organisation, created = Organisation.objects.get_or_create(
        public_id=key_id("company", texts["key"]),
        defaults={
            "kind": Organisation.Kind.COMPANY,
            "name": texts["name"],
            "kana": texts["kana"],
            "prefecture_id": OITA,
            "municipality_id": texts["municipality"],
            "telephone": texts["telephone"],
            "approved_at": None if waits else days_ago(260),
            "approved_by": None if waits else reviewer,
        },
    )
    if created:
        Organisation.objects.filter(pk=organisation.pk).update(created_at=days_ago(2 if waits else 270))
        CompanyProfile.objects.create(
            organisation=organisation,
            **{name: texts[name] for name in ("business", "introduction", "words", "people", "address")},
        )
    return organisation
