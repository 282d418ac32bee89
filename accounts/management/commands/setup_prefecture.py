"""The first real organisation and its first member of staff, without any demo data."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, MenuItem, Organisation, Project, User
from municipalities.models import Municipality, Prefecture


class Command(BaseCommand):
    help = "Sets up a prefecture, its municipalities as desks, a project and the first manager."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", help="prefecture code, two digits: 44")
        parser.add_argument("--email", required=True, help="address of the first manager")

    def handle(self, *, code: str, email: str, **options: Any) -> None:
        prefecture = Prefecture.objects.filter(code=code.zfill(2)).first()
        if prefecture is None:
            raise CommandError(f"{code} is no prefecture code: two digits from 01 to 47 are.")
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address.") from error
        with transaction.atomic():
            body = _organisations(prefecture)
            user, fresh = _manager(email, body)
            _project(body)
        self.stdout.write(f"{prefecture.name}（{prefecture.code}）の準備ができました。管理者: {user.email}")
        address = f"{settings.SITE_URL}/accounts/password/reset/"
        if fresh:
            self.stdout.write(f"1. {address} を開き、{user.email} のパスワードを決めてください。")
        self.stdout.write(
            "2. manage.py createsuperuser で運用管理者をつくり、/admin/ で次を確かめてください："
        )
        self.stdout.write("   職業紹介の根拠（番号と期間）、事業の期間・財源、市町村の担当者の所属。")
        self.stdout.write("3. 市町村の窓口は、担当者の所属を登録すると使えるようになります。")


def _organisations(prefecture: Prefecture) -> Organisation:
    now = timezone.now()
    body, _created = Organisation.objects.get_or_create(
        kind=Organisation.Kind.PREFECTURE,
        prefecture=prefecture,
        defaults={"name": prefecture.name, "kana": prefecture.kana, "approved_at": now},
    )
    for town in Municipality.objects.bodies().filter(prefecture=prefecture):
        Organisation.objects.get_or_create(
            kind=Organisation.Kind.MUNICIPALITY,
            municipality=town,
            defaults={"prefecture": prefecture, "name": town.name, "kana": town.kana, "approved_at": now},
        )
    return body


def _manager(email: str, body: Organisation) -> tuple[User, bool]:
    user = User.objects.filter(email__iexact=email).first()
    fresh = user is None
    if user is None:
        user = User.objects.create_user(email)
    EmailAddress.objects.get_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
    Membership.objects.get_or_create(
        user=user, organisation=body, role=Membership.Role.MANAGER, project=None, ends_on=None
    )
    return user, fresh


def _project(body: Organisation) -> None:
    today = timezone.localdate()
    first = date(today.year - (today.month < 4), 4, 1)
    if Project.objects.filter(lead=body).exists():
        return
    project = Project.objects.create(
        name=f"{body.name} 社会参加支援事業",
        lead=body,
        starts_on=first,
        ends_on=date(first.year + 1, 3, 31),
        menu_items=MenuItem.values,
        source=Project.Source.GRANT,
    )
    project.partners.set(
        Organisation.objects.filter(kind=Organisation.Kind.MUNICIPALITY, prefecture=body.prefecture)
    )
