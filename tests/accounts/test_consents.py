"""A yes for one purpose and one recipient; withdrawn, it is gone from every list that moment."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts import perms, scans, workflow
from accounts.models import Consent, ConsentScan, Participant, TeamMember, User
from foundation.moves import Refused
from jobs.models import Application
from realtime.models import InboxEntry
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def in_force(cast: Cast, purpose: str) -> bool:
    return Consent.objects.in_force().for_purpose(purpose).filter(participant=cast.hana).exists()


def test_somebody_of_another_body_joins_only_with_a_yes_and_is_out_when_it_ends(cast: Cast) -> None:
    with pytest.raises(Refused, match="同意"):
        workflow.add_to_team(cast.hana, cast.mori, organisation=cast.beppu, by=cast.saito)
    about = {"purpose": "share_team", "recipient": cast.beppu}
    consent = workflow.say_yes(cast.hana, **about, how="telephone", by=cast.saito)
    workflow.add_to_team(cast.hana, cast.mori, organisation=cast.beppu, by=cast.saito)
    record = reverse("portal:desk_participant", args=[cast.hana.public_id])
    assert signed_in(cast.mori).get(record).status_code == 200

    workflow.withdraw_consent(consent, by=cast.hana.user)

    assert signed_in(cast.mori).get(record).status_code == 404
    assert signed_in(cast.saito).get(record).status_code == 200
    # A new yes opens the door again, and brings nobody back by itself.
    workflow.say_yes(cast.hana, **about, how="telephone", by=cast.saito)
    assert not perms.in_team(cast.mori, cast.hana)


def test_the_queryset_asks_whatever_stands_in_the_team(cast: Cast) -> None:
    TeamMember.objects.create(participant=cast.hana, user=cast.mori, organisation=cast.beppu)
    assert not Participant.objects.visible_to(cast.mori).filter(pk=cast.hana.pk).exists()
    # A yes towards another body, or for another purpose, is none towards this one.
    workflow.say_yes(
        cast.hana, purpose="share_team", recipient=cast.prefecture, how="telephone", by=cast.saito
    )
    workflow.say_yes(cast.hana, purpose="tell_agency", recipient=cast.beppu, how="telephone", by=cast.saito)
    assert not Participant.objects.visible_to(cast.mori).filter(pk=cast.hana.pk).exists()


def test_an_introduction_stops_when_the_yes_is_taken_back(cast: Cast) -> None:
    page = reverse("portal:company_application", args=[cast.hana_at_shelves.public_id])
    assert signed_in(cast.oto).get(page).status_code == 200
    withdraw = reverse("portal:me_consent_withdraw", args=[cast.hana_at_shelves.consent.public_id])
    signed_in(cast.hana.user).post(withdraw)

    assert signed_in(cast.oto).get(page).status_code == 404
    assert Application.objects.get(pk=cast.hana_at_shelves.pk).state == "withdrawn"
    assert InboxEntry.objects.filter(recipient=cast.oto).exists()


@pytest.mark.parametrize("purpose", ["publish_story", "contact_family"])
def test_on_ones_own_page_yes_takes_one_tap_and_so_does_taking_it_back(purpose: str, cast: Cast) -> None:
    client = signed_in(cast.hana.user)
    give = reverse("portal:me_consent_give", args=[purpose])
    assert client.get(give).context["words"] in client.get(give).content.decode()
    client.post(give)
    client.post(give)
    consent = Consent.objects.get(participant=cast.hana, purpose=purpose)
    assert (consent.how, consent.recorded_by, consent.recipient) == ("online", cast.hana.user, cast.oita)
    assert consent.version
    assert consent.words

    client.post(reverse("portal:me_consent_withdraw", args=[consent.public_id]))
    assert not in_force(cast, purpose)


def test_the_recipient_is_chosen_before_the_words_are_read(cast: Cast) -> None:
    client = signed_in(cast.hana.user)
    give = reverse("portal:me_consent_give", args=["tell_agency"])
    assert not client.get(give).context["words"]
    client.post(give)
    client.post(f"{give}?to=nobody")
    client.post(f"{give}?to={cast.oto_company.public_id}")
    client.post(f"{give}?to={cast.oita.public_id}")  # one's own desk knows already
    assert not in_force(cast, "tell_agency")
    page = client.get(give, {"to": cast.beppu.public_id})
    assert cast.beppu.name in page.context["words"]
    client.post(f"{give}?to={cast.beppu.public_id}")
    assert in_force(cast, "tell_agency")


def test_the_record_and_introductions_are_not_agreed_to_by_themselves(cast: Cast) -> None:
    for purpose in ("keep_record", "introduce", "anything"):
        assert signed_in(cast.hana.user).post(f"/me/consents/give/{purpose}/").status_code == 404


def test_a_no_is_written_down_and_ends_the_yes_from_before(cast: Cast) -> None:
    address = reverse("portal:desk_consent", args=[cast.hana.public_id, "contact_family"])
    team = signed_in(cast.saito)
    team.post(address, {"answer": "yes", "how": "in_person"})
    assert in_force(cast, "contact_family")
    team.post(address, {"answer": "no", "how": "telephone"})

    assert not in_force(cast, "contact_family")
    said = Consent.objects.filter(participant=cast.hana, purpose="contact_family").first()
    assert (said.agreed, said.how, said.recorded_by) == (False, "telephone", cast.saito)
    assert "「いいえ」" in signed_in(cast.hana.user).get(reverse("portal:me_consents")).content.decode()


@pytest.mark.parametrize("who", ["abe", "tanaka", "mori"])
def test_only_the_team_writes_an_answer_down(who: str, cast: Cast) -> None:
    address = reverse("portal:desk_consent", args=[cast.hana.public_id, "contact_family"])
    signed_in(getattr(cast, who)).post(address, {"answer": "yes", "how": "in_person"})
    assert not in_force(cast, "contact_family")


def test_the_team_cannot_say_that_somebody_answered_on_the_screen(cast: Cast) -> None:
    about = {"purpose": "publish_story", "recipient": cast.oita}
    with pytest.raises(Refused):
        workflow.say_yes(cast.hana, **about, how="online", by=cast.saito)


def picture(kind: str) -> bytes:
    written = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "planted-description"
    Image.new("RGB", (40, 30), "white").save(written, kind, exif=exif)
    return written.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_signed_sheet_is_stripped_unreadable_on_disk_and_opened_by_the_team(
    kind: str, cast: Cast, media: Path
) -> None:
    sent = {"answer": "yes", "how": "paper", "sheet": SimpleUploadedFile("any.exe", picture(kind))}
    assert b"planted-description" in picture(kind)
    signed_in(cast.saito).post(
        reverse("portal:desk_consent", args=[cast.hana.public_id, "publish_story"]), sent
    )

    scan = ConsentScan.objects.get()
    (stored,) = [path for path in media.rglob("*") if path.is_file()]
    assert stored.read_bytes().startswith(b"gAAAA")
    assert "any" not in stored.name
    address = reverse("portal:desk_consent_sheet", args=[scan.consent.public_id])
    opened = signed_in(cast.saito).get(address)
    assert opened.headers["Content-Type"] == scan.content_type
    assert b"planted-description" not in opened.content
    assert Image.open(io.BytesIO(opened.content)).size == (40, 30)
    assert signed_in(cast.tanaka).get(address).status_code == 404
    assert Client().get(f"/media/consents/{scan.name}").status_code == 404


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"%PDF-1.7 without an end",
        b"GIF89a" + bytes(40),
        picture("PNG")[:60],
        b"\x89PNG\r\n\x1a\n",
    ],
)
def test_what_is_no_sheet_is_refused_and_the_answer_kept(content: bytes, cast: Cast, media: Path) -> None:
    sent = {"answer": "yes", "how": "paper", "sheet": SimpleUploadedFile("sheet.pdf", content)}
    response = signed_in(cast.saito).post(
        reverse("portal:desk_consent", args=[cast.hana.public_id, "publish_story"]), sent
    )
    assert response.context["form"].errors["sheet"]
    assert not in_force(cast, "publish_story")
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_a_sheet_that_is_too_large_is_refused(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(scans, "LARGEST", 50)
    with pytest.raises(scans.UnreadableError, match="8MB"):
        scans.read(SimpleUploadedFile("sheet.png", picture("PNG")))


def test_lists_of_consents_ask_as_many_questions_for_many_as_for_few(
    cast, django_assert_max_num_queries
) -> None:
    client, address = signed_in(cast.saito), reverse("portal:desk_consents", args=[cast.hana.public_id])
    counts = []
    for purpose in ("publish_story", "contact_family"):
        workflow.say_yes(cast.hana, purpose=purpose, recipient=cast.oita, how="telephone", by=cast.saito)
        workflow.say_no(cast.hana, purpose=purpose, recipient=cast.oita, how="telephone", by=cast.saito)
        with django_assert_max_num_queries(60) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]
