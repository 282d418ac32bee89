"""The written participants of the demo (data/people/*.toml): as much of them as they have told so far."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.entry_codes import digest_of
from accounts.models import Consent, Organisation, Participant, TeamMember, User, Wishes
from accounts.workflow import (
    claim_record,
    issue_code,
    never_meet_somebody,
    register_participant,
    sign_up_for_oneself,
)
from config.demo.accounts import address, ensure_user, entry_code
from config.demo.clock import days_ago, standing_at
from config.demo.files import Table, read_folder
from config.demo.keys import fraction, key_id

COPIED = (
    "nickname",
    "sex",
    "channel",
    "telephone",
    "never_telephone",
    "neutral_sender",
    "visit_wished",
    "address_shared",
    "telephone_shared",
    "email_shared",
    "birth_not_told",
)
HOW = {"telephone": "telephone", "letter": "paper", "email": "message"}


@dataclass(frozen=True)
class Person:
    """A participant with their texts and their team; `fresh` where this run made them."""

    key: str
    participant: Participant
    texts: Table
    team: list[User]
    fresh: bool

    @property
    def how(self) -> str:
        """How somebody without an account says yes."""
        return HOW.get(self.participant.channel, Consent.How.IN_PERSON)


def ensure_people(bodies: dict[str, Organisation]) -> dict[str, Person]:
    """Every written participant by key; those who still wait have no team."""
    people = {}
    for file in read_folder("people"):
        shared = {name: value for name, value in file.items() if name != "person"}
        for row in file["person"]:
            texts = {"team": []} | shared | row
            people[row["key"]] = _person(texts, bodies[texts["desk"]])
    return people


def _person(texts: Table, desk: Organisation) -> Person:
    key = texts["key"]
    found = Participant.objects.filter(public_id=key_id("participant", key)).select_related("user", "desk")
    team = [User.objects.get(email=address(name)) for name in texts["team"]]
    participant = found.first()
    if participant is not None:
        return Person(key, participant, texts, team, fresh=False)
    begin = _wait if texts.get("waits") else _register
    return replace(begin(texts, desk, team), fresh=True)


def _wait(texts: Table, desk: Organisation, team: list[User]) -> Person:
    """Somebody signed up for themselves and confirmed the address."""
    came = days_ago(texts["ago"], "21:40")
    user = ensure_user(f"person-{texts['key']}", "", came.date())
    with standing_at(came):
        participant = sign_up_for_oneself(user, desk=desk, nickname=texts["nickname"])
    _rename(participant, texts["key"])
    return Person(texts["key"], participant, texts, team, fresh=True)


def registered_ago(texts: Table) -> int:
    """Days since the record was begun: before the first note, and not everybody on one day."""
    first = max((note["ago"] for note in texts.get("notes", [])), default=20)
    return int(first + 3 + int(25 * fraction(texts["key"])))


def _register(texts: Table, desk: Organisation, team: list[User]) -> Person:
    begun = days_ago(registered_ago(texts), "11:15")
    lead, *others = team
    channel = texts.get("channel", "")
    with standing_at(begun):
        participant = register_participant(
            by=lead,
            desk=desk,
            how=HOW.get(channel, Consent.How.IN_PERSON),
            fields=_fields(texts, desk),
            wishes=_wishes(texts["wishes"]),
        )
        for user in others:
            TeamMember.objects.create(participant=participant, user=user, organisation=desk, joined_by=lead)
        if texts.get("card"):
            _come_in_by_code(participant, lead)
        if words := texts.get("never_meet"):
            never_meet_somebody(participant, words, by=lead)
    TeamMember.objects.filter(participant=participant).update(joined_at=begun)
    _rename(participant, texts["key"])
    return Person(texts["key"], participant, texts, team, fresh=True)


def _come_in_by_code(participant: Participant, lead: User) -> None:
    """The team handed over a card, and the person uses the record; the letters are the ones that README names."""
    row = issue_code(participant, by=lead).row
    row.digest = digest_of(entry_code())
    row.save(update_fields=["digest"])
    claim_record(row, agreed=False)
    participant.refresh_from_db(fields=["user"])


def _rename(participant: Participant, key: str) -> None:
    participant.public_id = key_id("participant", key)
    participant.save(update_fields=["public_id"])


def _fields(texts: Table, desk: Organisation) -> dict[str, Any]:
    fields = {name: texts[name] for name in COPIED if name in texts}
    for name in ("name", "kana"):
        family, _space, given = texts.get(name, " ").partition(" ")
        fields |= {f"family_{name}": family, f"given_{name}": given}
    fields["municipality_id"] = texts.get("town", desk.municipality_id)
    fields["birth_year"] = texts.get("born")
    fields["birth_not_told"] = texts.get("born_not_told", False)
    fields["contact_hours"] = texts.get("hours", "")
    if "rests" in texts:
        fields["not_until"] = timezone.localdate() + timedelta(days=texts["rests"])
    if "account" in texts:
        account = texts["account"] if isinstance(texts["account"], str) else f"person-{texts['key']}"
        joined = days_ago(registered_ago(texts)).date()
        fields["user"] = ensure_user(account, "", joined)
        fields["email"] = fields["user"].email
    return fields


def _wishes(texts: Table) -> dict[str, Any]:
    """Only what was asked; lists and words stay empty otherwise."""
    known = {field.name for field in Wishes._meta.get_fields()}
    strangers = set(texts) - known
    if strangers:
        raise ValueError(f"data/people: no such wish: {', '.join(sorted(strangers))}")
    return dict(texts)
