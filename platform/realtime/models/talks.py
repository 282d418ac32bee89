"""Conversations between somebody and the desk that accompanies them."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Participant
from accounts.models.participants import ParticipantQuerySet
from foundation.encrypted import EncryptedTextField
from foundation.public_ids import PublicIdModel

LONGEST = 4000
"""Characters in one message."""


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, user: object) -> Self:
        """The person's own, and those that staff may read. Whom somebody never wants to meet sees nothing."""
        own = Q(participant__user=getattr(user, "pk", None), participant__user__isnull=False)
        return self.filter(own | Q(participant__in=people_to_talk_with(user).values("pk")))

    def at_desk_for(self, user: object) -> Self:
        """Those that the user may read as staff: of people whose record is open to them, and of who has nobody yet."""
        return self.filter(participant__in=people_to_talk_with(user).values("pk"))

    def waiting(self) -> Self:
        """Nobody has answered the last words of the person."""
        return self.filter(waiting_since__isnull=False, closed_at__isnull=True)

    def waiting_first(self) -> Self:
        """Who has waited longest comes first, then what moved last."""
        return self.order_by(F("waiting_since").asc(nulls_last=True), F("moved_at").desc(), "pk")


def people_to_talk_with(user: object) -> ParticipantQuerySet:
    """Whose conversation the user reads as staff: whose record is open to them, and who has nobody yet at their desk."""
    opened = Participant.objects.visible_to(user).order_by()
    nobodys = Participant.objects.not_yet_anyones().at_desk_of(user).order_by()
    found = Participant.objects.filter(Q(pk__in=opened.values("pk")) | Q(pk__in=nobodys.values("pk")))
    return found.exclude(user=getattr(user, "pk", None), user__isnull=False)


class Conversation(PublicIdModel):
    """What a person and their team write to each other. There is one at a time; it may rest and go on."""

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="conversations", verbose_name="参加者"
    )
    desk = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="相談の窓口")
    begun_at = models.DateTimeField("始まった日時", auto_now_add=True)
    moved_at = models.DateTimeField("最後に動いた日時", auto_now_add=True)
    waiting_since = models.DateTimeField("返事を待ちはじめた日時", null=True, blank=True)
    answering = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="返事をする人",
    )
    closed_at = models.DateTimeField("おわりにした日時", null=True, blank=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        verbose_name = "会話"
        verbose_name_plural = "会話"
        ordering = ["-moved_at", "-pk"]
        indexes = [models.Index(fields=["desk", "waiting_since"], name="conversation_waits")]

    def __str__(self) -> str:
        return f"{self.participant} – {self.desk}"

    @property
    def is_closed(self) -> bool:
        """Set aside by the desk; the person's next words open it again."""
        return self.closed_at is not None


class MessageQuerySet(models.QuerySet["Message"]):
    def for_the_person(self) -> Self:
        """Without what colleagues say among themselves."""
        return self.exclude(kind=Message.Kind.NOTE)


class Message(PublicIdModel):
    """Some words, in the order in which they were stored: `number` counts without gaps in each conversation."""

    class Kind(models.TextChoices):
        WORDS = "words", _("ことば")
        AUTOMATIC = "automatic", _("自動のお返事")
        NOTE = "note", _("チームの中のひとこと")

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="messages", verbose_name="会話"
    )
    number = models.PositiveIntegerField("番号")
    kind = models.CharField("種類", max_length=10, choices=Kind.choices, default=Kind.WORDS)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="書いた人"
    )
    text = EncryptedTextField("文章", blank=True)
    read_from = models.DateTimeField("自動のお返事：読みはじめる日時", null=True, blank=True)
    client_id = models.UUIDField("送った端末での番号", default=uuid.uuid4)
    at = models.DateTimeField("日時", auto_now_add=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "メッセージ"
        verbose_name_plural = "メッセージ"
        ordering = ["conversation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "number"], name="message_number_once"),
            models.UniqueConstraint(fields=["conversation", "author", "client_id"], name="message_sent_once"),
            models.CheckConstraint(
                name="message_of_somebody_or_automatic",
                condition=Q(kind="automatic", author__isnull=True)
                | (~Q(kind="automatic") & Q(author__isnull=False, read_from__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id}/{self.number}"


class Draft(models.Model):
    """What somebody at the desk began to write and has not sent."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="drafts", verbose_name="会話")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="書いている人"
    )
    text = EncryptedTextField("文章")
    at = models.DateTimeField("日時", auto_now=True)

    class Meta:
        verbose_name = "書きかけ"
        verbose_name_plural = "書きかけ"
        constraints = [
            models.UniqueConstraint(fields=["conversation", "author"], name="draft_once_each"),
        ]

    def __str__(self) -> str:
        return f"{self.author} → {self.conversation_id}"
