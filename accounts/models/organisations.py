"""Bodies, companies, their people, and the projects (事業) inside which all staff work."""

from datetime import date
from typing import Self

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.public_ids import PublicIdModel
from foundation.retelling import language_of
from municipalities.models import Municipality, Prefecture, reader_has_english


def running_on(day: date) -> Q:
    """Rows with `starts_on` and `ends_on` whose period includes the day; an open end goes on."""
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class MenuItem(models.TextChoices):
    """The grant's menu (地域就職氷河期世代支援加速化交付金): under what each piece of work is counted."""

    SURVEY = "survey", _("実態調査・ニーズ把握・効果検証")
    ACCOMPANY = "accompany", _("伴走型支援")
    ONLINE_DESK = "online_desk", _("オンライン相談窓口")
    MICRO_WORK = "micro_work", _("マイクロワークのマッチング")
    SAFE_SPACE = "safe_space", _("居場所の整備・提供")
    COSTS = "costs", _("経済的負担の軽減")
    EXTRA = "extra", _("他の補助事業の充実・強化")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def desks(self) -> Self:
        """Bodies that take people on: municipalities, prefectures and commissioned NPOs."""
        return self.exclude(kind=Organisation.Kind.COMPANY).filter(approved_at__isnull=False)

    def companies(self) -> Self:
        """Companies, approved or not."""
        return self.filter(kind=Organisation.Kind.COMPANY)

    def awaiting_approval(self) -> Self:
        """Companies whose address is confirmed and that no municipality has answered."""
        confirmed = EmailAddress.objects.filter(user__memberships__organisation=OuterRef("pk"), verified=True)
        unanswered = self.companies().filter(approved_at__isnull=True, turned_away_at__isnull=True)
        return unanswered.filter(Exists(confirmed))

    def approved(self) -> Self:
        """Organisations that may act."""
        return self.filter(approved_at__isnull=False)

    def companies_of(self, user: object) -> Self:
        """Companies where the user works, approved or not."""
        mine = Membership.objects.current().of(user).filter(role=Membership.Role.COMPANY)
        return self.companies().filter(pk__in=mine.values("organisation"))

    def worked_for_by(self, user: object) -> Self:
        """Bodies at whose desk the user works today."""
        roles = [Membership.Role.SUPPORTER, Membership.Role.PEER, Membership.Role.MANAGER]
        mine = Membership.objects.current().of(user).filter(role__in=roles)
        return self.desks().filter(pk__in=mine.values("organisation"))

    def managed_by(self, user: object) -> Self:
        """Bodies with a desk that the user manages today."""
        mine = Membership.objects.current().of(user).filter(role=Membership.Role.MANAGER)
        return self.desks().filter(pk__in=mine.values("organisation"))

    def places_of(self, user: object) -> Self:
        """Where somebody works today, each place once."""
        current = Membership.objects.current().of(user)
        found = self.filter(pk__in=current.values("organisation")).order_by("kind", "kana", "pk")
        return found.select_related("municipality", "prefecture")

    def companies_near(self, office: "Organisation") -> Self:
        """Companies in the office's municipality, or anywhere in its prefecture."""
        if office.municipality_id:
            return self.companies().filter(municipality=office.municipality_id)
        return self.companies().filter(prefecture=office.prefecture_id)

    def overseen_by(self, user: object) -> Self:
        """Companies whose municipality's or prefecture's managers include the user."""
        offices = Membership.objects.current().of(user).filter(role=Membership.Role.MANAGER)
        return self.companies().filter(
            Q(
                municipality__in=offices.filter(organisation__kind="municipality").values(
                    "organisation__municipality"
                )
            )
            | Q(
                prefecture__in=offices.filter(organisation__kind="prefecture").values(
                    "organisation__prefecture"
                )
            )
        )


