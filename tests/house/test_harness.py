"""The harness of the other tests: what it promises them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.test import TransactionTestCase
from zeal.errors import NPlusOneError
from zeal.middleware import zeal_middleware

from config.catalogues import CatalogueError, compile_one
from municipalities.models import Municipality

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db(transaction=True)
def test_what_migrations_loaded_is_there_after_a_test_that_commits(django_user_model):
    municipalities, permissions = Municipality.objects.count(), Permission.objects.count()
    assert municipalities
    assert permissions
    django_user_model.objects.create(email="left@behind.example")
    Permission.objects.all().delete()
    Municipality.objects.all().delete()
    TransactionTestCase._fixture_teardown(None)
    assert (Municipality.objects.count(), Permission.objects.count()) == (municipalities, permissions)
    assert not django_user_model.objects.exists()


@pytest.mark.django_db
def test_a_request_that_repeats_a_query_for_one_relation_fails(rf):
    def list_with_a_query_a_row(request):
        return [permission.content_type.model for permission in Permission.objects.all()]

    assert settings.MIDDLEWARE[0] == "zeal.middleware.zeal_middleware"
    with pytest.raises(NPlusOneError):
        zeal_middleware(list_with_a_query_a_row)(rf.get("/"))


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_what_the_machine_lacks_is_named_and_fails_in_ci(ci, code):
    """A machine without any program on its path has no browser."""
    one = "tests/test_repository.py::test_platform_is_the_standard_librarys"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", one]
    bare = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        command, cwd=ROOT, env=bare | {"PATH": "/nonexistent", "CI": ci}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert "1 passed" in done.stdout
    assert "NOT RUN: browser tests (no Chromium)" in done.stdout
    assert done.returncode == code


def test_a_translation_with_other_placeholders_is_an_error(tmp_path):
    po = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    po.write_text(head + '#, python-format\nmsgid "あと%(days)d日"\nmsgstr "%(day)d days left"\n')
    with pytest.raises(CatalogueError, match=r"django\.po"):
        compile_one(po)
    po.write_text(head + '#, python-format\nmsgid "あと%(days)d日"\nmsgstr "%(days)d days left"\n')
    compile_one(po)
    assert po.with_suffix(".mo").exists()
