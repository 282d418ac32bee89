"""Work that the background does for itself."""

from django.utils.translation import gettext_lazy as _

from foundation.background import task
from realtime import background


@task("realtime.rescue_stalled", does=_("止まってしまった仕事を、ほかに引き継ぐ"), pauses=())
def rescue_stalled(timestamp: int = 0) -> None:
    background.rescue_stalled()


@task("realtime.tidy_jobs", does=_("終わった仕事の記録を片づける"))
def tidy_jobs(timestamp: int = 0) -> None:
    background.tidy()