class Organisation(PublicIdModel):
    """A prefecture, a municipality, an NPO or agency, or a company."""

    class Kind(models.TextChoices):
        PREFECTURE = "prefecture", _("都道府県")
        MUNICIPALITY = "municipality", _("市町村")
        NPO = "npo", _("NPO・支援機関")
        COMPANY = "company", _("協力企業")

    kind = models.CharField("種類", max_length=20, choices=Kind.choices)
    name = models.CharField("名称", max_length=120)
    kana = models.CharField("名称（かな）", max_length=160, blank=True)
    prefecture = models.ForeignKey(Prefecture, models.PROTECT, verbose_name="都道府県")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, verbose_name="市町村"
    )
    telephone = models.CharField("電話番号", max_length=40, blank=True)
    created_at = models.DateTimeField("作成日時", auto_now_add=True)
    approved_at = models.DateTimeField("承認日時", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="承認した人",
    )
    turned_away_at = models.DateTimeField("見送り日時", null=True, blank=True)
    turned_away_because = models.TextField("見送りの理由", blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "組織"
        verbose_name_plural = "組織"
        ordering = ["kana", "pk"]
        constraints = [
            models.CheckConstraint(
                name="organisation_has_a_municipality_unless_prefecture",
                condition=Q(kind="prefecture", municipality__isnull=True)
                | Q(~Q(kind="prefecture"), municipality__isnull=False),
                violation_error_message=_("都道府県以外の組織には、市町村を選んでください。"),
            ),
            models.UniqueConstraint(
                fields=["prefecture"], condition=Q(kind="prefecture"), name="one_organisation_per_prefecture"
            ),
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(kind="municipality"),
                name="one_organisation_per_municipality",
            ),
            models.CheckConstraint(
                name="organisation_approved_or_turned_away",
                condition=Q(approved_at__isnull=True) | Q(turned_away_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def display_name(self) -> str:
        """大分市, and for readers of English "Oita City"; what has no English name keeps its own."""
        area = self._namesake
        return area.display_name if area and area.name == self.name else self.name

    @property
    def display_language(self) -> str:
        """The language of `display_name`, for the page's `lang`."""
        return language_of(self.display_name)

    @property
    def _namesake(self) -> Municipality | Prefecture | None:
        # Only where the name is needed in another language: lists in Japanese need no further query.
        if not reader_has_english() or self.kind not in (self.Kind.MUNICIPALITY, self.Kind.PREFECTURE):
            return None
        return self.municipality if self.kind == self.Kind.MUNICIPALITY else self.prefecture

    @property
    def is_approved(self) -> bool:
        """Whether the organisation may act."""
        return self.approved_at is not None


class LegalBasisQuerySet(models.QuerySet["LegalBasis"]):
    def valid_on(self, day: date) -> Self:
        """Bases in force on the day."""
        return self.filter(running_on(day))


class LegalBasis(models.Model):
    """Why an organisation may introduce people to employers (Employment Security Act)."""

    class Kind(models.TextChoices):
        LOCAL_GOVERNMENT = "local_government", _("地方公共団体の通知（職業安定法第29条）")
        FREE_PERMIT = "free_permit", _("無料職業紹介事業（許可）")
        FREE_NOTIFICATION = "free_notification", _("無料職業紹介事業（届出）")
        PAID_PERMIT = "paid_permit", _("有料職業紹介事業（許可）")

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="legal_bases", verbose_name="組織"
    )
    kind = models.CharField("根拠", max_length=30, choices=Kind.choices)
    number = models.CharField("許可・届出・通知の番号", max_length=60)
    scope = models.CharField("範囲", max_length=200, blank=True)
    starts_on = models.DateField("有効期間の初日")
    ends_on = models.DateField("有効期間の末日", null=True, blank=True)

    objects = LegalBasisQuerySet.as_manager()

    class Meta:
        verbose_name = "職業紹介の根拠"
        verbose_name_plural = "職業紹介の根拠"
        constraints = [
            models.CheckConstraint(
                name="legal_basis_period_in_order",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("有効期間の末日は、初日より後の日にしてください。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class ProjectQuerySet(models.QuerySet["Project"]):
    def running(self, day: date) -> Self:
        """Projects whose period includes the day."""
        return self.filter(running_on(day))

    def of_organisation(self, organisation: Organisation) -> Self:
        """Projects that an organisation leads or takes part in."""
        return self.filter(Q(lead=organisation) | Q(partners=organisation)).distinct()


class Project(PublicIdModel):
    """事業: the frame of staff's work, with its lead body, partners, period, menu and money."""

    class Source(models.TextChoices):
        GRANT = "grant", _("地域就職氷河期世代支援加速化交付金")
        OTHER_SUBSIDY = "other_subsidy", _("その他の国庫補助金")
        OWN = "own", _("単独事業")

    name = models.CharField("事業名", max_length=160)
    lead = models.ForeignKey(
        Organisation, models.PROTECT, related_name="led_projects", verbose_name="取りまとめの団体"
    )
    partners = models.ManyToManyField(
        Organisation, related_name="partner_projects", blank=True, verbose_name="参加する団体"
    )
    starts_on = models.DateField("期間の初日")
    ends_on = models.DateField("期間の末日")
    menu_items = ArrayField(
        models.CharField(max_length=20, choices=MenuItem.choices), verbose_name="事業メニュー"
    )
    source = models.CharField("財源", max_length=20, choices=Source.choices)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "事業"
        verbose_name_plural = "事業"
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="project_period_in_order",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("期間の末日は、初日より後の日にしてください。"),
            ),
            models.CheckConstraint(
                name="project_has_a_menu_item",
                condition=Q(menu_items__len__gte=1),
                violation_error_message=_("事業メニューを一つ以上選んでください。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ProjectWork(models.Model):
    """What every piece of staff's work carries, so that it can be counted: project, body, menu item."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="+", verbose_name="事業")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="実施団体")
    menu_item = models.CharField("事業メニュー", max_length=20, choices=MenuItem.choices)

    class Meta:
        abstract = True


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> Self:
        """Memberships that count today; one that is tied to a project ends with it."""
        today = timezone.localdate()
        running = self.filter(running_on(today), ended_at__isnull=True)
        return running.exclude(project__ends_on__lt=today)

    def ending_by(self, day: date) -> Self:
        """Those that count today and end on the day or before: by themselves, or with their project."""
        return self.current().filter(Q(ends_on__lte=day) | Q(project__ends_on__lte=day))

    def of(self, user: object) -> Self:
        """Memberships of one person."""
        return self.filter(user_id=getattr(user, "pk", None))


class Membership(models.Model):
    """A person's role in an organisation, for its projects in general or for one of them."""

    class Role(models.TextChoices):
        MANAGER = "manager", _("管理者")
        SUPPORTER = "supporter", _("社会参加支援員・相談員")
        PEER = "peer", _("ピアサポーター")
        EDITOR = "editor", _("広報担当")
        COMPANY = "company", _("協力企業の担当者")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name="利用者"
    )
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="memberships", verbose_name="組織"
    )
    role = models.CharField("役割", max_length=20, choices=Role.choices)
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, related_name="memberships", verbose_name="事業"
    )
    starts_on = models.DateField("開始日", default=date.today)
    ends_on = models.DateField("終了日", null=True, blank=True)
    ended_at = models.DateTimeField("離れた日時", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="離れたことを記録した人",
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "所属"
        verbose_name_plural = "所属"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role", "project"],
                condition=Q(ends_on__isnull=True),
                nulls_distinct=False,
                name="membership_once_at_a_time",
            ),
            models.CheckConstraint(
                name="membership_period_in_order",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}（{self.organisation}・{self.get_role_display()}）"

    @property
    def last_day(self) -> date | None:
        """The last day that counts: its own, or the project's; open where neither ends."""
        days = [self.ends_on, self.project.ends_on if self.project else None]
        return min((day for day in days if day is not None), default=None)
