"""Under which project a piece of work counts."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organisation, Project
from foundation.moves import Refused


def frame_of(body: Organisation, menu_item: str) -> dict[str, Any]:
    """Project, body and menu item for a piece of work done by `body` today (see ProjectWork)."""
    running = Project.objects.running(timezone.localdate()).of_organisation(body)
    projects = sorted(running, key=lambda project: menu_item not in project.menu_items)
    if not projects:
        raise Refused(
            _("{body}の事業が、今日の日付では登録されていません。窓口の管理者にお知らせください。").format(
                body=body
            )
        )
    return {"project": projects[0], "body": body, "menu_item": menu_item}
