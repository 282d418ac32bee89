"""The demo shows the mails that it did not send; nobody else does."""

import pytest
from django.core.mail import send_mail

pytestmark = pytest.mark.django_db


def test_mails_are_private_where_it_is_not_a_demo(client, settings):
    assert not settings.DEMO
    assert client.get("/demo/mail/").status_code == 404


def test_the_demo_shows_a_mail_with_its_links(client, settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = str(tmp_path)
    backend = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_BACKEND = backend
    body = "確認してください。\nhttp://localhost:8000/accounts/confirm-email/abc/\n<b>&"
    send_mail("お願い", body, None, ["hana@demo.example"])
    send_mail("二通目", "短い文", None, ["ren@demo.example"])
    page = client.get("/demo/mail/").content.decode()
    assert 'href="http://localhost:8000/accounts/confirm-email/abc/"' in page
    assert "確認してください。<br>" in page
    assert "&lt;b&gt;&amp;" in page
    assert page.index("二通目") < page.index("お願い")


def test_the_demo_without_mails_says_so(client, settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_FILE_PATH = str(tmp_path / "none")
    assert "まだメールはありません" in client.get("/demo/mail/").content.decode()
