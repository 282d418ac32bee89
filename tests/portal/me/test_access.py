"""The participant's list of who looked: by day, one line an hour, filters, a file."""

import csv
from datetime import datetime
from io import StringIO

import pytest
from django.utils import timezone

from accounts.workflow import log_access
from config.demo.clock import standing_at
from tests import factories as make

pytestmark = pytest.mark.django_db


def at(clock: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"2026-11-{clock}"))


def look(cast, clock: str, what: str = "wishes", by: str = "saito") -> None:
    with standing_at(at(clock)):
        log_access(cast.hana, by=getattr(cast, by), what=what)


def main_of(response) -> str:
    return response.content.decode().split("<main")[1].split("</main>")[0]


def test_days_stand_above_their_sentences(hana, cast):
    look(cast, "03 09:15")
    look(cast, "04 10:00", what="contact")
    page = main_of(hana.get("/me/access/"))
    assert page.index("令和8年11月4日") < page.index("あなたの連絡先") < page.index("令和8年11月3日")
    assert "大分市のsaitoさんが、11月3日にあなたの希望を見ました。" in page
    english = main_of(hana.get("/en/me/access/"))
    assert "saito of Oita City read your wishes on 3 November." in english


def test_the_same_within_an_hour_is_one_line(hana, cast):
    for clock in ("03 09:00", "03 09:20", "03 10:20", "03 11:30"):
        look(cast, clock)
    look(cast, "03 09:30", by="kido")
    look(cast, "03 09:40", what="record")
    page = main_of(hana.get("/me/access/"))
    assert page.count("saitoさんが、11月3日にあなたの希望を見ました。") == 2
    assert page.count("kidoさんが、11月3日にあなたの希望を見ました。") == 1
    assert page.count("あなたの記録を開きました。") == 1


def test_one_can_ask_for_one_reader_or_one_thing(hana, cast):
    look(cast, "03 09:00")
    look(cast, "03 09:05", what="record", by="kido")
    page = main_of(hana.get("/me/access/", {"who": cast.kido.public_id}))
    assert "あなたの記録を開きました" in page
    assert "あなたの希望を見ました" not in page
    page = main_of(hana.get("/me/access/", {"what": "wishes"}))
    assert "あなたの記録を開きました" not in page
    page = main_of(hana.get("/me/access/", {"who": cast.kido.public_id, "what": "wishes"}))
    assert "この条件に合うものは、ありません。" in page


@pytest.mark.parametrize("query", [{"who": "x" * 500}, {"what": "'; --"}, {"who": "\x00"}, {"page": "-3"}])
def test_a_filter_that_makes_no_sense_filters_nothing(hana, cast, query):
    look(cast, "03 09:00")
    assert "あなたの希望を見ました" in main_of(hana.get("/me/access/", query))


def test_the_file_holds_one_s_own_list_and_no_formulas(hana, cast):
    cast.kido.name = "=1+1"
    cast.kido.save()
    look(cast, "03 09:00")
    look(cast, "03 09:00", by="kido")
    log_access(cast.yui, by=cast.mori, what="wishes")
    answer = hana.get("/me/access/list.csv")
    assert "no-store" in answer["Cache-Control"]
    assert "record" not in answer["Content-Disposition"]
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["日時", "見た人", "見たもの", "内容"]
    assert len(rows) == 3
    assert rows[-1][0] == "2026-11-03 09:00"
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    look(cast, "04 09:00", what="record")
    assert hana.get("/me/access/list.csv?what=record").content.decode().count("\r\n") == 2


@pytest.mark.parametrize("path", ["/me/access/", "/me/access/list.csv"])
def test_the_number_of_queries_does_not_grow(hana, cast, path, django_assert_num_queries):
    def more(times: int) -> None:
        for _ in range(times):
            user = make.UserFactory()
            make.MembershipFactory(user=user, organisation=cast.oita)
            log_access(cast.hana, by=user, what="record")

    more(2)
    hana.get(path)
    with django_assert_num_queries(1000, exact=False) as few:
        hana.get(path)
    more(12)
    with django_assert_num_queries(len(few), exact=True):
        hana.get(path)
