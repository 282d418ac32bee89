"""Consent given, withdrawn, given again, in any order with moves: no line is shown that is not agreed just now."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zeal import zeal_ignore

from accounts import workflow as people
from accounts.models import Consent, NeverMeet, Wishes
from foundation.moves import Refused
from jobs.disclosure import shown_to_company
from jobs.models import Application
from jobs.workflow import applications
from tests.cast import Cast

pytestmark = pytest.mark.django_db

VALUES = {"help_text": "ゆっくり話してください", "nickname": "みどり丸", "skills": "ていねいな作業"}


@dataclass
class World:
    """Hana, Oto's shelves, and what she agrees to at this moment as somebody who only listens would note it."""

    cast: Cast
    agreed: set[str] = field(default_factory=set)

    def application(self) -> Application | None:
        rows = Application.objects.filter(participant=self.cast.hana, opportunity=self.cast.shelves)
        return rows.order_by("-pk").first()

    def propose(self, keys: set[str]) -> None:
        applications.propose(self.cast.shelves, self.cast.hana, by=self.cast.saito, body=self.cast.oita)

    def accept(self, keys: set[str]) -> None:
        applications.accept(self.application(), by=self.cast.hana.user, lines=sorted(keys), how="online")
        self.agreed = keys

    def accept_by_telephone(self, keys: set[str]) -> None:
        applications.accept(self.application(), by=self.cast.saito, lines=sorted(keys), how="telephone")
        self.agreed = keys

    def introduce(self, keys: set[str]) -> None:
        applications.introduce(self.application(), by=self.cast.saito)

    def agree(self, keys: set[str]) -> None:
        day = timezone.localdate() + timedelta(days=3)
        applications.agree(self.application(), by=self.cast.oto, starts_on=day)

    def decline(self, keys: set[str]) -> None:
        applications.decline(self.application(), by=self.cast.oto)

    def end(self, keys: set[str]) -> None:
        applications.withdraw(self.application(), by=self.cast.saito)
        self.agreed = set()

    def withdraw_yes(self, keys: set[str]) -> None:
        shown = Consent.objects.in_force().filter(participant=self.cast.hana, purpose="introduce")
        for consent in shown:
            people.withdraw_consent(consent, by=self.cast.hana.user)
        self.agreed = set()

    def never_meet(self, keys: set[str]) -> None:
        people.never_meet_company(self.cast.hana, self.cast.oto_company, by=self.cast.hana.user)
        self.agreed = set()

    def meet_after_all(self, keys: set[str]) -> None:
        for row in NeverMeet.objects.in_force().filter(participant=self.cast.hana):
            people.end_never_meet(row, by=self.cast.hana.user)

    def change_the_wishes(self, keys: set[str]) -> None:
        people.change_wishes(self.cast.hana, by=self.cast.saito, fields={"help_text": VALUES["help_text"]})


STEPS = [name for name in vars(World) if not name.startswith("_") and callable(getattr(World, name))]
STEPS = [name for name in STEPS if name != "application"]
MOVES = st.lists(
    st.tuples(st.sampled_from(STEPS), st.sets(st.sampled_from(sorted(VALUES)), min_size=1)),
    min_size=4,
    max_size=10,
)
"""Any order; and beneath it, so that something is there to be withdrawn, the way to an introduction."""
BEGIN = [("propose", set()), ("accept", set(VALUES)), ("introduce", set())]


def read_by_the_company(client: Client, application: Application) -> str:
    pages = [reverse("portal:company"), reverse("portal:company_applications")]
    pages += [reverse("portal:company_placements")]
    pages += [reverse("portal:company_application", args=[application.public_id])]
    if placement := getattr(application, "placement", None):
        pages += [reverse("portal:company_placement", args=[placement.public_id])]
    return "".join(client.get(page).content.decode() for page in pages)


def run(world: World, client: Client, steps: list[tuple[str, set[str]]]) -> None:
    for name, keys in steps:
        verb: Callable[[set[str]], None] = getattr(world, name)
        try:
            with transaction.atomic():
                verb(keys)
        except (Refused, AttributeError):  # not possible now, or nothing there to move
            pass
        application = world.application()
        if application is None:
            continue
        shown = {line.key for line in shown_to_company(application)}
        assert shown <= world.agreed, name
        if application.state not in Application.SEEN_BY_COMPANY:
            assert not shown
    if application := world.application():
        read = read_by_the_company(client, application)
        for key in set(VALUES) - world.agreed:
            assert VALUES[key] not in read, key


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=MOVES)
def test_nothing_is_shown_that_is_not_agreed_now(cast: Cast, steps: list[tuple[str, set[str]]]) -> None:
    client = Client()
    client.force_login(cast.oto)
    with zeal_ignore(), transaction.atomic():
        Application.objects.filter(pk=cast.hana_at_shelves.pk).delete()
        Consent.objects.filter(participant=cast.hana, purpose="introduce").delete()
        cast.hana.nickname = VALUES["nickname"]
        cast.hana.save(update_fields=["nickname"])
        Wishes.objects.filter(participant=cast.hana).update(skills=["careful"], help_text=VALUES["help_text"])
        run(World(cast), client, [*BEGIN, *steps])
        transaction.set_rollback(True)


def test_the_way_to_an_introduction_does_show_what_was_agreed(cast: Cast) -> None:
    """The test above would also pass where nothing is ever shown."""
    client = Client()
    client.force_login(cast.oto)
    cast.hana_at_shelves.delete()
    Wishes.objects.filter(participant=cast.hana).update(help_text=VALUES["help_text"])
    with zeal_ignore():
        run(World(cast), client, [("propose", set()), ("accept", {"help_text"}), ("introduce", set())])
        application = Application.objects.get(participant=cast.hana, opportunity=cast.shelves)
        assert VALUES["help_text"] in read_by_the_company(client, application)
