"""The tables hold what the files say, once; readers of English get English names."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from municipalities.load import load_reference
from municipalities.models import MinimumWage, Municipality, Prefecture
from municipalities.wages import highest_minimum_wage, minimum_wage

pytestmark = pytest.mark.django_db


def test_the_migration_loaded_every_row():
    assert Prefecture.objects.count() == 47
    assert Municipality.objects.bodies().count() == 1741
    assert Municipality.objects.filter(kind=Municipality.Kind.WARD).count() == 175
    assert MinimumWage.objects.count() == 188
    assert Municipality.objects.of_prefecture("44").count() == 18


def everything() -> list[list[tuple]]:
    return [
        list(model.objects.order_by("pk").values_list()) for model in (Prefecture, Municipality, MinimumWage)
    ]


def test_loading_again_changes_nothing():
    before = everything()
    load_reference()
    assert everything() == before


def test_loading_brings_back_what_is_missing():
    before = [rows if number < 2 else len(rows) for number, rows in enumerate(everything())]
    MinimumWage.objects.all().delete()
    Municipality.objects.filter(code="44201").delete()
    Municipality.objects.filter(code="44202").update(name="べつの市")
    load_reference()
    assert [rows if number < 2 else len(rows) for number, rows in enumerate(everything())] == before


def test_loading_keeps_what_an_operator_confirmed():
    MinimumWage.objects.filter(prefecture_id="44", fiscal_year=2026).update(
        yen=1097, effective_on=date(2026, 11, 2), confirmed=True
    )
    load_reference()
    rate = MinimumWage.objects.get(prefecture_id="44", fiscal_year=2026)
    assert (rate.yen, rate.effective_on, rate.confirmed) == (1097, date(2026, 11, 2), True)


def test_the_newest_rates_wait_for_an_operator():
    assert set(MinimumWage.objects.filter(confirmed=False).values_list("fiscal_year", flat=True)) == {2026}


def test_every_name_matches_its_kind():
    endings = {"city": "市", "town": "町", "village": "村", "ward": "区", "special_ward": "区"}
    for body in Municipality.objects.all():
        assert body.name.endswith(endings[body.kind])
        assert body.name_en
        assert body.code.startswith(body.prefecture_id)


@pytest.mark.parametrize(
    ("code", "japanese", "english"),
    [
        ("44201", "大分市", "Oita City"),
        ("44322", "姫島村", "Himeshima Village"),
        ("44341", "日出町", "Hiji Town"),
        ("13101", "千代田区", "Chiyoda Ward"),
        ("01101", "札幌市中央区", "Chuo Ward, Sapporo City"),
    ],
)
def test_names_are_shown_in_the_reader_s_language(code, japanese, english):
    body = Municipality.objects.get(code=code)
    assert str(body) == japanese
    with translation.override("en"):
        assert (body.name, str(body)) == (japanese, english)


def test_prefectures_are_shown_in_the_reader_s_language():
    with translation.override("en"):
        names = [Prefecture.objects.get(code=code).display_name for code in ("01", "13", "44")]
    assert names == ["Hokkaido", "Tokyo", "Oita Prefecture"]
    assert Prefecture.objects.get(code="44").display_name == "大分県"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("44201", "大分市"),
        ("442011", "大分市"),
        ("11002", "札幌市"),
        ("1100", "札幌市"),
        ("44999", None),
        ("x", None),
    ],
)
def test_a_municipality_is_found_by_a_damaged_code(typed, name):
    found = Municipality.objects.by_code(typed)
    assert (found.name if found else None) == name


def test_code6_carries_the_check_digit():
    assert Municipality.objects.get(code="44201").code6 == "442011"


@pytest.mark.parametrize(
    ("on", "yen"),
    [
        (date(2023, 10, 5), None),
        (date(2023, 10, 6), 899),
        (date(2025, 12, 31), 954),
        (date(2026, 1, 1), 1035),
        (date(2026, 10, 31), 1035),
        (date(2026, 11, 1), 1096),
        (date(2030, 4, 1), 1096),
    ],
)
def test_the_rate_is_that_of_the_day_of_work(on, yen):
    rate = minimum_wage("44", on)
    assert (rate.yen if rate else None) == yen


@pytest.mark.parametrize(
    ("first", "last", "yen"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), 1035),
        (date(2026, 10, 1), date(2026, 11, 1), 1096),
        (date(2026, 10, 1), None, 1096),
        (date(2025, 12, 1), date(2025, 12, 31), 954),
        (date(2020, 1, 1), date(2020, 12, 31), None),
    ],
)
def test_a_period_asks_for_its_highest_rate(first, last, yen):
    rate = highest_minimum_wage("44", first, last)
    assert (rate.yen if rate else None) == yen


def test_another_prefecture_has_its_own_rate():
    assert minimum_wage("13", date(2025, 12, 31)).yen != minimum_wage("44", date(2025, 12, 31)).yen
    assert minimum_wage("99", date(2026, 1, 1)) is None


def test_the_database_refuses_a_second_rate_for_one_day_and_a_rate_of_nothing():
    same_day = {"prefecture_id": "44", "effective_on": date(2026, 11, 1), "fiscal_year": 2026, "source": "x"}
    with pytest.raises(IntegrityError, match="minimum_wage_once_per_day"), transaction.atomic():
        MinimumWage.objects.create(yen=1000, **same_day)
    with pytest.raises(IntegrityError, match="minimum_wage_is_positive"), transaction.atomic():
        MinimumWage.objects.create(yen=0, **same_day | {"effective_on": date(2027, 11, 1)})
    with pytest.raises(ValidationError, match="同じ日から始まる最低賃金"):
        MinimumWage(yen=1000, **same_day).full_clean()


def test_operators_confirm_rates_and_only_look_at_municipalities(admin_client):
    rate = MinimumWage.objects.get(prefecture_id="44", fiscal_year=2026)
    assert (
        admin_client.get(reverse("admin:municipalities_minimumwage_change", args=[rate.pk])).status_code
        == 200
    )
    for name in ("prefecture", "municipality"):
        assert admin_client.get(reverse(f"admin:municipalities_{name}_changelist")).status_code == 200
        assert admin_client.get(reverse(f"admin:municipalities_{name}_add")).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_flushed_database_is_filled_again():
    for model in (MinimumWage, Municipality, Prefecture):
        model.objects.all()._raw_delete("default")
    load_reference()
    assert Municipality.objects.count() == 1916
