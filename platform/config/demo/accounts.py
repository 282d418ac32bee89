"""Who can sign in to the demo, and the bodies, desks and projects they work in."""

import os
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts import entry_codes
from accounts.models import LegalBasis, Membership, MenuItem, Organisation, Project, User
from calendars.fiscal_years import FiscalYear
from config.demo.clock import moment
from config.demo.files import Table, read
from config.demo.keys import key_id
from municipalities.models import Municipality, Prefecture

Kind, Role = Organisation.Kind, Membership.Role
OITA = "44"
MENU = [MenuItem.ACCOMPANY, MenuItem.MICRO_WORK, MenuItem.SAFE_SPACE, MenuItem.SURVEY]


@dataclass(frozen=True)
class Account:
    """An account of the demo: its address, whom it stands for (Japanese, English), and where it begins."""

    email: str
    role_ja: str
    role_en: str
    start: str


ACCOUNTS = (
    Account("participant@demo.example", "参加者（大分市）", "Participant (Oita City)", "/me/"),
    Account("participant2@demo.example", "参加者（別府市）", "Participant (Beppu City)", "/me/"),
    Account("supporter@demo.example", "社会参加支援員（大分市）", "Support worker (Oita City)", "/desk/"),
    Account("supporter2@demo.example", "社会参加支援員（別府市）", "Support worker (Beppu City)", "/desk/"),
    Account("peer@demo.example", "ピアサポーター（大分市）", "Peer supporter (Oita City)", "/desk/"),
    Account("company@demo.example", "協力企業（大分市の本屋）", "Company (a bookshop)", "/company/"),
    Account("company2@demo.example", "協力企業（別府市の湯宿）", "Company (a hot-spring inn)", "/company/"),
    Account("municipality@demo.example", "市町村の担当者（大分市）", "Municipality (Oita City)", "/office/"),
    Account("prefecture@demo.example", "県の担当者（大分県）", "Prefecture (Oita)", "/office/"),
    Account("editor@demo.example", "広報担当（大分県）", "Editor (Oita Prefecture)", "/"),
    Account("admin@demo.example", "運用管理者", "Operator", "/admin/"),
)


BY_CODE = "たんぽぽ"
"""Who comes in by nickname and code, without an address (`card` in data/people)."""


def password() -> str:
    """The one password of all demo accounts."""
    return os.environ.get("IPPO_DEMO_PASSWORD") or "ippo-demo-only"


def entry_code() -> str:
    """The code of the one demo account without an address; another password, another code."""
    number = int.from_bytes(sha256(f"ippo demo/code/{password()}".encode()).digest())
    letters = []
    for _ in range(entry_codes.LENGTH):
        number, rest = divmod(number, len(entry_codes.ALPHABET))
        letters.append(entry_codes.ALPHABET[rest])
    return "".join(letters)


def address(name: str) -> str:
    """A short name as an address: those who can sign in are at demo.example, the others nowhere."""
    signs_in = f"{name}@demo.example"
    known = {account.email for account in ACCOUNTS}
    return signs_in if signs_in in known else f"{name}@invented.example"


def ensure_user(key: str, name: str, joined: date) -> User:
    """Somebody with a confirmed address; only the demo accounts have a password."""
    email = address(key)
    user = User.objects.filter(email=email).first()
    if user is None:
        signs_in = email.endswith("@demo.example")
        operator = key == "admin"
        user = User.objects.create_user(
            email,
            password() if signs_in else None,
            name=name,
            public_id=key_id("user", key),
            date_joined=moment(joined),
            is_staff=operator,
            is_superuser=operator,
        )
        EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def ensure_bodies() -> dict[str, Organisation]:
    """The prefecture, all its municipalities and the commissioned NPO, with staff and projects."""
    texts = read("bodies")
    year = FiscalYear.of(timezone.localdate())
    first = FiscalYear(year.year - 1).first_day
    bodies = {"prefecture": _prefecture(first)}
    towns = Municipality.objects.bodies().filter(prefecture_id=OITA)
    bodies |= {town.code: _municipality(town, first) for town in towns}
    bodies |= {row["key"]: _npo(row, first) for row in texts["npo"]}
    for shown in (FiscalYear(year.year - 1), year):
        _project(texts["project"], shown, bodies)
    for row in texts["staff"]:
        user = ensure_user(row["key"], row["name"], first)
        if row["role"] in Role.values:
            _employ(user, bodies[row["body"]], row["role"], first)
    return bodies


def _prefecture(first: date) -> Organisation:
    prefecture = Prefecture.objects.get(code=OITA)
    body, _created = Organisation.objects.get_or_create(
        kind=Kind.PREFECTURE,
        prefecture=prefecture,
        defaults={
            "public_id": key_id("body", OITA),
            "name": prefecture.name,
            "kana": prefecture.kana,
            "approved_at": moment(first),
        },
    )
    _may_introduce(body, LegalBasis.Kind.LOCAL_GOVERNMENT, "デモ-地-44000", first)
    return body


def _municipality(town: Municipality, first: date) -> Organisation:
    body, _created = Organisation.objects.get_or_create(
        kind=Kind.MUNICIPALITY,
        municipality=town,
        defaults={
            "public_id": key_id("body", town.code),
            "prefecture_id": town.prefecture_id,
            "name": town.name,
            "kana": town.kana,
            "approved_at": moment(first),
        },
    )
    _may_introduce(body, LegalBasis.Kind.LOCAL_GOVERNMENT, f"デモ-地-{town.code}", first)
    return body


def _npo(row: Table, first: date) -> Organisation:
    body, _created = Organisation.objects.get_or_create(
        public_id=key_id("body", row["key"]),
        defaults={
            "kind": Kind.NPO,
            "name": row["name"],
            "kana": row["kana"],
            "prefecture_id": OITA,
            "municipality_id": row["municipality"],
            "telephone": row["telephone"],
            "approved_at": moment(first),
        },
    )
    _may_introduce(body, LegalBasis.Kind.FREE_PERMIT, row["permit"], first)
    return body


def _may_introduce(body: Organisation, kind: str, number: str, first: date) -> None:
    LegalBasis.objects.get_or_create(
        organisation=body, number=number, defaults={"kind": kind, "scope": "大分県内", "starts_on": first}
    )


def _project(texts: Table, year: FiscalYear, bodies: dict[str, Organisation]) -> None:
    project, created = Project.objects.get_or_create(
        public_id=key_id("project", str(year.year)),
        defaults={
            "name": texts["name"].format(year=year.label),
            "lead": bodies["prefecture"],
            "starts_on": year.first_day,
            "ends_on": year.last_day,
            "menu_items": MENU,
            "source": Project.Source.GRANT,
        },
    )
    if created:
        project.partners.set(body for key, body in bodies.items() if key != "prefecture")


def _employ(user: User, body: Organisation, role: str, first: date) -> None:
    """Staff of the municipalities stay; those of a commissioned NPO until its contract ends."""
    period: dict[str, object] = {"starts_on": first}
    if body.kind == Kind.NPO:
        project = body.partner_projects.latest("starts_on")
        period |= {"project": project, "ends_on": project.ends_on}
    Membership.objects.get_or_create(user=user, organisation=body, role=role, defaults=period)
