"""Under which project a piece of work counts."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, Organisation, Project, User
from foundation.moves import Refused


def frame_of(body: Organisation, menu_item: str, *, by: User | None = None) -> dict[str, Any]:
    """Project, body and menu item for a piece of work done by `body` today (see ProjectWork).

    Whoever works there for certain projects only (`by`) counts under one of them, if there is one.
    """
    running = Project.objects.running(timezone.localdate()).of_organisation(body)
    own = set(Membership.objects.current().of(by).filter(organisation=body).values_list("project", flat=True))
    projects = sorted(
        running, key=lambda project: (project.pk not in own, menu_item not in project.menu_items)
    )
    if not projects:
        raise Refused(
            _("{body}の事業が、今日の日付では登録されていません。窓口の管理者にお知らせください。").format(
                body=body
            )
        )
    return {"project": projects[0], "body": body, "menu_item": menu_item}
