"""Every look at a participant's record is itself recorded; the participant can read the list.

The log is append-only: each entry holds a number without gaps, the code of the entry before it and a code of its
own (`accounts.chain`); triggers refuse to change or remove a row, and `LogEnd` knows how far the log goes. The
participant stands in it under a pseudonym (`Participant.log_id`): forgetting somebody removes the only way from
the pseudonym to the person, and no entry has to change.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts import chain
from accounts.models.organisations import Organisation
from accounts.models.participants import Participant

_ROWS_AT_ONCE = 1000


class RecordAccessQuerySet(models.QuerySet["RecordAccess"]):
    def of(self, participant: Participant) -> Self:
        """Who opened this person's record, newest first."""
        return self.filter(participant=participant).select_related("user", "organisation")

    def append(self, entries: Sequence["RecordAccess"]) -> None:
        """Hang new entries behind the last one; others who append wait until the transaction ends."""
        with transaction.atomic():
            end = LogEnd.objects.locked()
            for entry in entries:
                entry.follow(end)
            super().bulk_create(entries, batch_size=_ROWS_AT_ONCE)  # type: ignore[arg-type]
            end.seal()

    def bulk_create(self, objs: Iterable["RecordAccess"], *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The read log grows by append().")


class RecordAccess(models.Model):
    """Somebody other than the participant opened the participant's record, or a part of it."""

    class What(models.TextChoices):
        """The kinds of this room; their words, and those of other rooms, are in `accounts.reads`."""

        RECORD = "record"
        WISHES = "wishes"
        CONTACT = "contact"
        NOTES = "notes"
        SUGGESTIONS = "suggestions"
        INTRODUCTION = "introduction"
        EXPORT = "export"
        BREAK_GLASS = "break_glass"
        GLASS_REVIEW = "break_glass.review"
        API = "api.record"
        API_WISHES = "api.wishes"

    number = models.PositiveBigIntegerField("番号", unique=True, editable=False)
    participant = models.ForeignKey(
        Participant,
        models.DO_NOTHING,
        to_field="log_id",
        db_column="subject",
        db_constraint=False,
        related_name="accesses",
        verbose_name="参加者（仮の番号）",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="見た人"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所属"
    )
    what = models.CharField("見たもの", max_length=40)
    at = models.DateTimeField("日時", editable=False)
    before = models.CharField("前の記録の符号", max_length=64, editable=False)
    code = models.CharField("この記録の符号", max_length=64, editable=False)

    objects = RecordAccessQuerySet.as_manager()

    class Meta:
        verbose_name = "閲覧の記録"
        verbose_name_plural = "閲覧の記録"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["participant", "-at"], name="access_of_a_participant")]
        constraints = [
            models.CheckConstraint(
                name="access_what_is_a_key",
                condition=Q(what__regex=r"^[a-z][a-z0-9_.]*$"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.at:%Y-%m-%d %H:%M} {self.what}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Append; an entry that is there never changes."""
        if not self._state.adding:
            raise TypeError("An entry of the read log is never changed.")
        type(self).objects.append([self])

    def follow(self, end: "LogEnd") -> None:
        """Take the place behind the end of the log, which moves on."""
        self.number, self.before, self.at = end.number + 1, end.code, timezone.now()
        self.code = chain.code_of(
            chain.entry_text(
                self.number,
                self.before,
                self.participant_id,
                self.user_id,
                self.organisation_id,
                self.what,
                self.at,
            )
        )
        end.number, end.code = self.number, self.code


class LogEndManager(models.Manager["LogEnd"]):
    def locked(self) -> "LogEnd":
        """The end of the log, kept from others until the transaction ends.

        Where somebody has laid hands on it, the log goes on behind its last row, and remembers for ever
        from which entry on it did: a record can still be opened, and `verify_log` says what happened.
        """
        end = self.select_for_update().filter(pk=LogEnd.ONLY).first()
        if end is not None and end.is_sound:
            return end
        last = RecordAccess.objects.order_by("-number").first()
        number, code = (last.number, last.code) if last else (0, chain.FIRST)
        first_seen = end.broken_from if end is not None else None
        return LogEnd(pk=LogEnd.ONLY, number=number, code=code, broken_from=first_seen or number + 1)


class LogEnd(models.Model):
    """How many entries the read log has and the code of the last, so that a missing end is noticed."""

    ONLY = 1

    number = models.PositiveBigIntegerField("件数", default=0)
    code = models.CharField("最後の記録の符号", max_length=64, default=chain.FIRST)
    broken_from = models.PositiveBigIntegerField("この番号から確かでない", null=True, blank=True)
    sealed = models.CharField("末尾の符号", max_length=64)

    objects = LogEndManager()

    class Meta:
        verbose_name = "閲覧の記録の末尾"
        verbose_name_plural = "閲覧の記録の末尾"
        constraints = [models.CheckConstraint(name="log_has_one_end", condition=Q(pk=1))]

    def __str__(self) -> str:
        return f"{self.number}:{self.code}"

    @property
    def is_sound(self) -> bool:
        """Whether what stands here was written by this program."""
        return chain.fits(chain.end_text(self.number, self.code, self.broken_from), self.sealed)

    def seal(self) -> None:
        """Store where the log ends now."""
        self.sealed = chain.code_of(chain.end_text(self.number, self.code, self.broken_from))
        self.save()
