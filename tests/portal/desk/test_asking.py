"""A record is begun in a moment; the rest is asked one question a screen, the empty ones first."""

import pytest

from accounts.models import Consent, Participant, RecordAccess
from portal.forms.desk_asking import ASKED
from tests.translations import untranslated

pytestmark = pytest.mark.django_db
BEGIN = "/desk/people/begin/"


def ask(person: Participant, question: str = "") -> str:
    return f"/desk/people/{person.public_id}/ask/" + (f"{question}/" if question else "")


def test_a_nickname_and_a_yes_begin_a_record_and_lead_to_the_first_question(cast, as_):
    client = as_(cast.saito)
    sent = {"nickname": "かもめ", "how": "telephone", "desk": cast.oita.public_id}
    answer = client.post(BEGIN, sent, follow=True)
    person = Participant.objects.get(nickname="かもめ")
    assert answer.redirect_chain[-1][0] == ask(person)
    assert ask(person, "wish_text") in answer.content.decode()
    assert Consent.objects.get(participant=person).how == "telephone"
    assert (person.municipality, person.sex) == (None, None), "nobody asked yet"


@pytest.mark.parametrize("sent", [{"nickname": ""}, {"how": ""}, {"how": "online"}, {"desk": "x"}])
def test_less_begins_nothing(cast, as_, sent):
    fields = {"nickname": "かもめ", "how": "paper", "desk": cast.oita.public_id} | sent
    assert as_(cast.saito).post(BEGIN, fields).status_code == 200
    assert not Participant.objects.filter(nickname="かもめ").exists()


def test_each_answer_leads_to_the_next_open_question(cast, as_):
    client = as_(cast.saito)
    Participant.objects.filter(pk=cast.hana.pk).update(never_telephone=False)
    answer = client.post(ask(cast.hana, "ways"), {"channel": "letter", "initial-channel": ""})
    assert answer["Location"] == ask(cast.hana, "reach"), "what to mind was answered already: no is an answer"
    cast.hana.refresh_from_db()
    assert cast.hana.channel == "letter"
    last = list(ASKED)[-1]
    assert client.post(ask(cast.hana, last), {"answer": "none"})["Location"] == ask(cast.hana)
    cast.hana.wishes.refresh_from_db()
    assert cast.hana.wishes.skills == []


def test_what_nobody_asked_is_visible_and_what_was_said_is_not_repeated(cast, as_):
    cast.hana.wishes.wish_text = "海を見たい"
    cast.hana.wishes.save()
    page = as_(cast.saito).get(ask(cast.hana)).content.decode()
    assert page.count("まだ聞いていません") == len(ASKED) - 2, "all but the wish and the town"
    assert "海を見たい" not in page


def test_two_who_ask_at_once_keep_both_answers(cast, as_):
    client = as_(cast.saito)
    Participant.objects.filter(pk=cast.hana.pk).update(family_name="高橋")
    client.post(ask(cast.hana, "name"), {"given_name": "はな", "initial-given_name": "", "family_name": "",
                                         "initial-family_name": ""})  # fmt: skip
    cast.hana.refresh_from_db()
    assert cast.hana.full_name == "高橋 はな"


def test_what_cannot_be_is_said_and_kept(cast, as_):
    page = as_(cast.saito).post(ask(cast.hana, "reach"), {"telephone": "12", "email": "a@b.example"})
    assert page.status_code == 200
    assert "a@b.example" in page.content.decode()
    empty = as_(cast.saito).post(ask(cast.hana, "pace"), {"answer": ""})
    assert "いまは答えない" in empty.content.decode()


def test_a_manager_reads_and_does_not_write(cast, as_):
    as_(cast.abe).post(ask(cast.hana, "sex"), {"sex": "2", "initial-sex": ""})
    cast.hana.refresh_from_db()
    assert cast.hana.sex is None


def test_looking_at_contact_is_recorded_as_such(cast, as_):
    as_(cast.saito).get(ask(cast.hana, "reach"))
    as_(cast.saito).get(ask(cast.hana, "pace"))
    looked = RecordAccess.objects.of(cast.hana).values_list("what", flat=True)
    assert list(looked) == ["wishes", "contact"]


def test_an_unknown_question_is_no_page(cast, as_):
    assert as_(cast.saito).get(ask(cast.hana, "user")).status_code == 404


def test_the_pages_are_english_too():
    assert not untranslated(
        "platform/portal/views/desk_asking.py",
        "platform/portal/views/desk_people.py",
        "platform/portal/forms/desk_asking.py",
        "platform/portal/forms/desk_people.py",
        "platform/portal/templates/portal/desk/ask*.html",
        "platform/portal/templates/portal/desk/begin.html",
        "platform/portal/templates/portal/desk/_alike.html",
    )
