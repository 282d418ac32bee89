"""`manage.py setup_prefecture`: a real installation begins, without any demo data."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Organisation, Participant, Project, User
from municipalities.models import Municipality


def run(*words: str) -> str:
    out = StringIO()
    call_command("setup_prefecture", *words, stdout=out)
    return out.getvalue()


def test_it_sets_up_the_prefecture_its_towns_a_project_and_a_manager(db):
    said = run("44", "--email", "chief@pref.example")
    assert "大分県" in said
    assert "/accounts/password/reset/" in said
    towns = Municipality.objects.bodies().of_prefecture("44")
    assert Organisation.objects.filter(kind="municipality").count() == towns.count() == 18
    project = Project.objects.get()
    assert project.partners.count() == 18
    assert not Participant.objects.exists()
    client = Client()
    client.force_login(User.objects.get(email="chief@pref.example"))
    assert client.get("/office/").status_code == 200


def test_running_it_again_changes_nothing(db):
    run("44", "--email", "chief@pref.example")
    run("44", "--email", "chief@pref.example")
    assert Organisation.objects.count() == 19
    assert User.objects.get().memberships.count() == 1
    assert Project.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["99", "--email", "a@b.example"], "no prefecture code"),
        (["44", "--email", "nobody"], "not an e-mail address"),
    ],
)
def test_bad_words_are_refused_in_a_sentence(db, words, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(*words)
    assert not Organisation.objects.exists()
