"""Somebody takes a copy of everything that is kept about them, and of nobody else."""

import json
import re

import pytest
from django.test import Client
from django.utils import translation

from accounts import known
from accounts.export import as_json, as_pdf, own_copy
from accounts.models import Participant, RecordAccess
from jobs.models import Bookmark
from tests import factories as make
from tests.reading import japanese_in

pytestmark = pytest.mark.django_db

ABOUT_OTHERS = "お兄さんとけんかをしたそうです"


@pytest.fixture
def data(cast, hana: Client) -> dict:
    Participant.objects.filter(pk=cast.hana.pk).update(
        family_name="髙﨑", given_name="𠮷乃", address="荷揚町"
    )
    Bookmark.objects.create(participant=cast.hana, opportunity=cast.garden)
    make.NoteFactory(participant=cast.hana, author=cast.saito, text=ABOUT_OTHERS)
    make.NoteFactory(participant=cast.yui, author=cast.mori)
    answer = hana.get("/me/copy/data/")
    assert answer["Content-Disposition"] == 'attachment; filename="ippo.json"'
    assert "no-store" in answer["Cache-Control"]
    return json.loads(answer.content)


def test_everything_is_in_it_under_stable_names(data):
    assert data["format"] == "ippo-person-1"
    assert set(data["parts"]) == {entry.key for entry in known.everything()}
    person = data["parts"]["person"]["rows"][0]
    assert (person["family_name"], person["given_name"], person["address"]) == ("髙﨑", "𠮷乃", "荷揚町")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00", person["registered_at"])
    assert data["parts"]["bookmarks"]["rows"][0]["opportunity"] == "花だんの水やり"


def test_what_staff_wrote_is_named_and_left_out(data):
    assert ABOUT_OTHERS not in json.dumps(data, ensure_ascii=False)
    assert data["parts"]["notes"]["left_out"] == ["text"]
    assert [row["author"] for row in data["parts"]["notes"]["rows"]] == ["saito"]


def test_nobody_else_is_in_it(data, cast):
    assert not {"yui", "ren", "mori"} & set(re.findall(r"\w+", json.dumps(data)))


def test_the_paper_is_a_pdf_with_every_rare_character(cast, hana, capfd):
    Participant.objects.filter(pk=cast.hana.pk).update(family_name="髙﨑", given_name="𠮷乃#[*x*]$")
    answer = hana.get("/me/copy/paper/")
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    with translation.override("en"):
        assert as_pdf(own_copy(cast.hana)).startswith(b"%PDF-")
        titles = [part["title"] for part in as_json(own_copy(cast.hana))["parts"].values()]
        assert not japanese_in(" ".join(titles))


def test_one_s_own_copy_is_no_look_of_somebody_else(hana):
    hana.get("/me/copy/paper/")
    assert not RecordAccess.objects.exists()


def test_the_page_says_what_is_not_in_it(hana):
    page = hana.get("/me/copy/").content.decode()
    assert "支援員や会社が書いた文章" in page
    assert "ご家族の相談の記録" in page
    assert not japanese_in(hana.get("/en/me/copy/").content.decode())
    assert 'href="/me/copy/"' in hana.get("/me/").content.decode()


def test_queries_do_not_grow_with_the_record(cast, django_assert_max_num_queries):
    def count() -> int:
        with django_assert_max_num_queries(200) as asked:
            as_json(own_copy(cast.hana))
        return len(asked)

    few = count()
    for _time in range(5):
        make.NoteFactory(participant=cast.hana, author=cast.saito)
        make.ApplicationFactory(
            participant=cast.hana,
            opportunity=make.OpportunityFactory(company=cast.kaze_company),
            state="proposed",
        )
    assert count() == few
