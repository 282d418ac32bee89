"""`manage.py api_token EMAIL`: a key for the REST API, shown once."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import ApiToken, User
from accounts.workflow.tokens import issue_token
from foundation.moves import Refused


class Command(BaseCommand):
    help = "Prints a new API token of an account. It is shown once and stored hashed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="api_token", help="what it is for")
        parser.add_argument("--days", type=int, default=90, help="how long it is usable (1 to 366)")
        parser.add_argument(
            "--scope",
            action="append",
            choices=ApiToken.Scope.values,
            help="repeatable; all where none is given",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"], is_active=True).first()
        if user is None:
            raise CommandError("There is no such account.")
        try:
            _token, secret = issue_token(
                user,
                name=options["name"][:60],
                scopes=options["scope"] or ApiToken.Scope.values,
                lasts=timedelta(days=options["days"]),
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(secret)
