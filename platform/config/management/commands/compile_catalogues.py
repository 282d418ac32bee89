from django.core.management.base import BaseCommand

from config.catalogues import ROOT, compile_stale


class Command(BaseCommand):
    help = "Compiles the translations (.po) that changed; needs no GNU gettext."
    requires_system_checks = ()

    def handle(self, **options) -> None:
        for catalogue in compile_stale():
            self.stdout.write(str(catalogue.relative_to(ROOT)))
