"""Learning again, while nobody waits."""

from django.utils.translation import gettext_lazy as _

from foundation.background import task
from matching import scorers


@task("matching.train", does=_("記録された結果から、候補の並べかたを学びなおす"))
def train(timestamp: int = 0) -> None:
    scorers.train()
