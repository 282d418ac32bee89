"""The pages behind broken glass: what they show, that nothing can be sent, and how it ends."""

from datetime import timedelta

import pytest
from django.urls import URLPattern, reverse
from django.utils import timezone

from accounts import workflow
from accounts.models import BreakGlass, Participant, RecordAccess, TeamMember
from portal.urls import desk, desk_import, desk_matching
from tests import factories as make
from tests.permissions.rows_desk_matching import suggestion as suggest

pytestmark = pytest.mark.django_db
READ = ("desk_participant", "desk_wishes", "desk_contact", "desk_safety_plan", "desk_team")
ELSEWHERE = {
    "desk",
    "desk_begin",
    "desk_register",
    "desk_import",
    "desk_duplicates",
    "desk_opened",
    "desk_take_on",  # says that somebody else is there already
    "desk_open",
}
REASON = "三日つづけて電話に出ない。"


def at(name: str, participant: Participant) -> str:
    return reverse(f"portal:{name}", args=[participant.public_id])


@pytest.fixture
def tanaka(cast, as_):
    return as_(cast.tanaka)


@pytest.fixture
def opened(cast):
    return workflow.break_glass(cast.hana, by=cast.tanaka, why="danger", reason=REASON)


def test_first_the_reason_then_the_record(cast, tanaka):
    assert tanaka.get(at("desk_participant", cast.hana)).status_code == 404
    empty = tanaka.post(at("desk_open", cast.hana), {"why": "danger", "reason": ""})
    assert empty.context["form"].errors
    unclear = tanaka.post(at("desk_open", cast.hana), {"why": "x", "reason": REASON})
    assert REASON in unclear.content.decode()
    assert not BreakGlass.objects.exists()

    page = tanaka.post(at("desk_open", cast.hana), {"why": "danger", "reason": REASON}, follow=True)
    assert page.redirect_chain[-1][0] == at("desk_participant", cast.hana)
    assert "理由を書いて開いた記録です" in page.content.decode()
    assert tanaka.get(at("desk_open", cast.hana))["Location"] == at("desk_participant", cast.hana)


def test_a_reason_that_is_too_long_is_kept_and_nothing_opens(cast, tanaka):
    page = tanaka.post(at("desk_open", cast.hana), {"why": "danger", "reason": "あ" * 1001})
    assert page.context["form"].errors
    assert "あ" * 1001 in page.content.decode()
    assert not BreakGlass.objects.exists()


@pytest.mark.parametrize("name", READ)
def test_the_pages_are_shown_without_a_way_to_write(cast, tanaka, opened, name):
    make.NoteFactory(participant=cast.hana, author=cast.tanaka, project=cast.project)
    page = tanaka.get(at(name, cast.hana))
    assert page.status_code == 200
    main = page.content.decode().split("<main", 1)[1].split("</main", 1)[0]
    assert "理由を書いて開いた記録です" in main
    assert "<button" not in main
    assert "先にチームに加わって" not in main
    assert "/correct/" not in main
    assert {tab["url"] for tab in page.context["tabs"]} == {at(other, cast.hana) for other in READ}


def test_every_look_is_recorded_and_the_participant_reads_of_it(cast, client, tanaka, opened):
    tanaka.get(at("desk_contact", cast.hana))
    assert list(RecordAccess.objects.order_by("number").values_list("what", flat=True)) == [
        "break_glass",
        "contact",
    ]
    client.force_login(cast.hana.user)
    assert "理由を書いてあなたの記録を開きました" in client.get("/me/access/").content.decode()


def test_what_can_be_read_takes_no_post(cast, tanaka, opened):
    for name in ("desk_participant", "desk_wishes", "desk_contact"):
        sent = tanaka.post(at(name, cast.hana), {"text": "x", "nickname": "x", "pace": "own"})
        assert sent.status_code == 403
    assert tanaka.post(at("desk_team", cast.hana)).status_code == 405


