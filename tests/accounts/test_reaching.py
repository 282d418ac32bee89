"""How somebody may be reached: what goes where a family reads along says only that there is news."""

import re
from pathlib import Path

import pytest
from allauth.account.adapter import get_adapter
from django.core import mail
from django.urls import reverse
from django.utils import translation

import accounts
from accounts import mails
from accounts.models import Participant
from accounts.reaching import Says, way_to
from accounts.workflow import join_records
from realtime import notices
from realtime.models import InboxEntry
from tests import factories as make

ROOT = Path(accounts.__file__).parent.parent
Channel = Participant.Channel
HOME = "kazoku@test.example"
LINK = "https://ippo.test/k/1"
SIGN_UP = "https://ippo.test/signup"
CONTEXT = {"activate_url": LINK, "password_reset_url": LINK, "timestamp": "いま"}


@pytest.fixture
def shared(cast) -> Participant:
    """Ren's contact address is the family's."""
    Participant.objects.filter(pk=cast.ren.pk).update(email=HOME, email_shared=True)
    cast.ren.refresh_from_db()
    return cast.ren


def prefixes() -> list[str]:
    """Every mail that allauth sends here, by our templates."""
    folder = ROOT / "platform" / "config" / "templates"
    found = folder.glob("*/email/*_subject.txt")
    names = sorted(str(file.relative_to(folder)).removesuffix("_subject.txt") for file in found)
    assert len(names) > 8
    return names


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", prefixes())
def test_every_mail_of_the_account_pages_is_only_news_where_the_family_reads(shared, rf, prefix):
    adapter = get_adapter(rf.get("/"))
    usual = adapter.render_mail(prefix, "someone@test.example", CONTEXT | {"signup_url": SIGN_UP})
    links = CONTEXT if LINK in usual.body else {}
    sent = adapter.render_mail(prefix, HOME, {"signup_url": SIGN_UP, "timestamp": "いま"} | links)
    assert sent.subject == "お知らせがあります" != usual.body
    assert sent.body == (f"お知らせがあります\n\n{LINK}\n" if links else "お知らせがあります\n")


@pytest.mark.django_db
def test_a_mail_of_our_own_is_only_news_too_in_either_language(shared):
    mails.post(HOME, "サービスへの招待", "くわしい文章", link=LINK)
    with translation.override("en"):
        mails.post(HOME.upper(), "An invitation", "words", link=LINK)
    mails.post("someone@test.example", "サービスへの招待", "くわしい文章", link=LINK)
    first, english, other = mail.outbox
    assert (first.subject, first.body) == ("お知らせがあります", f"お知らせがあります\n\n{LINK}\n")
    assert "invitation" not in english.subject.lower()
    assert "words" not in english.body
    assert (other.subject, other.body) == ("サービスへの招待", "くわしい文章")


def test_no_mail_leaves_by_another_door():
    """Whoever writes a mail asks `accounts.mails`; allauth's come through the adapter; the outbox sends what it stored."""
    sends = re.compile(
        r"(?<!_)send_mail\(|EmailMessage\(|EmailMultiAlternatives\(|mail_admins|send_messages\("
    )
    doors = set()
    for folder in ("accounts", "jobs", "content", "matching", "platform"):
        for file in (ROOT / folder).rglob("*.py"):
            if sends.search(file.read_text()):
                doors.add(str(file.relative_to(ROOT)))
    assert doors == {"accounts/mails.py", "accounts/adapter.py", "accounts/outbox.py"}


@pytest.mark.django_db
def test_the_login_address_counts_as_marked_when_the_person_says_so(cast):
    Participant.objects.filter(pk=cast.hana.pk).update(email_shared=True)
    way = way_to(cast.hana.user, Channel.EMAIL)
    assert way
    assert (way.to, way.says) == ("hana@test.example", Says.NEWS)
    assert way_to("HANA@test.example", Channel.EMAIL).says is Says.NEWS
    assert way_to(cast.yui.user, Channel.EMAIL).says is Says.WORDS


