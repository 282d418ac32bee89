"""What support workers write down in two minutes, and whom they want to contact when."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Participant, ProjectWork, User
from foundation.encrypted import EncryptedTextField
from foundation.public_ids import PublicIdModel


class Channel(models.TextChoices):
    """How a contact takes place."""

    OFFICE = "office", _("窓口")
    TELEPHONE = "telephone", _("電話")
    EMAIL = "email", _("メール")
    LETTER = "letter", _("手紙")
    VISIT = "visit", _("訪問")
    ONLINE = "online", _("オンライン")
    OTHER = "other", _("その他")


class NoteQuerySet(models.QuerySet["Note"]):
    def of_people_visible_to(self, user: User) -> Self:
        """Notes about participants whose record the user may open, without the participants themselves."""
        people = Participant.objects.visible_to(user).exclude(user=user)
        return self.filter(participant__in=people)


class Note(PublicIdModel, ProjectWork):
    """A quick note of the team. The participant does not read it here; nobody outside the team does.

    What was written stays as it was: a mistake is put right by a further note that `corrects` it.
    """

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="notes", verbose_name="参加者")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="書いた人"
    )
    channel = models.CharField("方法", max_length=20, choices=Channel.choices)
    text = EncryptedTextField("記録")
    happened_on = models.DateField("日付", default=date.today)
    corrects = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="訂正する記録",
    )
    written_at = models.DateTimeField("書いた日時", auto_now_add=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = "支援の記録"
        verbose_name_plural = "支援の記録"
        ordering = ["-happened_on", "-pk"]
        indexes = [models.Index(fields=["participant", "-happened_on"], name="notes_of_participant")]

    def __str__(self) -> str:
        return f"{self.happened_on} {self.participant}"


class NextContactQuerySet(models.QuerySet["NextContact"]):
    def waiting(self) -> Self:
        """Neither done nor moved."""
        return self.filter(state=NextContact.State.WAITING)

    def due_by(self, day: date) -> Self:
        """To be made on the day, or earlier and still waiting."""
        return self.waiting().filter(on__lte=day)

    def of_caseload(self, user: object) -> Self:
        """Contacts with the people whom the user accompanies."""
        return self.filter(participant__in=Participant.objects.accompanied_by(user))


class NextContact(PublicIdModel, ProjectWork):
    """When, how and why to be in touch next; one open contact a participant."""

    class State(models.TextChoices):
        WAITING = "waiting", _("これから")
        DONE = "done", _("しました")
        MOVED = "moved", _("別の日にしました")

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="next_contacts", verbose_name="参加者"
    )
    on = models.DateField("いつ")
    channel = models.CharField("方法", max_length=20, choices=Channel.choices)
    why = EncryptedTextField("何のために", blank=True)
    state = models.CharField("状態", max_length=10, choices=State.choices, default=State.WAITING)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="決めた人"
    )
    made_at = models.DateTimeField("作成日時", auto_now_add=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="済ませた人",
    )
    settled_at = models.DateTimeField("済ませた日時", null=True, blank=True)

    objects = NextContactQuerySet.as_manager()

    class Meta:
        verbose_name = "次の連絡"
        verbose_name_plural = "次の連絡"
        ordering = ["on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(state="waiting"),
                name="one_next_contact_at_a_time",
                violation_error_message=_("次の連絡は、もう決まっています。"),
            ),
            models.CheckConstraint(
                name="next_contact_settled_with_time",
                condition=Q(state="waiting", settled_at__isnull=True)
                | Q(~Q(state="waiting"), settled_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["on"], condition=Q(state="waiting"), name="next_contacts_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.participant}"
