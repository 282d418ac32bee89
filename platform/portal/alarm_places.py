"""Where words that cannot wait were read: a page of this site, by its name and not by what stands on it."""

from typing import Any

from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

PLACES: dict[str, Any] = {
    "desk": _("きょうの支援デスク"),
    "desk_participant": _("参加者の記録"),
    "desk_wishes": _("希望とできること"),
    "desk_work": _("参加者の仕事のページ"),
    "desk_application": _("仕事の紹介のページ"),
    "desk_placement": _("就労体験のページ"),
    "desk_contact": _("連絡先"),
    "desk_contact_done": _("次の連絡"),
    "desk_contact_move": _("次の連絡"),
    "desk_correct": _("参加者の記録"),
    "desk_safety_plan": _("安全のための計画"),
    "company_application": _("会社が読む、紹介のページ"),
    "company_placement": _("会社が読む、体験のページ"),
}
LONGEST_PATH = 200


def local_path(typed: str) -> str:
    """The path, where it is a page of this site; empty otherwise."""
    if not typed.startswith("/") or typed.startswith("//") or len(typed) > LONGEST_PATH:
        return ""
    return typed if _name_of(typed) else ""


def place_of(path: str) -> str:
    """The name under which `label_of` knows the page."""
    name = _name_of(path)
    return name if name in PLACES else ""


def label_of(place: str) -> str:
    """The page in the reader's language."""
    return str(PLACES.get(place, _("そのほかのページ")))


def _name_of(path: str) -> str:
    try:
        found = resolve(path)
    except (Resolver404, ValueError):
        return ""
    return found.url_name or "" if found.namespace == "portal" else ""
