"""The desk's hours, and a few conversations: one answered, one that waits, one of somebody who has nobody yet."""

import tomllib
from datetime import time
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from accounts.models import Organisation, User
from config.demo.accounts import address
from config.demo.clock import days_ago, standing_at
from config.demo.people import Person
from realtime import workflow
from realtime.models import DeskHours

FILE = Path(__file__).parent / "data" / "talks.toml"
OPENS, NOON, AFTERNOON, CLOSES = time(9), time(12), time(13), time(17)


def ensure_talks(bodies: dict[str, Organisation], people: dict[str, Person]) -> None:
    """Everything through the verbs; a second run finds it."""
    _ensure_hours(bodies["44201"], User.objects.get(email=address("municipality")))
    for talk in tomllib.loads(FILE.read_text(encoding="utf-8"))["talk"]:
        person = people[talk["person"]]
        if not person.fresh:
            continue
        for number, said in enumerate(talk["said"]):
            by = (
                _user(said["by"])
                if said["by"] != "person"
                else User.objects.get(participant=person.participant)
            )
            with standing_at(days_ago(said["days_ago"], said["at"])):
                row = workflow.talk_with(person.participant)
                sent = uuid5(NAMESPACE_URL, f"{talk['person']}/{number}")
                workflow.write(row, said["text"], by=by, client_id=sent)


def _ensure_hours(desk: Organisation, manager: User) -> None:
    if DeskHours.objects.filter(desk=desk).exists():
        return
    for weekday in range(5):
        workflow.add_hours(desk, weekday=weekday, opens=OPENS, closes=NOON, by=manager)
        workflow.add_hours(desk, weekday=weekday, opens=AFTERNOON, closes=CLOSES, by=manager)


def _user(name: str) -> User:
    return User.objects.get(email=address(name))
