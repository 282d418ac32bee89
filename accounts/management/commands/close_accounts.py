"""`manage.py close_accounts`: close the accounts whose owners asked for it and did not change their mind."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.workflow.closing import close_due_accounts


class Command(BaseCommand):
    help = "Close accounts whose time to think is over. Run it once a day; running it twice changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        closed, waiting = close_due_accounts()
        self.stdout.write(f"{closed} closed, {waiting} wait for a hand-over.")
