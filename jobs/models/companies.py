"""What a company says about itself; who it is stands in its organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation


class CompanyProfile(models.Model):
    organisation = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="profile", verbose_name="企業"
    )
    business = models.CharField(_("何をしている会社か（一行で）"), max_length=120, blank=True)
    introduction = models.TextField(_("会社の紹介"), blank=True)
    words = models.TextField(_("来てくれる人へのひとこと"), blank=True)
    people = models.PositiveSmallIntegerField(_("働いている人の数"), null=True, blank=True)
    address = models.CharField(_("住所"), max_length=200, blank=True)
    paused = models.BooleanField(_("いまは受け入れを休んでいる"), default=False)

    class Meta:
        verbose_name = "企業の紹介"
        verbose_name_plural = "企業の紹介"

    def __str__(self) -> str:
        return str(self.organisation)