def _every_page(cast) -> list[tuple[str, dict[str, str]]]:
    """Every address of the desk that leads to something of Hana's, with what it takes."""
    contact = make.NextContactFactory(participant=cast.hana, made_by=cast.saito, project=cast.project)
    note = make.NoteFactory(participant=cast.hana, author=cast.tanaka, project=cast.project)
    suggestion = suggest(cast)
    placement = make.PlacementFactory(application=cast.hana_at_shelves)
    ids = {
        "people": cast.hana.public_id,
        "contacts": contact.public_id,
        "notes": note.public_id,
        "consents": cast.hana_at_shelves.consent.public_id,
        "suggestions": suggestion.public_id,
        "applications": cast.hana_at_shelves.public_id,
        "placements": placement.public_id,
    }
    more = {
        "question": "pace",
        "purpose": "share_team",
        "other": cast.ren.public_id,
        "work": cast.garden.public_id,
        "name": "agree",
        "kind": "other",
    }
    patterns: list[URLPattern] = [*desk.urlpatterns, *desk_import.urlpatterns, *desk_matching.urlpatterns]
    pages = []
    for pattern in patterns:
        family = str(pattern.pattern).split("/")[1]
        takes = pattern.pattern.converters
        if pattern.name in ELSEWHERE or family not in ids or "public_id" not in takes:
            continue
        pages.append((pattern.name, {key: ids[family] if key == "public_id" else more[key] for key in takes}))
    return pages


def test_no_other_page_of_the_desk_opens_and_no_verb_works(cast, tanaka, opened):
    before = TeamMember.objects.count()
    pages = _every_page(cast)
    assert len(pages) > 20
    for name, values in pages:
        address = reverse(f"portal:{name}", kwargs=values)
        got = tanaka.get(address).status_code
        assert got == 200 if name in READ else got in (404, 405), (name, got)
        sent = tanaka.post(address, {}).status_code
        assert sent in (403, 404, 405), (name, sent)
    assert TeamMember.objects.count() == before


def test_taking_on_is_no_way_around(cast, tanaka):
    workflow.break_glass(cast.sora, by=cast.tanaka, why="absent", reason=REASON)
    assert tanaka.post(at("desk_participant", cast.sora), {"text": "x"}).status_code == 403
    assert not TeamMember.objects.filter(participant=cast.sora).exists()


@pytest.mark.parametrize("end", ["time", "never meet"])
def test_when_it_ends_the_record_is_gone(cast, tanaka, opened, end):
    if end == "time":
        BreakGlass.objects.update(opened_at=timezone.now() - timedelta(days=2), until=timezone.now())
    else:
        workflow.never_meet_colleague(cast.hana, cast.tanaka, by=cast.hana.user)
    for name in READ:
        assert tanaka.get(at(name, cast.hana)).status_code == 404
    own = tanaka.get(reverse("portal:desk_opened")).content.decode()
    assert cast.hana.public_id not in own
    assert ">hana<" not in own


def test_finding_somebody_shows_names_of_ones_own_desk_only(cast, as_, tanaka):
    found = lambda user, q: {  # noqa: E731
        person.nickname for person in as_(user).get(reverse("portal:desk_opened"), {"q": q}).context["found"]
    }
    assert found(cast.tanaka, "hana") == {"hana"}
    assert found(cast.tanaka, "yui") == set()
    assert found(cast.saito, "hana") == set()  # hers already: the record is on her desk
    workflow.never_meet_colleague(cast.hana, cast.tanaka, by=cast.hana.user)
    assert found(cast.tanaka, "hana") == set()


def test_the_team_reads_the_reason_and_other_readers_do_not(cast, as_, opened):
    assert REASON in as_(cast.saito).get(at("desk_team", cast.hana)).content.decode()
    assert REASON not in as_(cast.tanaka).get(at("desk_team", cast.hana)).content.decode()


def test_what_the_office_said_is_read_by_whoever_opened(cast, as_, opened):
    workflow.review_glass(opened, by=cast.abe, verdict="talk", remark="先に電話をしましょう。")
    assert "先に電話をしましょう。" in as_(cast.tanaka).get(reverse("portal:desk_opened")).content.decode()


def test_the_list_takes_as_many_queries_for_many_as_for_few(cast, tanaka, count_queries):
    def ask():
        return tanaka.get(reverse("portal:desk_opened"), {"q": "はな"})

    counts = []
    for size in (2, 8):
        for number in range(size):
            person = make.ParticipantFactory(
                nickname=f"はな{size}{number}", desk=cast.oita, team=(cast.saito,)
            )
            workflow.break_glass(person, by=cast.tanaka, why="other", reason=REASON)
        counts.append(count_queries(ask))
    assert counts[0] == counts[1]
