"""The people who are supported; who may see their record is asked of the queryset.

A family member who asks for advice has such a record too (`kind`): a team, consents and a read log of their own, and
nothing that has to do with work. What ties it to a person's record is in accounts.models.families.
"""

from datetime import date
from typing import Any, Self
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext_lazy as _

from accounts.models.alarms import Alarm
from accounts.models.glass import BreakGlass
from accounts.models.never_meet import NeverMeet
from accounts.models.organisations import Membership, Organisation
from accounts.models.team import TeamMember
from foundation.encrypted import EncryptedTextField
from foundation.public_ids import PublicIdModel
from municipalities.models import Municipality
from textsearch.fields import Bigrams, SearchField, search_index
from textsearch.query import SearchQuerySet, name_query


def _identity_known_to(user: object) -> Q:
    key = getattr(user, "pk", None)
    places = Membership.objects.current().filter(user=key)
    managed = places.filter(role=Membership.Role.MANAGER).values("organisation")
    works = places.filter(role__in=[Membership.Role.SUPPORTER, Membership.Role.MANAGER])
    team = TeamMember.objects.current().filter(participant=OuterRef("pk"), user=key)
    known = Q(Exists(team.filter(organisation__in=works.values("organisation"))))
    return Q(user=key, user__isnull=False) | Q(desk__in=managed) | known


class ParticipantQuerySet(SearchQuerySet["Participant"]):
    def in_use(self) -> Self:
        """Without records that turned out to be somebody's second one and were joined to the first."""
        return self.filter(joined_into__isnull=True)

    def persons(self) -> Self:
        """Those who may look for work here: family members come for advice."""
        return self.filter(kind=Participant.Kind.PERSON)

    def visible_to(self, user: object) -> Self:
        """Records that the user may open: their own, their team's, those of the desk they manage.

        Not those who asked never to meet the user.
        """
        key = getattr(user, "pk", None)
        team = TeamMember.objects.current().filter(participant=OuterRef("pk"), user=key)
        managed = Membership.objects.current().filter(user=key, role=Membership.Role.MANAGER)
        theirs = Exists(team) | Q(desk__in=managed.values("organisation"))
        named = NeverMeet.objects.naming(user).filter(participant=OuterRef("pk"))
        return self.in_use().filter(Q(user=key, user__isnull=False) | (theirs & ~Exists(named)))

    def readable_by(self, user: object) -> Self:
        """Those, and what the user opened by writing a reason (break glass): to read, for a while.

        It ends with the time, with what let them open it, and when the person asks never to meet them.
        """
        opened = BreakGlass.objects.open_for(user).filter(
            participant=OuterRef("pk"), organisation=OuterRef("desk")
        )
        within_reach = Q(pk__in=Participant.objects.within_reach_of(user).values("pk"))
        return self.filter(
            Q(pk__in=Participant.objects.visible_to(user).values("pk")) | (Exists(opened) & within_reach)
        )

    def within_reach_of(self, user: object) -> Self:
        """Records that a reason opens for the user (break glass): of the desk where they work, and of whoever
        the words that cannot wait are about which they took, whichever desk keeps the record, until that is over.
        """
        at_desk = Participant.objects.at_desk_of(user).values("pk")
        called_for = Alarm.objects.in_hands_of(user).values("participant")
        reached = self.in_use().may_meet(user).filter(Q(pk__in=at_desk) | Q(pk__in=called_for))
        return reached.exclude(user=getattr(user, "pk", None), user__isnull=False)

    def identity_known_to(self, user: object) -> Self:
        """Themselves, those whose desk the user manages, and whom they accompany as a support worker, not as a peer."""
        return self.filter(_identity_known_to(user))

    def with_identity_for(self, user: object) -> Self:
        """Each with `identity_open`: whether the user may know legal name and birth (`identity_known_to`)."""
        return self.annotate(identity_open=ExpressionWrapper(_identity_known_to(user), BooleanField()))

    def with_reading_for(self, user: object) -> Self:
        """Each also with `reading`, by which lists are sorted: the name's where the user may know it, else the nickname."""
        known = Coalesce(NullIf("family_kana", Value("")), "nickname")
        reading = Case(When(identity_open=True, then=known), default="nickname", output_field=CharField())
        return self.with_identity_for(user).annotate(reading=reading)

    def called(self, text: str) -> Self:
        """Found by a part of the nickname; by legal name and its reading only after `with_identity_for`."""
        if not text.strip():
            return self
        query = name_query(text)
        if query is None:
            return self.none()
        by_nickname = self.alias(nickname_key=Bigrams(F("nickname"))).filter(search=query)
        return by_nickname.filter(Q(nickname_key=query) | Q(identity_open=True))

    def may_meet(self, user: object) -> Self:
        """Without those who asked never to meet the user: to the user they are not there."""
        named = NeverMeet.objects.naming(user).filter(participant=OuterRef("pk"))
        return self.filter(~Exists(named))

    def accompanied_by(self, user: object) -> Self:
        """The caseload of a support worker: people whose team the user is in today."""
        team = TeamMember.objects.current().filter(participant=OuterRef("pk"), user=getattr(user, "pk", None))
        return self.in_use().filter(Exists(team))

    def not_yet_anyones(self) -> Self:
        """People whom nobody has taken on; those who came by themselves once their address is confirmed.

        Whoever chose another desk was known before, and waits there like anybody else.
        """
        confirmed = EmailAddress.objects.filter(user=OuterRef("user"), verified=True)
        known = Exists(confirmed) | Q(registered_by__isnull=False)
        known |= Q(change_here__isnull=False)
        return self.in_use().filter(known, taken_on_at__isnull=True, ended_at__isnull=True)

    def at_desk_of(self, user: object) -> Self:
        """People of the desks where the user works as support worker or manager (their names only)."""
        staff = Membership.objects.current().filter(
            user=getattr(user, "pk", None), role__in=[Membership.Role.SUPPORTER, Membership.Role.MANAGER]
        )
        here = self.in_use().filter(ended_at__isnull=True)
        return here.may_meet(user).filter(desk__in=staff.values("organisation"))