@pytest.mark.django_db
@pytest.mark.parametrize("kind", sorted(notices.CATALOGUE))
def test_every_notice_asks_how_its_reader_may_be_reached(cast, monkeypatch, kind):
    notice = notices.CATALOGUE[kind]
    asked = []
    monkeypatch.setattr(notices, "way_to", lambda whom, channel: asked.append((whom, channel)))
    notice.send([cast.hana.user])
    assert asked == [(cast.hana.user, Channel.SITE)]
    assert not InboxEntry.objects.exists()
    monkeypatch.undo()
    notice.send([cast.hana.user])
    assert InboxEntry.objects.get().recipient == cast.hana.user
    assert not mail.outbox


@pytest.mark.django_db
def test_each_way_has_its_wish_and_its_mark(cast):
    ren = cast.ren
    for field, value in {
        "telephone": "097-000-0000", "telephone_shared": True, "postcode": "870-0000", "address": "大分市1-1",
        "address_shared": None, "visit_wished": None, "email": "",
    }.items():  # fmt: skip
        setattr(ren, field, value)
    assert way_to(ren, Channel.TELEPHONE).says is Says.NEWS
    assert way_to(ren, Channel.LETTER).to == "〒870-0000 大分市1-1"
    assert way_to(ren, Channel.LETTER).says is Says.WORDS
    assert way_to(ren, Channel.VISIT) is None, "nobody comes unasked"
    assert way_to(ren, Channel.EMAIL) is None
    assert way_to(ren, Channel.SITE) is None
    assert way_to(ren, Channel.OFFICE).may_say("この前の話") == "この前の話"
    ren.never_telephone, ren.visit_wished, ren.address_shared = True, True, True
    assert way_to(ren, Channel.TELEPHONE) is None
    assert way_to(ren, Channel.VISIT).may_say("この前の話") == "お知らせがあります"
    assert way_to("", Channel.EMAIL) is None
    assert way_to("a@test.example", Channel.LETTER) is None


@pytest.mark.django_db
def test_it_is_asked_on_one_screen_and_can_be_put_right_at_the_desk_and_by_the_person(cast, client):
    client.force_login(cast.saito)
    question = reverse("portal:desk_question", args=[cast.ren.public_id, "shared"])
    assert "ご家族も見る連絡先はありますか" in client.get(question).content.decode()
    client.post(question, {"telephone_shared": "yes", "address_shared": "no", "email_shared": ""})
    cast.ren.refresh_from_db()
    assert (cast.ren.telephone_shared, cast.ren.address_shared, cast.ren.email_shared) == (True, False, None)
    record = client.get(reverse("portal:desk_participant", args=[cast.ren.public_id])).content.decode()
    assert "電話には家族も出る" in record
    assert "手紙は家族も見る" not in record
    client.force_login(cast.hana.user)
    page = reverse("portal:me_contact")
    client.post(page, {"nickname": "hana", "email_shared": "yes", "address_shared": "no"})
    cast.hana.refresh_from_db()
    assert (cast.hana.email_shared, cast.hana.address_shared, cast.hana.telephone_shared) == (
        True, False, None,
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("shared", "warning"),
    [(True, "この方への手紙は、ご家族も見ます"), (None, "まだ聞いていません。郵送する前に"), (False, None)],
)
def test_a_card_warns_before_it_is_printed(cast, client, shared, warning):
    Participant.objects.filter(pk=cast.ren.pk).update(address_shared=shared)
    client.force_login(cast.saito)
    page = reverse("portal:desk_code", args=[cast.ren.public_id])
    for answer in (client.get(page), client.post(page)):
        text = answer.content.decode()
        assert (warning in text) if warning else ("手紙" not in text)


@pytest.mark.django_db
def test_joining_two_records_keeps_the_more_careful_mark(cast):
    kept, other = (make.ParticipantFactory(desk=cast.oita, team=[cast.saito]) for _ in range(2))
    Participant.objects.filter(pk=kept.pk).update(email_shared=False)
    Participant.objects.filter(pk=other.pk).update(email_shared=True, address_shared=False)
    join_records(kept, other, by=cast.saito)
    kept.refresh_from_db()
    assert (kept.email_shared, kept.address_shared) == (True, False)
