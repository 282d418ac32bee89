"""Companies and work in large numbers, combined from parts (data/bulk.toml), batch by batch."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any, cast

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, Organisation, User
from config.demo.accounts import OITA
from config.demo.clock import days_ago, moment
from config.demo.companies import reviewer_of
from config.demo.files import Table, read
from config.demo.keys import chance_of, key_id
from config.demo.rows import store
from config.demo.work import slot_at
from jobs import guards
from jobs.models import CompanyProfile, Opportunity, OpportunityMove, Slot, Step
from municipalities.models import Municipality
from municipalities.wages import highest_minimum_wage

Say = Callable[[str], object]
BATCH = 1000
INSURANCE = "就労体験の傷害・賠償保険（会社が加入）"
State = Opportunity.State


def batches(kind: str, numbers: range, say: Say) -> Iterator[list[int]]:
    """So many numbers at a time, each batch in its own transaction, with a line of progress."""
    for first in range(numbers.start, numbers.stop, BATCH):
        part = list(range(first, min(first + BATCH, numbers.stop)))
        with transaction.atomic():
            yield part
        say(f"{kind}: {part[-1] + 1 - numbers.start} / {len(numbers)}")


def missing(model: type[Any], kind: str, numbers: list[int]) -> list[int]:
    """The numbers of a batch that are not stored yet."""
    ids = {key_id(kind, f"bulk {number}"): number for number in numbers}
    there = set(model.objects.filter(public_id__in=ids).values_list("public_id", flat=True))
    return [number for public_id, number in ids.items() if public_id not in there]


def fill_companies(count: int, seed: int, say: Say) -> None:
    """So many companies more, approved, each with one person."""
    words = read("bulk")["companies"]
    towns = list(Municipality.objects.bodies().filter(prefecture_id=OITA).order_by("code"))
    reviewers = {town.code: reviewer_of(town.code) for town in towns}
    closed = make_password(None)
    for numbers in batches("企業", range(count), say):
        rows = [
            _company(number, words, towns[number % len(towns)], reviewers, seed)
            for number in missing(Organisation, "company", numbers)
        ]
        store(rows)
        store([_profile(row, words, number) for number, row in enumerate(rows)])
        users = [_user(row, closed) for row in rows]
        store(users)
        store([EmailAddress(user=user, email=user.email, primary=True, verified=True) for user in users])
        pairs = zip(users, rows, strict=True)
        first = days_ago(300).date()
        store(
            [Membership(user=user, organisation=row, role="company", starts_on=first) for user, row in pairs]
        )


def _company(
    number: int, words: Table, town: Municipality, reviewers: dict[str, User], seed: int
) -> Organisation:
    chance = chance_of(seed, f"company {number}")
    name = f"{chance.choice(words['first'])}{chance.choice(words['second'])}（{town.name}・{number + 1}）"
    return Organisation(
        public_id=key_id("company", f"bulk {number}"),
        kind=Organisation.Kind.COMPANY,
        name=name,
        kana=name,
        prefecture_id=OITA,
        municipality=town,
        created_at=days_ago(290),
        approved_at=days_ago(280),
        approved_by=reviewers[town.code],
    )


def _profile(row: Organisation, words: Table, number: int) -> CompanyProfile:
    business = words["business"][number % len(words["business"])]
    return CompanyProfile(
        organisation=row, business=business.format(town=row.municipality), people=2 + number % 12
    )


def _user(company: Organisation, closed: str) -> User:
    """Somebody of the company who cannot sign in."""
    return User(
        public_id=key_id("user", company.public_id),
        email=f"{company.public_id}@invented.example",
        name=f"{company.name}の担当",
        password=closed,
    )


def _offering(extra_companies: int) -> list[Organisation]:
    """The companies made here; the written ones keep to their own work, unless there are no others."""
    approved = Organisation.objects.companies().approved().select_related("municipality").order_by("pk")
    ids = [key_id("company", f"bulk {number}") for number in range(extra_companies)]
    return list(approved.filter(public_id__in=ids)) or list(approved)


def fill_work(count: int, extra_companies: int, seed: int, say: Say) -> None:
    """So many offers more, nearly all of them published, by so many companies that are not written."""
    words = read("bulk")
    companies = _offering(extra_companies)
    people = dict(
        Membership.objects.filter(role="company").order_by("-pk").values_list("organisation", "user")
    )
    reviewers = {row.pk: row.approved_by_id for row in companies}
    rate = highest_minimum_wage(OITA, timezone.localdate(), None)
    least = rate.yen if rate else 0
    for numbers in batches("仕事", range(count), say):
        rows: list[Opportunity] = []
        parts: list[Slot | Step] = []
        for number in missing(Opportunity, "opportunity", numbers):
            chance = chance_of(seed, f"work {number}")
            row = _offer(number, words, companies[number % len(companies)], least, chance)
            rows.append(row)
            parts += _parts(row, chance)
        store(rows)
        store([part for part in parts if isinstance(part, Slot)])
        store([part for part in parts if isinstance(part, Step)])
        store(
            [move for row in rows for move in _moves(row, people[row.company_id], reviewers[row.company_id])]
        )


def _offer(number: int, words: Table, company: Organisation, least: int, chance: Random) -> Opportunity:
    kind, shared = chance.choice(words["work"]), words["shared"]
    town = cast(Municipality, company.municipality)  # a constraint of the database says so
    thing = chance.choice(kind["thing"])
    at_home = kind.get("home", False) and chance.random() < 0.8
    paid = chance.random() < 0.35
    programme = chance.random() < 0.12
    begun = days_ago(chance.randint(20, 200))
    site = shared["home"] if at_home else chance.choice(shared["site"])
    row = Opportunity(
        public_id=key_id("opportunity", f"bulk {number}"),
        company=company,
        municipality=town,
        kind="programme" if programme else "task",
        state=chance.choices([State.PUBLISHED, State.PAUSED, State.CLOSED], [97, 2, 1])[0],
        title=chance.choice(kind["title"]).format(thing=thing) + ("（3回）" if programme else ""),
        what=kind["what"].format(thing=thing),
        plain=kind["plain"].format(thing=thing),
        fields_of_work=kind["fields"],
        skills=kind["skills"],
        timing="slots" if not programme and chance.random() < 0.15 else "free",
        minutes=chance.choice(kind["minutes"]),
        days=chance.sample(["mon", "tue", "wed", "thu", "fri"], chance.randint(2, 5)),
        day_parts=["day", "afternoon"] if at_home else ["day"],
        place="home" if at_home else "onsite",
        site=site.format(town=town.name, n=chance.randint(3, 15)),
        contact_level=0 if at_home else chance.choice(kind["contact"]),
        noise=0 if at_home else chance.choice([0, 0, 1, 1, 2]),
        capacity=chance.randint(1, 4),
        engagement="employment" if paid else "experience",
        pay_per_hour=least + chance.randint(0, 12) * 10 if paid else None,
        checklist={} if paid else dict.fromkeys(guards.CHECKLIST, True),
        insurance="労災保険（雇用のあいだ）" if paid else INSURANCE,
        created_at=begun,
        updated_at=begun + timedelta(days=4),
        handed_in_at=begun + timedelta(days=2),
        published_at=begun + timedelta(days=4),
    )
    for name in ("helper", "can_leave", "accommodations", "may_leave_out"):
        setattr(row, name, chance.choice(shared[name]))
    if not at_home:
        row.lat = round(town.lat + chance.uniform(-0.02, 0.02), 5)
        row.lng = round(town.lng + chance.uniform(-0.02, 0.02), 5)
    return row


def _parts(row: Opportunity, chance: Random) -> Iterator[Slot | Step]:
    """Dates in the coming weeks, or the sessions of a programme."""
    if row.timing == "slots":
        for week in (1, 2, 3):
            day = timezone.localdate() + timedelta(days=7 * week + chance.randint(0, 4))
            yield slot_at(row, moment(day, "10:00"))
    if row.kind == "programme":
        for order, title in enumerate(("見る", "やってみる", "もう一度やってみる"), 1):
            yield Step(opportunity=row, order=order, title=title, minutes=row.minutes, place=row.place)


def _moves(row: Opportunity, person: int, reviewer: int | None) -> Iterator[OpportunityMove]:
    begun = row.created_at
    steps: list[tuple[int | None, str, str, datetime]] = [
        (person, "", State.DRAFT, begun),
        (person, State.DRAFT, State.IN_REVIEW, begun + timedelta(days=2)),
        (reviewer, State.IN_REVIEW, State.PUBLISHED, begun + timedelta(days=4)),
    ]
    if row.state != State.PUBLISHED:
        steps.append((person, State.PUBLISHED, row.state, days_ago(5)))
    for by, before, after, at in steps:
        yield OpportunityMove(opportunity=row, by_id=by, before=before, after=after, at=at)