class Participant(PublicIdModel):
    """Somebody who is supported. Every field may stay empty: not asked yet is not a no."""

    class Sex(models.IntegerChoices):
        NOT_KNOWN = 0, _("わからない")
        MALE = 1, _("男性")
        FEMALE = 2, _("女性")
        NOT_APPLICABLE = 9, _("どちらでもない・答えない")

    class Channel(models.TextChoices):
        TELEPHONE = "telephone", _("電話")
        EMAIL = "email", _("メール")
        LETTER = "letter", _("手紙")
        VISIT = "visit", _("こちらからうかがう")
        OFFICE = "office", _("窓口で会う")
        SITE = "site", _("このサイトのお知らせ")

    class Kind(models.TextChoices):
        PERSON = "person", _("ご本人")
        FAMILY = "family", _("ご家族")

    kind = models.CharField(_("どなたの記録か"), max_length=10, choices=Kind.choices, default=Kind.PERSON)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="participant",
        verbose_name="利用者",
    )
    nickname = models.CharField(_("ニックネーム"), max_length=40)
    family_name = models.CharField(_("氏"), max_length=60, blank=True)
    given_name = models.CharField(_("名"), max_length=60, blank=True)
    family_kana = models.CharField(_("氏（かな）"), max_length=80, blank=True)
    given_kana = models.CharField(_("名（かな）"), max_length=80, blank=True)
    birth_date = models.DateField(_("生年月日"), null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("生まれた年（西暦）"), null=True, blank=True)
    birth_not_told = models.BooleanField(_("生年月日は言わない"), default=False)
    sex = models.PositiveSmallIntegerField(_("性別"), choices=Sex.choices, null=True, blank=True)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, verbose_name=_("お住まいの市町村")
    )
    desk = models.ForeignKey(
        Organisation, models.PROTECT, related_name="participants", verbose_name=_("相談先の窓口")
    )
    postcode = models.CharField(_("郵便番号"), max_length=10, blank=True)
    address = EncryptedTextField(_("住所"), blank=True)
    telephone = EncryptedTextField(_("電話番号"), blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)
    address_shared = models.BooleanField(_("この住所への手紙は、家族も見る"), null=True, blank=True)
    telephone_shared = models.BooleanField(_("この電話には、家族も出る"), null=True, blank=True)
    email_shared = models.BooleanField(_("このメールアドレスは、家族も見る"), null=True, blank=True)

    channel = models.CharField(_("連絡の方法"), max_length=20, choices=Channel.choices, blank=True)
    contact_hours = models.CharField(_("連絡してよい時間"), max_length=100, blank=True)
    not_until = models.DateField(_("この日までは連絡しない"), null=True, blank=True)
    never_telephone = models.BooleanField(_("電話はしないでほしい"), null=True, blank=True)
    neutral_sender = models.BooleanField(_("差出人を目立たない名前にしてほしい"), null=True, blank=True)
    visit_wished = models.BooleanField(_("家への訪問を希望する"), null=True, blank=True)

    registered_at = models.DateTimeField("登録日時", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="登録した人",
    )
    taken_on_at = models.DateTimeField("担当が決まった日時", null=True, blank=True)
    ended_at = models.DateTimeField(_("この窓口は、ここまでで終了した日時"), null=True, blank=True)
    log_id = models.UUIDField("閲覧の記録での仮の番号", default=uuid4, unique=True, editable=False)
    joined_into = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="joined",
        verbose_name="つながった先の記録",
    )

    search = SearchField("nickname", "family_name", "given_name", "family_kana", "given_kana")

    hidden_fields: frozenset[str] = frozenset()
    """What `accounts.fields.shown_to` left out for its reader."""

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = "参加者"
        verbose_name_plural = "参加者"
        ordering = ["family_kana", "given_kana", "nickname", "pk"]
        constraints = [
            models.CheckConstraint(
                name="participant_birth_told_or_not",
                condition=Q(birth_not_told=False) | Q(birth_date__isnull=True, birth_year__isnull=True),
                violation_error_message=_("「言わない」を選んだときは、生年月日を空にしてください。"),
            ),
            models.CheckConstraint(
                name="participant_birth_year_plausible",
                condition=Q(birth_year__isnull=True) | Q(birth_year__gte=1900, birth_year__lte=2100),
                violation_error_message=_("生まれた年は西暦4桁で書いてください。"),
            ),
        ]
        indexes = [
            models.Index(fields=["desk", "taken_on_at"], name="participants_of_a_desk"),
            search_index("participant_search"),
        ]

    def __str__(self) -> str:
        return self.nickname

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What one reader may see is never stored over what there is."""
        if self.hidden_fields:
            raise TypeError("A participant as somebody may read them is not saved.")
        super().save(*args, **kwargs)

    @property
    def is_family(self) -> bool:
        """A family member's own record."""
        return self.kind == self.Kind.FAMILY

    @property
    def has_ended(self) -> bool:
        """The person ended at this desk: what is here stays as it was, and nothing is added."""
        return self.ended_at is not None

    @property
    def full_name(self) -> str:
        """Family and given name where they are known, otherwise empty."""
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def full_kana(self) -> str:
        """The reading of the name where it is known, otherwise empty."""
        return f"{self.family_kana} {self.given_kana}".strip()

    def rests_on(self, day: date) -> bool:
        """Whether the person asked not to be contacted until after this day."""
        return self.not_until is not None and day < self.not_until
