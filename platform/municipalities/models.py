"""Reference data: prefectures, municipalities and minimum wages. Loaded by `municipalities.load`."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from municipalities import codes

ENGLISH_KINDS = {
    "Shi": "City",
    "Cho": "Town",
    "Machi": "Town",
    "Mura": "Village",
    "Son": "Village",
    "Ku": "Ward",
}


def reader_has_english() -> bool:
    """Whether names are wanted in English."""
    return (get_language() or "").startswith("en")


class Prefecture(models.Model):
    """One of the 47 prefectures, by its number of JIS X 0401."""

    code = models.CharField(_("コード"), max_length=2, primary_key=True)
    name = models.CharField(_("名前"), max_length=10)
    kana = models.CharField(_("よみ"), max_length=20)
    name_en = models.CharField(_("英語名"), max_length=20)
    lat = models.FloatField(_("緯度"))
    lng = models.FloatField(_("経度"))

    class Meta:
        verbose_name = _("都道府県")
        verbose_name_plural = _("都道府県")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """大分県, and for readers of English "Oita Prefecture" (but "Tokyo", "Hokkaido")."""
        if not reader_has_english():
            return self.name
        return f"{self.name_en} Prefecture" if self.name.endswith("県") else self.name_en


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def of_prefecture(self, code: str) -> "MunicipalityQuerySet":
        """Those of one prefecture, by its two digits."""
        return self.filter(prefecture_id=code)

    def bodies(self) -> "MunicipalityQuerySet":
        """Local governments: cities, towns, villages, Tokyo's 23 special wards; not a city's own wards."""
        return self.exclude(kind=Municipality.Kind.WARD)

    def by_code(self, text: str) -> "Municipality | None":
        """The one that a code means, however it is typed (`codes.possible_codes`); None if there is none."""
        try:
            possible = codes.possible_codes(text)
        except codes.CodeError:
            return None
        found = self.in_bulk(possible)
        return next((found[code] for code in possible if code in found), None)


class Municipality(models.Model):
    """A city, town, village or ward, by its five digits of JIS X 0402."""

    class Kind(models.TextChoices):
        CITY = "city", _("市")
        TOWN = "town", _("町")
        VILLAGE = "village", _("村")
        WARD = "ward", _("行政区")
        SPECIAL_WARD = "special_ward", _("特別区")

    code = models.CharField(_("コード"), max_length=5, primary_key=True)
    prefecture = models.ForeignKey(
        Prefecture, models.PROTECT, related_name="municipalities", verbose_name=_("都道府県")
    )
    name = models.CharField(_("名前"), max_length=30)
    kana = models.CharField(_("よみ"), max_length=60)
    name_en = models.CharField(_("ローマ字名"), max_length=60, help_text=_("例：Oita Shi"))
    kind = models.CharField(_("種類"), max_length=12, choices=Kind)
    lat = models.FloatField(_("緯度"))
    lng = models.FloatField(_("経度"))
    abolished_on = models.DateField(_("廃止日"), null=True, blank=True)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("市区町村")
        verbose_name_plural = _("市区町村")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.display_name

    @property
    def code6(self) -> str:
        """The code with its check digit, as other systems write it."""
        return codes.to_code6(self.code)

    @property
    def display_name(self) -> str:
        """大分市, and for readers of English "Oita City"; a city's ward is "Chuo Ward, Sapporo City"."""
        if not reader_has_english() or not self.name_en:
            return self.name
        words = [ENGLISH_KINDS.get(word, word) for word in self.name_en.split()]
        if self.kind == self.Kind.WARD and len(words) == 4:
            return f"{words[2]} {words[3]}, {words[0]} {words[1]}"
        return " ".join(words)


class MinimumWage(models.Model):
    """A prefecture's minimum wage per hour (地域別最低賃金) from the day on which it takes effect."""

    prefecture = models.ForeignKey(
        Prefecture, models.PROTECT, related_name="minimum_wages", verbose_name=_("都道府県")
    )
    yen = models.PositiveIntegerField(_("時間額（円）"))
    effective_on = models.DateField(_("効力が始まる日"))
    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    gazette_on = models.DateField(_("官報公示日"), null=True, blank=True)
    source = models.CharField(_("出典"), max_length=200)
    confirmed = models.BooleanField(
        _("確認済み"),
        default=False,
        help_text=_("厚生労働省の公表と照らして確かめたら、しるしを付けてください。"),
    )

    class Meta:
        verbose_name = _("最低賃金")
        verbose_name_plural = _("最低賃金")
        ordering = ["prefecture_id", "effective_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["prefecture", "effective_on"],
                name="minimum_wage_once_per_day",
                violation_error_message=_("この都道府県には、同じ日から始まる最低賃金がもうあります。"),
            ),
            models.CheckConstraint(
                condition=models.Q(yen__gt=0),
                name="minimum_wage_is_positive",
                violation_error_message=_("最低賃金は1円以上で入力してください。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefecture} {self.effective_on} {self.yen}円"
