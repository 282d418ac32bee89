"""Every notice has words in both languages, and those to participants say only that there is news."""

import string

import pytest
from django.utils import timezone
from django.utils.translation import override

from jobs.workflow import applications, placements
from realtime.models import InboxEntry
from realtime.notices import CATALOGUE, words_of
from tests import factories as make
from tests.reading import JAPANESE

TO_PARTICIPANTS = {
    "accounts.entry_code_renewed",
    "accounts.participant_taken_on",
    "jobs.proposed",
    "jobs.introduced_participant",
    "jobs.company_answered_participant",
    "jobs.placement_changed_participant",
}


@pytest.mark.parametrize("kind", sorted(CATALOGUE))
def test_every_notice_has_words_in_both_languages(kind):
    notice = CATALOGUE[kind]
    for words in (notice.title, notice.text):
        with override("ja"):
            japanese = str(words)
        with override("en"):
            english = str(words)
        assert japanese
        assert not JAPANESE.findall(english)
        assert _holes(japanese) == _holes(english)


@pytest.mark.parametrize("kind", sorted(TO_PARTICIPANTS))
def test_a_participants_notice_has_room_for_a_persons_name_only(kind):
    assert _holes(f"{CATALOGUE[kind].title}{CATALOGUE[kind].text}") <= {"name"}


def _holes(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ja", "en"])
def test_on_the_whole_way_a_participants_inbox_names_neither_work_nor_company(cast, language):
    person = cast.hana.user
    cast.saito.name = ""  # somebody who never wrote a name: the address stays unsaid too
    cast.saito.save()
    work = make.OpportunityFactory(company=cast.kaze_company, title="たねの仕分け")
    row = applications.propose(work, cast.hana, by=cast.saito, body=cast.oita)
    applications.accept(row, by=person, lines=[], how="online")
    applications.introduce(row, by=cast.saito)
    placement = applications.agree(row, by=cast.kaze, starts_on=timezone.localdate())
    placements.start(placement, by=cast.kaze)
    placements.complete(placement, by=cast.kaze)
    placements.follow_up(placement, by=cast.saito)
    entries = InboxEntry.objects.filter(recipient=person)
    assert {entry.kind for entry in entries} <= TO_PARTICIPANTS
    assert entries.count() == 6
    with override(language):
        said = [str((*words_of(entry)[:2], entry.params)) for entry in entries]
    for words in (work.title, cast.kaze_company.name, "@", "終わりました", "進んでいます"):
        assert not [text for text in said if words in text]
