"""The whole demo, in the order in which its parts need each other. A second run changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from config.demo import bulk, bulk_people
from config.demo.accounts import ensure_bodies
from config.demo.api_keys import ensure_api_keys
from config.demo.belonging import ensure_belonging
from config.demo.companies import ensure_companies
from config.demo.desk import ensure_desk_work
from config.demo.families import ensure_families
from config.demo.glass import ensure_glass
from config.demo.people import ensure_people
from config.demo.requests import ensure_requests
from config.demo.safety import ensure_safety
from config.demo.stories import ensure_stories
from config.demo.talks import ensure_talks
from config.demo.views import ensure_views
from config.demo.work import ensure_work
from matching import scorers
from matching.models import TrainedScorer
from realtime.models import InboxEntry

Say = Callable[[str], object]
WRITTEN = {"participants": 60, "opportunities": 40, "companies": 12}
NEWS_STAYS_UNREAD = timedelta(days=4)


@dataclass(frozen=True)
class Size:
    """How many there shall be in all; the written ones are always there."""

    participants: int
    opportunities: int
    companies: int
    seed: int


def load(size: Size, say: Say) -> None:
    """Fill the demo prefecture, or find it filled."""
    with translation.override("ja"):
        with transaction.atomic():
            _load_written(size)
        companies = size.companies - WRITTEN["companies"]
        bulk.fill_companies(companies, size.seed, say)
        bulk.fill_work(size.opportunities - WRITTEN["opportunities"], companies, size.seed, say)
        bulk_people.fill_people(size.participants - WRITTEN["participants"], size.seed, say)
        if not TrainedScorer.objects.exists():
            scorers.train()
        say("デモの県を読みこみました（人も会社も実在しません）。")


def _load_written(size: Size) -> None:
    bodies = ensure_bodies()
    companies = ensure_companies()
    work = ensure_work(companies)
    people = ensure_people(bodies)
    ensure_stories(people, work, companies, size.seed)
    ensure_desk_work(people, work, size.seed)
    ensure_requests(people)
    ensure_safety(bodies, people)
    ensure_glass(people)
    ensure_families(bodies, people)
    ensure_belonging(bodies, people)
    ensure_talks(bodies, people)
    ensure_api_keys()
    ensure_views(bodies)
    if any(person.fresh for person in people.values()):
        _read_old_news()


def _read_old_news() -> None:
    """People have read what reached them before this week."""
    old = InboxEntry.objects.unread().filter(at__lt=timezone.now() - NEWS_STAYS_UNREAD)
    old.update(read_at=F("at") + timedelta(hours=3))
