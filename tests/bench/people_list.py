"""A list of 200 people among 100,000 whom the reader may see, against the bare query of the same rows.

And the page that shows them, for a support worker with 200 people and for the manager of all 100,000.
"""

from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Membership, Organisation, Participant, TeamMember, User, Wishes
from tests import factories as make
from tests.bench import Report, benchmark, timed
from tests.bench.pages import demo_database, measure

PEOPLE, CASELOAD, BATCH, TEAMS = 100_000, 200, 5_000, 50
TIMES = 20
KANA = ["あおい", "かわの", "さとう", "たかはし", "にしむら", "はまだ", "まつもと", "やまぐち"]


def _colleague(desk: Organisation, role: str, name: str) -> User:
    user = make.UserFactory(name=name)
    Membership.objects.create(user=user, organisation=desk, role=role, starts_on="2024-04-01")
    return user


@transaction.atomic
def _people(desk: Organisation, worker: User) -> list[int]:
    """100,000 people of one desk, each with somebody; every 500th is the worker's."""
    colleagues = [_colleague(desk, "supporter", f"支援 {number}") for number in range(TEAMS)]
    now, own = timezone.now(), []
    for begun in range(0, PEOPLE, BATCH):
        people = Participant.objects.bulk_create(
            Participant(
                nickname=f"ことり{number}", family_kana=KANA[number % len(KANA)], given_kana="はな",
                family_name="高橋", given_name="花", desk=desk, municipality=desk.municipality, taken_on_at=now,
            )
            for number in range(begun, begun + BATCH)
        )  # fmt: skip
        Wishes.objects.bulk_create(Wishes(participant=person) for person in people)
        mine = people[:: PEOPLE // CASELOAD]
        own += [person.pk for person in mine]
        TeamMember.objects.bulk_create(
            TeamMember(participant=person, user=colleagues[number % TEAMS], organisation=desk)
            for number, person in enumerate(people)
        )
        TeamMember.objects.bulk_create(
            TeamMember(participant=person, user=worker, organisation=desk) for person in mine
        )
    return own


def _compare(report: Report, own: list[int], worker: User) -> None:
    def bare() -> list[Any]:
        return list(Participant.objects.filter(pk__in=own))

    def checked() -> list[Any]:
        return list(Participant.objects.visible_to(worker))

    if sorted(row.pk for row in checked()) != sorted(own):
        raise RuntimeError("The list is not what it should be.")
    # In turns, so that whatever else the machine does slows both.
    pairs = [(timed(bare, 1)[0], timed(checked, 1)[0]) for _ in range(TIMES)]
    times = {"bare": [pair[0] for pair in pairs], "checked": [pair[1] for pair in pairs]}
    middle = {name: sorted(found)[TIMES // 2] for name, found in times.items()}
    with CaptureQueriesContext(connection) as queries:
        checked()
    report.row(f"a bare list of {CASELOAD} among {PEOPLE:,}", seconds=times["bare"], queries=1)
    report.row(
        f"the {CASELOAD} that one may see", seconds=times["checked"], queries=len(queries),
        times_bare=round(middle["checked"] / middle["bare"], 2),
    )  # fmt: skip


@benchmark("people list")
def people_list(report: Report) -> None:
    with demo_database():
        desk = Organisation.objects.filter(kind="municipality").order_by("pk")[0]
        worker, manager = _colleague(desk, "supporter", "二百人の人"), _colleague(desk, "manager", "管理者")
        own = _people(desk, worker)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        _compare(report, own, worker)
        client = Client()
        client.force_login(worker)
        for what, address in {
            f"/desk/people/ ({CASELOAD} own)": "/desk/people/",
            "…, a whole name without a space": "/desk/people/?q=たかはしはな",
            "…, all columns, the last note first": "/desk/people/?sort=last&columns=name&columns=next"
            "&columns=last&columns=missing&columns=team&columns=wish",
        }.items():
            measure(report, what, lambda address=address: client.get(address))
        client.force_login(manager)
        for what, address in {
            f"/desk/people/ ({PEOPLE:,} of the desk)": "/desk/people/?whose=desk",
            "…, a half word": "/desk/people/?whose=desk&q=ことり4242",
        }.items():
            measure(report, what, lambda address=address: client.get(address))
