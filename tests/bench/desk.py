"""How long a support worker with a caseload of 200 waits for `/desk/` and for a record with a long past."""

from datetime import timedelta

from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone

from accounts.models import Membership, Participant, User
from accounts.workflow import frame_of
from casework.models import NextContact, Note
from tests import factories as make
from tests.bench import Report, benchmark
from tests.bench.pages import demo_database, measure

CASELOAD = 200
NOTES_EACH = 10
LONG_PAST = 300
COLUMNS = "&".join(f"columns={name}" for name in ("name", "town", "place", "next", "last", "team", "wish"))
PAGES = {
    "/desk/": "/desk/",
    "/desk/people/, all columns, sorted by the last note": f"/desk/people/?sort=last&{COLUMNS}",
    "/desk/people/, a search": "/desk/people/?q=ことり1",
}


@transaction.atomic
def _caseload() -> tuple[User, Participant]:
    """A support worker of their own at a desk of the demo, with people, notes and next contacts."""
    place = Membership.objects.filter(role=Membership.Role.SUPPORTER).order_by("pk")[0]
    desk, today = place.organisation, timezone.localdate()
    worker = make.UserFactory(name="支援 花子")
    make.MembershipFactory(user=worker, organisation=desk)
    frame = frame_of(desk, "accompany")
    people = [
        make.ParticipantFactory(nickname=f"ことり{number}", desk=desk, team=[worker])
        for number in range(CASELOAD)
    ]
    NextContact.objects.bulk_create(
        NextContact(
            participant=person, made_by=worker, channel="office", why="様子を聞く",
            on=today + timedelta(days=number % 21 - 3), **frame,
        )
        for number, person in enumerate(people)
    )  # fmt: skip
    Note.objects.bulk_create(
        Note(
            participant=person, author=worker, channel="office", text="少し話した。",
            happened_on=today - timedelta(days=day), **frame,
        )
        for number, person in enumerate(people)
        for day in range(LONG_PAST if number == 0 else NOTES_EACH)
    )  # fmt: skip
    return worker, people[0]


@benchmark("desk")
def desk(report: Report) -> None:
    client = Client()
    with demo_database():
        worker, person = _caseload()
        client.force_login(worker)
        with override_settings(ROOT_URLCONF="tests.bench.pages"):
            measure(report, "a bare Django page, signed in", lambda: client.get("/"))
        for what, address in PAGES.items():
            measure(report, f"{what} ({CASELOAD})", lambda address=address: client.get(address))
        record = f"/desk/people/{person.public_id}/"
        measure(report, f"/desk/people/…/ ({LONG_PAST} notes)", lambda: client.get(record))
