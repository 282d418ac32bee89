"""Mails on their way: stored with the change that they tell of, sent by a worker, and then forgotten."""

from datetime import timedelta

from django.db import models
from django.db.models import Q

from foundation.encrypted import EncryptedJSONField


class OutgoingMail(models.Model):
    """One mail. Its links are keys, so it lies encrypted until it is sent; of a sent one only the mark stays."""

    KEPT = timedelta(days=30)

    key = models.CharField("鍵", max_length=100, unique=True, help_text="同じ鍵のメールは一通だけです。")
    content = EncryptedJSONField("宛先と文面", null=True)
    created_at = models.DateTimeField("書いた日時", auto_now_add=True, db_index=True)
    sent_at = models.DateTimeField("送った日時", null=True, blank=True)

    class Meta:
        verbose_name = "送るメール"
        verbose_name_plural = "送るメール"
        constraints = [
            models.CheckConstraint(
                name="sent_mail_is_forgotten",
                condition=Q(sent_at__isnull=True, content__isnull=False)
                | Q(sent_at__isnull=False, content__isnull=True),
                violation_error_message="送ったメールの文面は残しません。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}"
