"""Whoever reads no Japanese: public pages, account pages and a participant's own are whole in English."""

import re
from datetime import timedelta

from django.utils import timezone

from accounts.models import Consent
from accounts.workflow import agree_to_record
from jobs.disclosure import lines_of
from jobs.models import Application
from tests import factories as make
from tests.cast import Cast
from tests.journeys.conftest import Door
from tests.journeys.test_signing_up import PASSWORD, the_link_in
from tests.journeys.visitors import Visitor
from tests.reading import JAPANESE, japanese_in

PUBLIC = ["/", "/work/", "/work/kept/", "/accounts/login/", "/accounts/signup/", "/accounts/signup/self/",
          "/accounts/signup/company/", "/accounts/password/reset/"]  # fmt: skip
OWN = ["/me/", "/me/steps/", "/me/access/", "/me/consents/", "/me/interests/", "/me/calendar/", "/me/wishes/",
       "/me/contact/", "/inbox/", "/accounts/email/", "/accounts/password/change/"]  # fmt: skip
HELP = "紙に書いてあると助かります。"
PEOPLES_OWN = ["おと書店", "かぜ農園", "本だなの整理", "花だんの水やり", HELP]
"""Names that people gave to companies and to work, and what Hana wrote."""


def is_english(somebody: Visitor) -> None:
    html = somebody.page.content()
    for name in PEOPLES_OWN:
        html = html.replace(name, "")
    assert not japanese_in(html), somebody.path


def read_in_english(somebody: Visitor, path: str) -> None:
    somebody.open(f"/en{path}")
    is_english(somebody)


def test_the_public_pages(door: Door, cast: Cast) -> None:
    stranger = door.come(language="en", name="english")
    for path in [*PUBLIC, f"/work/{cast.garden.public_id}/"]:
        read_in_english(stranger, path)


def test_an_account(door: Door, cast: Cast) -> None:
    dana, email = door.come(language="en", name="dana"), f"dana-{door.width}@test.example"
    dana.open("/en/accounts/signup/self/")
    dana.write(re.compile("^Nickname"), "Dana")
    dana.write(re.compile("^Email"), email)
    dana.write(re.compile("^Password"), "1234")
    dana.press("Sign up")
    is_english(dana)
    dana.main.get_by_label(re.compile("^Town")).select_option(label="Oita City")
    dana.write(re.compile("^Password"), PASSWORD)
    dana.press("Sign up")
    is_english(dana)
    (mail,) = [mail for mail in door.server.mails() if email in mail["To"]]
    assert not JAPANESE.search(mail["Subject"] + mail.get_content())
    dana.open(the_link_in(mail))
    is_english(dana)
    dana.press(re.compile("confirm"))
    if "/login/" in dana.path:
        is_english(dana)
        dana.write(re.compile("^Email"), email)
        dana.write(re.compile("^Password"), PASSWORD)
        dana.press("Log in")
    for path in ["/me/", "/accounts/email/", "/accounts/password/change/", "/accounts/logout/"]:
        read_in_english(dana, path)


def test_a_forgotten_password(door: Door, cast: Cast) -> None:
    yui = door.come(language="en", name="yui-forgot")
    yui.open("/en/accounts/password/reset/")
    yui.write(re.compile("^Email"), cast.yui.user.email)
    yui.press("Send me the e-mail")
    is_english(yui)
    (mail,) = [mail for mail in door.server.mails() if cast.yui.user.email in mail["To"]]
    assert not JAPANESE.search(mail["Subject"] + mail.get_content())
    found = re.search(r"https?://[^/]+(/\S*password/reset/key/\S+)", mail.get_content())
    assert found
    yui.open(found.group(1))
    is_english(yui)


def agreed_by_hana(cast: Cast) -> Application:
    """What was agreed in Japanese, with every kind of line."""
    wishes = cast.hana.wishes
    wishes.days, wishes.day_parts, wishes.interests = ["mon", "sat"], ["morning"], ["farming", "books"]
    wishes.minutes_max, wishes.telephone_ok, wishes.contact_level_max = 30, False, 1
    wishes.help_text = HELP
    wishes.save()
    agree_to_record(cast.hana, how=Consent.How.IN_PERSON, by=cast.saito)
    consent = cast.hana_at_shelves.consent
    consent.lines = [line.as_dict() for line in lines_of(cast.hana)]
    consent.save()
    return cast.hana_at_shelves


def test_a_participants_pages(door: Door, cast: Cast) -> None:
    answered = agreed_by_hana(cast)
    proposal = make.ApplicationFactory(
        opportunity=cast.garden, participant=cast.hana, proposed_by=cast.saito, body=cast.oita
    )
    hana = door.come(cast.hana.user, "hana-english", language="en")
    for path in [*OWN, f"/me/proposals/{proposal.public_id}/", f"/me/proposals/{answered.public_id}/"]:
        read_in_english(hana, path)
    hana.reads("Mon; Sat", "Up to 30 minutes", HELP)
    hana.follow("日本語", hana.page.get_by_role("navigation"))
    assert hana.path == f"/me/proposals/{answered.public_id}/"


def test_a_participants_placements(door: Door, cast: Cast) -> None:
    coming = make.PlacementFactory(
        application=make.ApplicationFactory(
            opportunity=cast.garden, participant=cast.hana, state="agreed", project=cast.project
        ),
        accompanied_by=cast.saito,
    )
    cast.hana_at_shelves.state = "agreed"
    cast.hana_at_shelves.save()
    yesterday = timezone.localdate() - timedelta(days=1)
    over = make.PlacementFactory(
        application=cast.hana_at_shelves, starts_on=yesterday, ends_on=yesterday, state="completed"
    )
    hana = door.come(cast.hana.user, "hana-placements", language="en")
    at, before = f"/me/placements/{coming.public_id}/", f"/me/placements/{over.public_id}/"
    for path in ["/me/", "/me/calendar/", at, f"{at}end/", before]:
        read_in_english(hana, path)
