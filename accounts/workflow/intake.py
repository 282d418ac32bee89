"""People from a table become records, a batch at a time; the same row again changes nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import perms
from accounts.intake import Unreadable, Written
from accounts.models import Consent, ImportedPerson, Organisation, Participant, TeamMember, User, Wishes
from accounts.workflow.consents import agree_to_records
from foundation.moves import Refused

Row = Written | Unreadable
OUTCOMES = ("created", "updated", "unchanged", "rejected")


@dataclass(frozen=True)
class Outcome:
    """What becomes of a row: one of `OUTCOMES`, and for a rejected one what to mend."""

    line: int
    what: str
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Planned:
    outcome: Outcome
    row: Row
    known: ImportedPerson | None = None


def check_people(
    rows: Sequence[Row], *, by: User, desk: Organisation, earlier: Mapping[str, int] | None = None
) -> list[Outcome]:
    """What `import_people` would do; nothing is written."""
    _refuse_unless_theirs(by, desk)
    return [planned.outcome for planned in _plan(rows, by, desk, earlier or {})]


@transaction.atomic
def import_people(
    rows: Sequence[Row], *, by: User, desk: Organisation, earlier: Mapping[str, int] | None = None
) -> list[Outcome]:
    """Register the people of these rows, or add what their rows say anew, all in one transaction.

    `earlier` names the line at which the same file has said a key already. What staff wrote since an earlier
    import stays, unless the file itself says something new there.
    """
    _refuse_unless_theirs(by, desk)
    Organisation.objects.select_for_update(no_key=True, of=("self",)).get(pk=desk.pk)  # one import at a time
    plan = _plan(rows, by, desk, earlier or {})
    _create([one.row for one in plan if one.outcome.what == "created"], by, desk)  # type: ignore[misc]
    for one in plan:
        if one.outcome.what == "updated" and one.known and isinstance(one.row, Written):
            _update(one.known, one.row, by)
    return [one.outcome for one in plan]


def counted(outcomes: Sequence[Outcome]) -> Counter[str]:
    """How many of each."""
    return Counter(outcome.what for outcome in outcomes)


def _refuse_unless_theirs(by: User, desk: Organisation) -> None:
    if not perms.can_register_participant(by, desk):
        raise Refused(_("この窓口で登録できるのは、窓口の担当者です。"))


def _plan(rows: Sequence[Row], by: User, desk: Organisation, earlier: Mapping[str, int]) -> list[_Planned]:
    keys = [row.key for row in rows if isinstance(row, Written)]
    known = {one.key: one for one in ImportedPerson.objects.filter(desk=desk, key__in=keys)}
    people = [one.participant_id for one in known.values()]
    mine = set(Participant.objects.accompanied_by(by).filter(pk__in=people).values_list("pk", flat=True))
    kept = Consent.objects.in_force().filter(participant__in=mine, purpose=Consent.Purpose.KEEP_RECORD)
    agreed = set(kept.values_list("participant", flat=True))
    seen = dict(earlier)
    plan = []
    for row in rows:
        if isinstance(row, Unreadable):
            plan.append(_Planned(Outcome(row.line, "rejected", row.reasons), row))
            continue
        what, reason = _verdict(row, known.get(row.key), seen, mine, agreed)
        seen.setdefault(row.key, row.line)
        plan.append(_Planned(Outcome(row.line, what, [reason] if reason else []), row, known.get(row.key)))
    return plan


def _verdict(
    row: Written, known: ImportedPerson | None, seen: Mapping[str, int], mine: set[int], agreed: set[int]
) -> tuple[str, str]:
    if row.key in seen:
        words = _("{line}行目と同じ方に見えます。別の方なら、整理番号の列で分けてください。")
        return "rejected", words.format(line=seen[row.key])
    if known is None:
        return "created", ""
    if not any(_news(known, row)):
        return "unchanged", ""
    if known.participant_id not in mine:
        return "rejected", _("もう登録されている方です。書きかえられるのは、支援チームの人です。")
    if known.participant_id not in agreed:
        return "rejected", _("記録への同意が取りやめられているので、書きかえられません。")
    return "updated", ""


def _news(known: ImportedPerson, row: Written) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the row says that the file did not say before: of the person, of the wishes."""
    told = row.told()
    before = {part: known.told.get(part, {}) for part in told}
    person, wishes = (
        {name: value for name, value in said.items() if told[part][name] != before[part].get(name)}
        for part, said in (("person", row.person), ("wishes", row.wishes))
    )
    return person, wishes


def _create(rows: Sequence[Written], by: User, desk: Organisation) -> None:
    now = timezone.now()
    people = Participant.objects.bulk_create(
        Participant(desk=desk, registered_by=by, taken_on_at=now, **row.person) for row in rows
    )
    pairs = list(zip(people, rows, strict=True))
    Wishes.objects.bulk_create(Wishes(participant=person, **row.wishes) for person, row in pairs)
    TeamMember.objects.bulk_create(
        TeamMember(
            participant=person, user_id=row.staff or by.pk, organisation=desk, joined_by=by, joined_at=now
        )
        for person, row in pairs
    )
    agree_to_records([(person, row.how) for person, row in pairs], desk=desk, by=by)
    ImportedPerson.objects.bulk_create(
        ImportedPerson(participant=person, desk=desk, key=row.key, told=row.told(), imported_by=by)
        for person, row in pairs
    )


def _update(known: ImportedPerson, row: Written, by: User) -> None:
    person, wishes = _news(known, row)
    if person:
        record = Participant.objects.select_for_update(of=("self",)).get(pk=known.participant_id)
        for name, value in (_birth_in_one_way(person) | person).items():
            setattr(record, name, value)
        record.save(update_fields=[*(_birth_in_one_way(person) | person)])
    if wishes:
        page, _created = Wishes.objects.get_or_create(participant_id=known.participant_id)
        for name, value in wishes.items():
            setattr(page, name, value)
        page.save(update_fields=[*wishes, "updated_at"])
    told = row.told()
    known.told = {part: known.told.get(part, {}) | told[part] for part in told}
    known.imported_by = by
    known.save(update_fields=["told", "imported_by", "imported_at"])


def _birth_in_one_way(person: Mapping[str, Any]) -> dict[str, Any]:
    """A day, a year or "rather not say": one replaces the other."""
    if not {"birth_date", "birth_year", "birth_not_told"} & set(person):
        return {}
    return {"birth_date": None, "birth_year": None, "birth_not_told": False}
