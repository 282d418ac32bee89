"""What is offered: micro-tasks (切出し仕事) and work programmes (仕事プログラム)."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Count, F, IntegerField, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import vocabulary as words
from accounts.models import Membership, Organisation
from foundation.moves import Move
from foundation.public_ids import PublicIdModel
from jobs.keywords import KeywordsField
from municipalities.models import Municipality
from textsearch.fields import SearchField
from textsearch.query import SearchQuerySet


class OpportunityQuerySet(SearchQuerySet["Opportunity"]):
    def published(self) -> Self:
        """What the public sees: published, still offered, by a company that may act and does not rest."""
        return self.filter(
            Q(offered_until__isnull=True) | Q(offered_until__gte=timezone.localdate()),
            state=Opportunity.State.PUBLISHED,
            company__approved_at__isnull=False,
        ).exclude(company__profile__paused=True)

    def offered_by(self, user: object) -> Self:
        """Everything of the companies where the user works."""
        mine = Membership.objects.current().of(user).filter(role=Membership.Role.COMPANY)
        return self.filter(company__in=mine.values("organisation"))

    def reviewed_by(self, user: object) -> Self:
        """What the user answers for: work of companies in their municipality or prefecture."""
        return self.filter(company__in=Organisation.objects.overseen_by(user))

    def awaiting_review(self) -> Self:
        """Handed in by a company, not yet answered; the oldest first."""
        return self.filter(state=Opportunity.State.IN_REVIEW).order_by("handed_in_at", "pk")

    def visible_to(self, user: object) -> Self:
        """What is published, one's own company's, and for reviewers what was handed in."""
        key = getattr(user, "pk", None)
        if key is None:
            return self.published()
        published = Opportunity.objects.published().values("pk")
        own = Opportunity.objects.offered_by(user).values("pk")
        handed_in = Opportunity.objects.reviewed_by(user).exclude(state=Opportunity.State.DRAFT).values("pk")
        return self.filter(Q(pk__in=published) | Q(pk__in=own) | Q(pk__in=handed_in))

    def with_places_left(self) -> Self:
        """Adds `places_taken` and `places_left`: capacity less the seats held now."""
        from jobs.models.placements import Placement

        taken = (
            Placement.objects.holding_a_seat()
            .filter(opportunity=OuterRef("pk"), slot__isnull=True)
            .order_by()
            .values("opportunity")
            .annotate(n=Count("pk"))
            .values("n")
        )
        zero = models.Value(0, output_field=IntegerField())
        return self.annotate(places_taken=Coalesce(Subquery(taken), zero)).annotate(
            places_left=F("capacity") - F("places_taken")
        )

    def for_cards(self) -> Self:
        """With all that a card shows, in two queries: company, town, places, the next times with room."""
        from jobs.models.schedule import Slot

        slots = Slot.objects.upcoming().with_room().order_by("starts_at")
        return (
            self.select_related("company", "municipality")
            .with_places_left()
            .prefetch_related(Prefetch("slots", slots[:3], to_attr="next_slots"))
        )


class Opportunity(PublicIdModel):
    """One offer of a company, in words that a tired person understands on a phone."""

    class Kind(models.TextChoices):
        TASK = "task", _("切出し仕事")
        PROGRAMME = "programme", _("仕事プログラム")

    class State(models.TextChoices):
        DRAFT = "draft", _("下書き")
        IN_REVIEW = "in_review", _("確認中")
        RETURNED = "returned", _("直してほしい点があります")
        PUBLISHED = "published", _("公開中")
        PAUSED = "paused", _("お休み中")
        CLOSED = "closed", _("終了")

    class Timing(models.TextChoices):
        FREE = "free", _("好きなときに（日時は相談）")
        SLOTS = "slots", _("決まった日時から選ぶ")

    class Engagement(models.TextChoices):
        """Kinds of engagement are kept apart (japan.md, Law 2); others come later."""

        VISIT = "visit", _("見学")
        EXPERIENCE = "experience", _("体験（雇用ではない・無給）")
        EMPLOYMENT = "employment", _("雇用（賃金あり）")

    company = models.ForeignKey(
        Organisation, models.PROTECT, related_name="opportunities", verbose_name=_("企業")
    )
    kind = models.CharField(_("種類"), max_length=20, choices=Kind.choices)
    state = models.CharField(_("状態"), max_length=20, choices=State.choices, default=State.DRAFT)
    title = models.CharField(_("仕事の名前"), max_length=60)
    what = models.TextField(_("何をするか"), blank=True)
    plain = models.TextField(_("やさしい日本語での説明"), blank=True)
    fields_of_work = ArrayField(
        models.CharField(max_length=20, choices=words.Field.choices),
        default=list,
        blank=True,
        verbose_name=_("仕事の種類"),
    )
    skills = ArrayField(
        models.CharField(max_length=20, choices=words.Skill.choices),
        default=list,
        blank=True,
        verbose_name=_("あると役に立つこと（なくてもよい）"),
    )

    timing = models.CharField(_("日時の決め方"), max_length=10, choices=Timing.choices, default=Timing.FREE)
    minutes = models.PositiveSmallIntegerField(_("一回の長さ（分）"), default=30)
    hours_week = models.DecimalField(
        _("週のめやす（時間）"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    days = ArrayField(
        models.CharField(max_length=3, choices=words.Weekday.choices),
        default=list,
        blank=True,
        verbose_name=_("曜日"),
    )
    day_parts = ArrayField(
        models.CharField(max_length=10, choices=words.DayPart.choices),
        default=list,
        blank=True,
        verbose_name=_("時間帯"),
    )
    offered_until = models.DateField(_("いつまで受け付けるか"), null=True, blank=True)

    place = models.CharField(_("場所"), max_length=10, choices=words.Place.choices)
    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name=_("市町村"))
    only_residents = models.BooleanField(_("この市町村に住んでいる人だけ"), default=False)
    site = models.CharField(_("場所の名前と行き方"), max_length=200, blank=True)
    lat = models.FloatField(_("緯度"), null=True, blank=True)
    lng = models.FloatField(_("経度"), null=True, blank=True)

    contact_level = models.PositiveSmallIntegerField(_("人との関わり"), choices=words.ContactLevel.choices)
    people = models.PositiveSmallIntegerField(_("まわりにいる人の数"), null=True, blank=True)
    telephone = models.BooleanField(_("電話に出る・かける"), default=False)
    face = models.BooleanField(_("顔を出す（対面・画面）"), default=False)
    noise = models.PositiveSmallIntegerField(
        _("まわりの音"), choices=words.Noise.choices, default=words.Noise.QUIET
    )
    pace = models.CharField(_("ペース"), max_length=10, choices=words.Pace.choices, default=words.Pace.OWN)
    helper = models.CharField(_("教えてくれる人・困ったときの相手"), max_length=120, blank=True)
    may_leave_out = models.TextField(_("やらなくてもよいこと"), blank=True)
    can_leave = models.CharField(_("途中で休む・帰るとき"), max_length=200, blank=True)
    accommodations = models.TextField(_("工夫できること"), blank=True)
    capacity = models.PositiveSmallIntegerField(_("同時に受け入れる人数"), default=1)

    engagement = models.CharField(_("働き方の種類"), max_length=20, choices=Engagement.choices)
    pay_per_hour = models.PositiveIntegerField(_("時給（円）"), null=True, blank=True)
    checklist = models.JSONField(_("体験が労働にならないための確認"), default=dict, blank=True)
    insurance = models.CharField(_("けがなどの保険"), max_length=120, blank=True)

    created_at = models.DateTimeField("作成日時", auto_now_add=True)
    updated_at = models.DateTimeField("更新日時", auto_now=True)
    handed_in_at = models.DateTimeField("確認に出した日時", null=True, blank=True)
    published_at = models.DateTimeField("公開日時", null=True, blank=True)

    keywords = KeywordsField("検索のための言葉")
    search = SearchField("title", "what", "plain", "site", "keywords")

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name = "仕事"
        verbose_name_plural = "仕事"
        ordering = ["-published_at", "-pk"]
        indexes = [
            GinIndex(fields=["search"], name="opportunity_search"),
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(state="published"),
                name="opportunity_published_newest",
            ),
            models.Index(
                fields=["minutes", "-published_at", "-id"],
                condition=Q(state="published"),
                name="opportunity_published_shortest",
            ),
            models.Index(fields=["company", "state"], name="opportunity_of_company"),
        ]
        constraints = [
            models.CheckConstraint(
                name="opportunity_minutes_in_a_day",
                condition=Q(minutes__gte=5, minutes__lte=480),
                violation_error_message=_("一回の長さは、5分から480分（8時間）のあいだで書いてください。"),
            ),
            models.CheckConstraint(
                name="opportunity_takes_somebody",
                condition=Q(capacity__gte=1, capacity__lte=50),
                violation_error_message=_("受け入れる人数は、1人から50人のあいだで書いてください。"),
            ),
            models.CheckConstraint(
                name="opportunity_pay_only_for_employment",
                condition=Q(engagement="employment") | Q(pay_per_hour__isnull=True),
                violation_error_message=_("時給を書けるのは「雇用」だけです。見学と体験は無給です。"),
            ),
            models.CheckConstraint(
                name="opportunity_employment_is_paid",
                condition=~Q(engagement="employment", state__in=["in_review", "published", "paused"])
                | Q(pay_per_hour__isnull=False, pay_per_hour__gte=1),
                violation_error_message=_("「雇用」には時給を書いてください。"),
            ),
            models.CheckConstraint(
                name="opportunity_point_is_whole_and_on_earth",
                condition=Q(lat__isnull=True, lng__isnull=True)
                | Q(lat__isnull=False, lng__isnull=False, lat__gte=-90, lat__lte=90)
                & Q(lng__gte=-180, lng__lte=180),
                violation_error_message=_("地図の点は、緯度と経度の両方を書いてください。"),
            ),
        ]

    @staticmethod
    def meets_face_to_face(place: str, contact_level: int | None) -> bool:
        """Whether work is done beside somebody: on site, and not alone."""
        return place == words.Place.ONSITE and (contact_level or 0) > words.ContactLevel.NOBODY

    @property
    def map_address(self) -> str:
        """The site on the map of the Geospatial Information Authority; empty at home or without a point."""
        if self.place != words.Place.ONSITE or self.lat is None or self.lng is None:
            return ""
        return f"https://maps.gsi.go.jp/#16/{self.lat:.6f}/{self.lng:.6f}/"

    def __str__(self) -> str:
        return self.title

    @property
    def is_paid(self) -> bool:
        """Whether one is paid for it: employment only."""
        return self.engagement == self.Engagement.EMPLOYMENT

    @property
    def pay_words(self) -> str:
        """時給1,096円, or that it is unpaid."""
        if self.is_paid and self.pay_per_hour:
            return _("時給{yen}円").format(yen=f"{self.pay_per_hour:,}")
        return str(_("無給の見学") if self.engagement == self.Engagement.VISIT else _("無給の体験"))


class OpportunityMove(Move):
    opportunity = models.ForeignKey(Opportunity, models.CASCADE, related_name="moves", verbose_name="仕事")
    snapshot = models.JSONField("そのときの内容", null=True, blank=True, editable=False)
    """What the offer said when it was handed in or published (jobs.snapshots); None for other moves."""

    class Meta(Move.Meta):
        abstract = False
        verbose_name = "仕事の経過"
        verbose_name_plural = "仕事の経過"

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class ReviewComment(models.Model):
    """What a reviewer asks to change, pointing at a field; gone once it is answered by a new hand-in."""

    move = models.ForeignKey(OpportunityMove, models.CASCADE, related_name="comments", verbose_name="経過")
    field = models.CharField("項目", max_length=40, blank=True)
    text = models.TextField("直してほしいこと")

    class Meta:
        verbose_name = "確認のコメント"
        verbose_name_plural = "確認のコメント"

    def __str__(self) -> str:
        return self.text[:40]
