"""Two records become one, and two again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import known, perms
from accounts.models import Joining, NeverMeet, NotTheSame, Participant, TeamMember, User, Wishes
from accounts.reaching import SHARED
from foundation.moves import Refused
from foundation.public_ids import new_public_id

JOINED_PERSON = (
    "nickname", "family_name", "given_name", "family_kana", "given_kana", "birth_date", "birth_year",
    "birth_not_told", "sex", "municipality_id", "postcode", "address", "telephone", "email",
    "address_shared", "telephone_shared", "email_shared", "channel",
    "contact_hours", "not_until", "never_telephone", "neutral_sender", "visit_wished",
)  # fmt: skip
JOINED_WISHES = Wishes.ASKED


@dataclass(frozen=True)
class Undone:
    """What came of undoing: fields that somebody wrote anew meanwhile stay as they are."""

    joining: Joining
    kept_as_they_are: list[str]


@transaction.atomic
def join_records(kept: Participant, other: Participant, *, by: User, take: Sequence[str] = ()) -> Joining:
    """Both are one person: all rows of `other` go to `kept`, with the fields named in `take`; `other` is hidden.

    What the kept record does not know comes from the other one by itself.
    """
    rows = Participant.objects.select_for_update(of=("self",)).order_by("pk").in_bulk([kept.pk, other.pk])
    first, second = rows[kept.pk], rows[other.pk]
    _refuse(first, second, by)
    page, _created = Wishes.objects.get_or_create(participant=first)
    theirs = Wishes.of(second)
    before: dict[str, Any] = {
        "person": _take(first, second, _from_the_other(first, second, take)),
        "wishes": _take(
            page, theirs, [name for name in JOINED_WISHES if name in take or _unknown(page, name)]
        ),
    }
    _one_way_of_birth(first, before["person"])
    if second.user_id and not first.user_id:
        before["account"], second.user = second.user_id, None
        second.save(update_fields=["user"])
        first.user_id = before["account"]
    if first.taken_on_at is None:
        first.taken_on_at = second.taken_on_at
    second.joined_into = first
    moved = known.join(first, second)
    first.save()
    second.save(update_fields=["joined_into"])
    page.save()
    return Joining.objects.create(kept=first, other=second, joined_by=by, moved=moved, before=before)


@transaction.atomic
def undo_joining(joining: Joining, *, by: User) -> Undone:
    """Two records again, with what each of them had; what was written since stays with the kept one."""
    row = Joining.objects.select_for_update(of=("self",)).get(pk=joining.pk)
    people = (
        Participant.objects.select_for_update(of=("self",))
        .order_by("pk")
        .in_bulk([row.kept_id, row.other_id])
    )
    kept, other = people[row.kept_id], people[row.other_id]
    if not perms.can_open_record(by, kept):
        raise Refused(_("戻せるのは、この方の支援チームか、窓口の管理者です。"))
    if not row.can_be_undone:
        raise Refused(_("戻せるのは、つなげてから30日のあいだです。"))
    page = Wishes.of(kept)
    stay = _give_back(kept, row.before.get("person", {})) + _give_back(page, row.before.get("wishes", {}))
    if (account := row.before.get("account")) and kept.user_id == account:
        kept.user = None
        kept.save(update_fields=["user"])
        other.user_id = account
    kept.save()
    page.save()
    other.joined_into = None
    other.save(update_fields=["joined_into", "user"])
    known.part(row.moved, back_to=other)
    _keep_apart_since(row, other)
    row.undone_at, row.undone_by = timezone.now(), by
    row.save(update_fields=["undone_at", "undone_by"])
    return Undone(row, stay)


def _keep_apart_since(joining: Joining, other: Participant) -> None:
    """Who was named while they were one: nobody knows which of the two it was, so it holds for both."""
    named = NeverMeet.objects.in_force().filter(
        participant=joining.kept_id, recorded_at__gte=joining.joined_at
    )
    for name in named:
        name.pk, name.public_id, name.participant, name._state.adding = None, new_public_id(), other, True
        name.save()


@transaction.atomic
def say_two_people(one: Participant, other: Participant, *, by: User) -> NotTheSame:
    """Somebody knows that these are two people; the list does not ask again."""
    if not (perms.can_open_record(by, one) and perms.can_open_record(by, other)):
        raise Refused(_("両方の記録を見られる方だけが、書けます。"))
    first, second = sorted((one, other), key=lambda person: person.pk)
    row, _created = NotTheSame.objects.get_or_create(first=first, second=second, defaults={"said_by": by})
    return row


def _refuse(kept: Participant, other: Participant, by: User) -> None:
    if not perms.can_join_records(by, kept, other):
        raise Refused(_("つなげられるのは、両方の記録を見られる、同じ窓口の方だけです。"))
    if kept.joined_into_id or other.joined_into_id:
        raise Refused(_("この記録は、もうつなげられています。"))
    if kept.user_id and other.user_id:
        raise Refused(_("どちらの方にもログインがあります。ご本人と話して、どちらを使うか決めてください。"))
    for person, others in ((kept, other), (other, kept)):
        for member in TeamMember.objects.current().filter(participant=others).select_related("user"):
            if NeverMeet.objects.naming(member.user).filter(participant=person).exists():
                raise Refused(_("この二つの記録は、いまはつなげられません。窓口の管理者にたずねてください。"))


def _from_the_other(first: Participant, second: Participant, take: Sequence[str]) -> list[str]:
    """What was chosen, what is unknown, and that a family reads along, which outweighs that it does not."""
    marked = [name for name in SHARED if getattr(second, name)]
    return [name for name in JOINED_PERSON if name in (*take, *marked) or _unknown(first, name)]


def _unknown(row: Any, name: str) -> bool:
    return getattr(row, name) in (None, "")


def _take(row: Any, giver: Any, names: Sequence[str]) -> dict[str, Any]:
    """Take these fields over; answers what stood there, and what stands there now, as JSON."""
    changed = {}
    for name in names:
        old, new = getattr(row, name), getattr(giver, name)
        if old != new and new not in (None, ""):
            setattr(row, name, new)
            changed[name] = [_plain(old), _plain(new)]
    return changed


def _one_way_of_birth(person: Participant, before: dict[str, Any]) -> None:
    """A day or year that somebody told outweighs that they would rather not say it."""
    if person.birth_not_told and (person.birth_date or person.birth_year):
        person.birth_not_told = False
        before["birth_not_told"] = [before.get("birth_not_told", [True])[0], False]


def _give_back(row: Any, before: dict[str, Any]) -> list[str]:
    """Put back what the joining changed; answers the fields that were written anew since."""
    stay = []
    for name, (old, new) in before.items():
        if _plain(getattr(row, name)) == new:
            setattr(row, name, row._meta.get_field(name.removesuffix("_id")).to_python(old))
        else:
            stay.append(name.removesuffix("_id"))
    return stay


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
