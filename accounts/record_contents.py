"""What is in somebody's record, said in general: which things are there, and how they wish to be contacted.

Shown before anybody has signed in, to whoever holds the code and knows the nickname: neither numbers and addresses
nor anything that the team wrote.
"""

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Participant, TeamMember, Wishes
from accounts.reaching import SHARED
from calendars.formats import long_date

Line = tuple[str, str]
ANSWERED = ("never_telephone", "neutral_sender", "visit_wished")
_YES, _NO = gettext_lazy("はい"), gettext_lazy("いいえ")
_KEPT = (
    ("full_name", gettext_lazy("お名前")),
    ("birth_date", gettext_lazy("生年月日")),
    ("birth_year", gettext_lazy("生まれた年")),
    ("address", gettext_lazy("住所")),
    ("telephone", gettext_lazy("電話番号")),
    ("email", gettext_lazy("メールアドレス")),
)


def contents_of(participant: Participant) -> list[Line]:
    """(what, in words) for each part of the record."""
    wishes = Wishes.of(participant)
    answered = [name for name in Wishes.ASKED if name not in wishes.not_asked_yet()]
    kept = [str(label) for name, label in _KEPT if getattr(participant, name)]
    return [
        (_("ニックネーム"), participant.nickname),
        (_("相談先の窓口"), participant.desk.name),
        (_("支援チーム"), "\n".join(_team(participant)) or _("まだいません")),
        (_("書いてある希望"), _listed([_name_of(Wishes, name) for name in answered])),
        (_("そのほかに、あずかっているもの"), _listed(kept)),
        *_contact_wishes(participant),
    ]


def _team(participant: Participant) -> list[str]:
    members = TeamMember.objects.current().filter(participant=participant)
    rows = members.select_related("user", "organisation")
    return [" ".join(filter(None, [member.organisation.name, member.user.name])) for member in rows]


def _name_of(model: type[models.Model], field: str) -> str:
    return str(model._meta.get_field(field).verbose_name)  # type: ignore[union-attr]


def _listed(words: list[str]) -> str:
    return _("、").join(words) or _("まだありません")


def _contact_wishes(participant: Participant) -> list[Line]:
    """How the person wished to be contacted; what nobody asked is left out."""
    said = [
        ("channel", participant.get_channel_display()),
        ("contact_hours", participant.contact_hours),
        ("not_until", long_date(participant.not_until) if participant.not_until else ""),
        *((name, _answer(getattr(participant, name))) for name in (*ANSWERED, *SHARED)),
    ]
    return [(_name_of(Participant, name), words) for name, words in said if words]


def _answer(value: bool | None) -> str:
    return "" if value is None else str(_YES if value else _NO)
