"""The stories of the demo: those that are written (data/stories.toml), and the rest by plausible chance."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from accounts.models import Wishes
from config.demo.companies import Company
from config.demo.files import Table, read
from config.demo.fit import Pair, reasons
from config.demo.history import Story, tell
from config.demo.keys import chance_of
from config.demo.people import Person, registered_ago
from config.demo.rows import Past, Sheaf, write
from jobs.disclosure import lines_of
from jobs.models import Bookmark, Opportunity

BOOKMARKS = {
    "mikan": ("hanauta-zine", "sarasara-wrapping", "tonari-reading"),
    "yuzu": ("komorebi-albums", "kotonoha-alt"),
}
MAX_ASKED, EARLIEST, ANSWERS = 4, 112, 0.6


def ensure_stories(
    people: dict[str, Person], work: dict[str, Opportunity], companies: dict[str, Company], seed: int
) -> None:
    """Tell what happened to everybody who is new in this run."""
    today = timezone.localdate()
    told: dict[str, set[str]] = {}
    for texts in read("stories")["story"]:
        person, key = people[texts["who"]], texts["work"]
        told.setdefault(person.key, set()).add(key)
        if person.fresh:
            day = today + timedelta(days=texts["day"])
            tell(Story(person, work[key], _company(key, companies), texts["stands"], day, texts))
    _tell_by_chance(people, work, companies, told, seed)
    _add_bookmarks(people, work)


def _tell_by_chance(
    people: dict[str, Person],
    work: dict[str, Opportunity],
    companies: dict[str, Company],
    told: dict[str, set[str]],
    seed: int,
) -> None:
    words, sheaf = read("words"), Sheaf()
    sheaf.know_slots(work.values())
    for person in people.values():
        if not person.fresh or not person.team or "rests" in person.texts:
            continue
        chance = chance_of(seed, person.key)
        for key, pair in _thinkable(person, work, told.get(person.key, set()), chance):
            write(_past(person, key, pair, _company(key, companies), chance, words), sheaf)
    sheaf.store()


def _company(key: str, companies: dict[str, Company]) -> Company:
    return companies[key.split("-")[0]]


def _thinkable(
    person: Person, work: dict[str, Opportunity], told: set[str], chance: Random
) -> Iterator[tuple[str, Pair]]:
    """Some offers that a support worker might have shown."""
    wishes = Wishes.of(person.participant)
    if not person.texts["wishes"] or wishes.no_introductions:
        return
    pairs = {
        key: Pair(person.participant, wishes, row)
        for key, row in work.items()
        if row.state == Opportunity.State.PUBLISHED and key not in told
    }
    thinkable = sorted(key for key, pair in pairs.items() if pair.is_thinkable)
    chance.shuffle(thinkable)
    for key in thinkable[: chance.randint(1, MAX_ASKED)]:
        yield key, pairs[key]


def _past(person: Person, key: str, pair: Pair, company: Company, chance: Random, words: Table) -> Past:
    longest = min(registered_ago(person.texts) - 15, EARLIEST)
    ago = chance.randint(8, max(longest, 9))
    weeks = max(0, pair.work.steps.count() - 1) if pair.work.kind == Opportunity.Kind.PROGRAMME else 0
    stands = outcome(pair, ago, chance)
    hidden = chance.sample(["help_text", "days", "skills", "interests"], 2)
    lines = [line.as_dict() for line in lines_of(person.participant) if line.key not in hidden]
    voice = person.participant.user or person.team[0]
    return Past(
        key=f"{person.key} {key}",
        participant=person.participant,
        work=pair.work,
        supporter=person.team[0],
        voice=voice,
        answers_for_company=company.person,
        how="online" if person.participant.user else person.how,
        lines=lines,
        stands=stands,
        day=workday_ago(ago),
        texts={"reasons": reasons(pair), "lasts": 7 * weeks} | words_for(stands, pair, chance, words),
    )


def words_for(stands: str, pair: Pair, chance: Random, words: Table) -> Table:
    """Message, comment and both sides' feedback for an outcome."""
    texts: Table = {"message": chance.choice(words["messages"])}
    if stands in words["comments"]:
        texts["comment"] = chance.choice(words["comments"][stands])
    if stands in ("completed", "followed_up", "ended_here"):
        liked = chance.random() < pair.chance_of_yes
        for side in ("participant", "company"):
            if chance.random() < ANSWERS:
                texts[f"{side}_says"] = {
                    "went_well": chance.choice(words[side]["went_well"]),
                    "was_hard": chance.choice(words[side]["was_hard"]),
                    "again": "yes" if liked else chance.choice(["maybe", "no", "maybe"]),
                }
        texts["after"] = chance.choice(words["comments"]["followed_up"])
    return texts


def outcome(pair: Pair, ago: int, chance: Random) -> str:
    """How it ended: by the chance of a yes, then the company's, then that of the day itself."""
    if chance.random() > pair.chance_of_yes:
        return chance.choices(["declined", "resting", "withdrawn"], [7, 2, 1])[0]
    if chance.random() < 0.12:
        return "company_declined"
    if chance.random() > 0.5 + 0.45 * pair.chance_of_yes:
        return chance.choice(["ended_here", "did_not_take_place"])
    return "followed_up" if ago > 12 or pair.work.kind == Opportunity.Kind.PROGRAMME else "completed"


def workday_ago(days: int) -> date:
    """A day on which people work, about so many days ago."""
    day = timezone.localdate() - timedelta(days=days)
    return day - timedelta(days=max(0, day.weekday() - 4))


def _add_bookmarks(people: dict[str, Person], work: dict[str, Opportunity]) -> None:
    for who, keys in BOOKMARKS.items():
        if people[who].fresh:
            Bookmark.objects.bulk_create(
                Bookmark(participant=people[who].participant, opportunity=work[key]) for key in keys
            )
