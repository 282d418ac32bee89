"""Participants in large numbers, each with a desk, a supporter, a note, a next contact and some past."""

from datetime import date, timedelta
from random import Random
from typing import cast

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts import consent_words
from accounts.models import Consent, Membership, MenuItem, Organisation, Participant, TeamMember, User, Wishes
from accounts.vocabulary import Field, Skill, Weekday
from calendars.fiscal_years import FiscalYear
from casework.models import NextContact, Note
from config.demo.bulk import Say, batches, missing
from config.demo.clock import days_ago
from config.demo.files import Table, read
from config.demo.fit import Pair, reasons
from config.demo.keys import chance_of, key_id
from config.demo.rows import Past, Sheaf, store, write
from config.demo.stories import outcome, words_for, workday_ago
from jobs.models import Opportunity

A_CASELOAD = 25
CHOICE, LONGEST_AGO = 400, 40
"""How many offers a batch of people is told about, and how many days ago the last of them took place."""


def fill_people(count: int, seed: int, say: Say) -> None:
    """So many participants more, and a support worker for every twenty-five of them."""
    words, sayings = read("bulk")["people"], read("words")
    desks = list(
        Organisation.objects.filter(kind="municipality").select_related("municipality").order_by("pk")
    )
    for numbers in batches("参加者", range(count), say):
        new = missing(Participant, "participant", numbers)
        if not new:
            continue
        supporters = _supporters(sorted({number // A_CASELOAD for number in new}), desks)
        people = [_participant(number, words, desks, supporters, seed) for number in new]
        store(people)
        wishes = [_wishes(person, words, chance_of(seed, f"wishes {person.public_id}")) for person in people]
        store(wishes)
        store([_team(person) for person in people])
        store([_keeps(person) for person in people])
        _write_desk_work(people, words, seed)
        _write_past(wishes, sayings, seed)


def _supporters(groups: list[int], desks: list[Organisation]) -> dict[int, User]:
    """One support worker for each group of people, at the desk of that group."""
    ids = {key_id("user", f"supporter {group}"): group for group in groups}
    found = {ids[user.public_id]: user for user in User.objects.filter(public_id__in=ids)}
    closed, first = make_password(None), FiscalYear(FiscalYear.of(timezone.localdate()).year - 1).first_day
    new = {
        group: User(
            public_id=public_id,
            email=f"{public_id}@invented.example",
            name=f"支援員 {group + 1}",
            password=closed,
        )
        for public_id, group in ids.items()
        if group not in found
    }
    users = list(new.values())
    store(users)
    store([EmailAddress(user=user, email=user.email, primary=True, verified=True) for user in users])
    store(
        [
            Membership(user=user, organisation=desks[group % len(desks)], role="supporter", starts_on=first)
            for group, user in new.items()
        ]
    )
    return found | new


def _participant(
    number: int, words: Table, desks: list[Organisation], supporters: dict[int, User], seed: int
) -> Participant:
    chance = chance_of(seed, f"person {number}")
    group = number // A_CASELOAD
    desk, begun = desks[group % len(desks)], days_ago(chance.randint(60, 200))
    family = chance.randrange(len(words["family"]))
    given = chance.choice(words["given"])
    named = chance.random() < 0.7
    return Participant(
        public_id=key_id("participant", f"bulk {number}"),
        nickname=f"{chance.choice(words['nicknames'])}{number + 1}",
        family_name=words["family"][family] if named else "",
        family_kana=words["family_kana"][family] if named else "",
        given_name=given if named else "",
        given_kana=given if named else "",
        birth_year=chance.randint(1971, 1992) if chance.random() < 0.8 else None,
        municipality=desk.municipality,
        desk=desk,
        channel=chance.choice(["telephone", "email", "office", "letter", ""]),
        registered_at=begun,
        registered_by=supporters[group],
        taken_on_at=begun,
    )


def _wishes(person: Participant, words: Table, chance: Random) -> Wishes:
    """About a third of the questions has not been asked."""

    def asked() -> bool:
        return chance.random() < 0.67

    return Wishes(
        participant=person,
        days=chance.sample(Weekday.values[:5], chance.randint(1, 5)) if asked() else None,
        day_parts=["day"] if asked() else None,
        minutes_max=chance.choice([20, 30, 45, 60, 90, 120]) if asked() else None,
        hours_week_max=chance.choice([2, 4, 8, 12]) if asked() else None,
        place=chance.choice(["home", "onsite", "either"]) if asked() else "",
        distance_km_max=chance.choice([3, 5, 10, 20, 30]) if asked() else None,
        contact_level_max=chance.choice([0, 1, 1, 2, 2, 3, 4]) if asked() else None,
        telephone_ok=chance.random() < 0.3 if asked() else None,
        noise_max=chance.choice([0, 1, 1, 2]) if asked() else None,
        interests=chance.sample(Field.values, chance.randint(1, 4)) if asked() else None,
        skills=chance.sample(Skill.values, chance.randint(1, 3)) if asked() else None,
        wish_text=chance.choice(words["wish"]) if asked() else "",
        updated_at=person.registered_at,
    )


def _team(person: Participant) -> TeamMember:
    return TeamMember(
        participant=person,
        user=person.registered_by,
        organisation=person.desk,
        joined_by=person.registered_by,
        joined_at=person.registered_at,
    )


def _keeps(person: Participant) -> Consent:
    return Consent(
        public_id=key_id("consent", person.public_id),
        participant=person,
        purpose=Consent.Purpose.KEEP_RECORD,
        recipient=person.desk,
        words=consent_words.words_for(Consent.Purpose.KEEP_RECORD, recipient=person.desk.name),
        version=consent_words.VERSION,
        how=Consent.How.IN_PERSON,
        recorded_by=person.registered_by,
        given_at=person.registered_at,
    )


def _write_desk_work(people: list[Participant], words: Table, seed: int) -> None:
    """One note and one next contact for each."""
    frames, today = Sheaf(), timezone.localdate()
    notes, contacts = [], []
    for person in people:
        chance = chance_of(seed, f"desk {person.public_id}")
        when = days_ago(chance.randint(3, 55), "16:00")
        shared = {
            "participant": person,
            "channel": chance.choice(["office", "telephone", "email"]),
            **frames.frame(person.desk, when.date(), MenuItem.ACCOMPANY),
        }
        notes.append(
            Note(
                public_id=key_id("note", person.public_id),
                author=person.registered_by,
                text=chance.choice(words["notes"]),
                happened_on=when.date(),
                written_at=when,
                **shared,
            )
        )
        contacts.append(
            NextContact(
                public_id=key_id("contact", person.public_id),
                on=_next_day(today, chance),
                why="様子を聞く",
                made_by=person.registered_by,
                made_at=when,
                **shared,
            )
        )
    store(notes)
    store(contacts)


def _next_day(today: date, chance: Random) -> date:
    return today + timedelta(days=chance.randint(0, 40))


def _write_past(wishes: list[Wishes], sayings: Table, seed: int) -> None:
    """Some proposals each, with outcomes, among a few hundred offers."""
    chance = chance_of(seed, f"past {wishes[0].participant.public_id}")
    offers = _some_offers(chance)
    people = dict(
        User.objects.filter(memberships__role="company").values_list("memberships__organisation", "pk")
    )
    voices = User.objects.in_bulk({people[work.company_id] for work in offers})
    sheaf = Sheaf()
    sheaf.know_slots(offers)
    for one in wishes:
        near = [pair for work in chance.sample(offers, min(40, len(offers))) if (pair := _pair(one, work))]
        for pair in near[: chance.randint(0, 4)]:
            write(_past(pair, voices[people[pair.work.company_id]], chance, sayings), sheaf)
    sheaf.store()


def _some_offers(chance: Random) -> list[Opportunity]:
    old = Opportunity.objects.published().filter(published_at__lt=days_ago(LONGEST_AGO + 16))
    keys = list(old.order_by("pk").values_list("pk", flat=True))
    chosen = chance.sample(keys, min(CHOICE, len(keys)))
    return list(Opportunity.objects.filter(pk__in=chosen).select_related("company").order_by("pk"))


def _pair(wishes: Wishes, work: Opportunity) -> Pair | None:
    pair = Pair(wishes.participant, wishes, work)
    return pair if pair.is_thinkable else None


def _past(pair: Pair, company: User, chance: Random, sayings: Table) -> Past:
    person = pair.participant
    supporter = cast(User, person.registered_by)  # `_participant` names one
    ago = chance.randint(8, LONGEST_AGO)
    stands = outcome(pair, ago, chance)
    return Past(
        key=f"{person.public_id} {pair.work.public_id}",
        participant=person,
        work=pair.work,
        supporter=supporter,
        voice=supporter,
        answers_for_company=company,
        how=Consent.How.IN_PERSON,
        lines=[{"key": "nickname", "label": "呼び名", "value": person.nickname}],
        stands=stands,
        day=workday_ago(ago),
        texts={"reasons": reasons(pair)} | words_for(stands, pair, chance, sayings),
    )
