"""Lists as somebody likes to see them: filters, order and columns under a name."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.organisations import Organisation
from foundation.public_ids import PublicIdModel


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, user: object) -> Self:
        """One's own private ones, and those that a desk shares where the user works today."""
        key = getattr(user, "pk", None)
        desks = Organisation.objects.worked_for_by(user).values("pk")
        return self.filter(Q(owner=key, shared_with__isnull=True) | Q(shared_with__in=desks))

    def kept_by(self, user: object) -> Self:
        """Those that the user may rename, change and delete: their own private ones, the shared ones of
        desks that they manage.
        """
        key = getattr(user, "pk", None)
        managed = Organisation.objects.managed_by(user).values("pk")
        return self.filter(Q(owner=key, shared_with__isnull=True) | Q(shared_with__in=managed))


class SavedView(PublicIdModel):
    """A named combination for the list of people. It opens no record: whoever uses it sees what they may see.

    What somebody typed to find one person is not part of it.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name="つくった人"
    )
    shared_with = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="いっしょに使う窓口",
    )
    name = models.CharField(_("名前"), max_length=40)
    filters = models.JSONField("条件", default=dict)
    columns = ArrayField(models.CharField(max_length=20), default=list, verbose_name="表に出すもの")
    changed_at = models.DateTimeField("更新日時", auto_now=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = "保存した見かた"
        verbose_name_plural = "保存した見かた"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "name"],
                condition=Q(shared_with__isnull=True),
                name="saved_view_named_once",
                violation_error_message=_("同じ名前の見かたが、もうあります。"),
            ),
            models.UniqueConstraint(
                fields=["shared_with", "name"],
                condition=Q(shared_with__isnull=False),
                name="shared_view_named_once",
                violation_error_message=_("同じ名前の見かたが、もうあります。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FirstView(models.Model):
    """With which view somebody's list opens; whoever chose none has no row."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="first_view",
        verbose_name="利用者",
    )
    view = models.ForeignKey(SavedView, models.CASCADE, related_name="+", verbose_name="見かた")

    class Meta:
        verbose_name = "はじめに出る見かた"
        verbose_name_plural = "はじめに出る見かた"

    def __str__(self) -> str:
        return str(self.view)
