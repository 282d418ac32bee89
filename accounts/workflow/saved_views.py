"""Views of the list of people: kept, renamed, shared with a desk, chosen as the first one, deleted."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import perms
from accounts.models import FirstView, Organisation, SavedView, User
from foundation.moves import Refused

MOST_OF_ONE_PERSON = 30


@transaction.atomic
def save_view(name: str, *, by: User, filters: Mapping[str, str], columns: Sequence[str]) -> SavedView:
    """Keep what is on the page under a name, for oneself."""
    owner = User.objects.select_for_update().get(pk=by.pk)
    own = SavedView.objects.filter(owner=owner, shared_with__isnull=True)
    if own.count() >= MOST_OF_ONE_PERSON:
        raise Refused(
            _("保存できる見かたは{n}個までです。使わないものを消してください。").format(n=MOST_OF_ONE_PERSON)
        )
    _refuse_same_name(own, name)
    return SavedView.objects.create(owner=owner, name=name, filters=dict(filters), columns=list(columns))


@transaction.atomic
def rename_view(view: SavedView, name: str, *, by: User) -> SavedView:
    """Another name."""
    row = _lock(view, by=by)
    _refuse_same_name(_beside(row), name)
    row.name = name
    row.save(update_fields=["name", "changed_at"])
    return row


@transaction.atomic
def change_view(
    view: SavedView, *, by: User, filters: Mapping[str, str], columns: Sequence[str]
) -> SavedView:
    """What is on the page now takes the place of what was kept under this name."""
    row = _lock(view, by=by)
    row.filters, row.columns = dict(filters), list(columns)
    row.save(update_fields=["filters", "columns", "changed_at"])
    return row


@transaction.atomic
def share_view(view: SavedView, desk: Organisation, *, by: User) -> SavedView:
    """A manager gives a view of their own to everybody at the desk; from then on it is the desk's."""
    row = _lock(view, by=by)
    if not perms.can_share_views(by, desk):
        raise Refused(_("窓口のみなさんと使うようにできるのは、その窓口の管理者です。"))
    _refuse_same_name(SavedView.objects.filter(shared_with=desk).exclude(pk=row.pk), row.name)
    row.shared_with = desk
    row.save(update_fields=["shared_with", "changed_at"])
    return row


@transaction.atomic
def stop_sharing_view(view: SavedView, *, by: User) -> SavedView:
    """Back to a view of one's own: of the manager who takes it back."""
    row = _lock(view, by=by)
    if row.shared_with_id is None:
        return row
    _refuse_same_name(SavedView.objects.filter(owner=by, shared_with__isnull=True), row.name)
    row.shared_with, row.owner = None, by
    row.save(update_fields=["shared_with", "owner", "changed_at"])
    FirstView.objects.filter(view=row).exclude(user=by).delete()
    return row


@transaction.atomic
def delete_view(view: SavedView, *, by: User) -> None:
    """Gone; the list itself and its people are not touched."""
    _lock(view, by=by).delete()


@transaction.atomic
def choose_first_view(view: SavedView | None, *, by: User) -> None:
    """With which view one's own list opens; None is the usual one."""
    if view is None:
        FirstView.objects.filter(user=by).delete()
        return
    if not SavedView.objects.visible_to(by).filter(pk=view.pk).exists():
        raise Refused(_("この見かたは、いま使えません。"))
    FirstView.objects.update_or_create(user=by, defaults={"view": view})


def _lock(view: SavedView, *, by: User) -> SavedView:
    row = SavedView.objects.select_for_update(of=("self",)).filter(pk=view.pk).first()
    if row is None:
        raise Refused(_("この見かたは、もう消されています。"))
    if not perms.can_change_view(by, row):
        raise Refused(_("窓口の見かたを変えられるのは、窓口の管理者です。"))
    return row


def _beside(row: SavedView) -> QuerySet[SavedView]:
    others = SavedView.objects.exclude(pk=row.pk)
    if row.shared_with_id is not None:
        return others.filter(shared_with=row.shared_with_id)
    return others.filter(owner=row.owner_id, shared_with__isnull=True)


def _refuse_same_name(others: QuerySet[SavedView], name: str) -> None:
    if others.filter(name=name).exists():
        raise Refused(_("同じ名前の見かたが、もうあります。"), field="name")
