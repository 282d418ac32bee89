"""Where to call now: facts that an operator keeps right."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from content.load import crisis_numbers, load_emergency_lines
from content.models import EmergencyLine

pytestmark = pytest.mark.django_db


def test_the_lines_come_with_the_project_in_both_languages():
    assert EmergencyLine.objects.shown().count() == len(crisis_numbers()) == 7
    for row in crisis_numbers():
        assert bool(row["note"]) == bool(row["note_en"])
        assert all(row[f"{field}_en"] for field in ("name", "hours", "for_whom"))


def test_loading_again_keeps_what_an_operator_changed():
    EmergencyLine.objects.filter(name="DV相談＋").update(number="0120-000-000")
    EmergencyLine.objects.get(name="児童相談所").delete()
    assert load_emergency_lines() == 1
    assert EmergencyLine.objects.get(name="DV相談＋").number == "0120-000-000"
    assert load_emergency_lines() == 0


def test_a_changed_number_and_the_day_it_was_confirmed_are_shown_at_once(client):
    line = EmergencyLine.objects.get(name="よりそいホットライン")
    line.number, line.confirmed_on = "0120-111-222", datetime.date(2026, 11, 1)
    line.save()
    page = client.get("/").content.decode()
    assert 'href="tel:0120111222"' in page
    assert "2026-11-01 に確認" in page
    assert "confirmed on 2026-11-01" in client.get("/en/").content.decode()


def test_a_hidden_line_is_not_shown(client):
    EmergencyLine.objects.filter(name="児童相談所").update(is_shown=False)
    assert 'href="tel:189"' not in client.get("/").content.decode()


def test_nobody_is_left_without_a_number(client):
    EmergencyLine.objects.all().delete()
    assert 'href="tel:0120279338"' in client.get("/").content.decode()


def test_a_number_that_nobody_can_dial_is_refused():
    line = EmergencyLine.objects.get(name="児童相談所")
    line.number = "いちはちきゅう"
    with pytest.raises(ValidationError):
        line.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        line.save()
