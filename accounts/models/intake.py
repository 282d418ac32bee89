"""People who come from a table: by what a row is known again, and a file on its way in."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.consent import Consent
from accounts.models.organisations import Organisation
from accounts.models.participants import Participant
from foundation.encrypted import EncryptedJSONField, EncryptedTextField
from foundation.public_ids import PublicIdModel


class ImportedPerson(models.Model):
    """What a table said of somebody: the same row changes nothing, another one only what it says anew."""

    participant = models.ForeignKey(
        Participant, models.CASCADE, related_name="imports", verbose_name="参加者"
    )
    desk = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="窓口")
    key = models.CharField("行の見分け", max_length=100)
    told = EncryptedJSONField("ファイルに書かれていたこと", default=dict)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="取りこんだ人"
    )
    imported_at = models.DateTimeField("取りこんだ日時", auto_now=True)

    class Meta:
        verbose_name = "取りこんだ人の行"
        verbose_name_plural = "取りこんだ人の行"
        constraints = [models.UniqueConstraint(fields=["desk", "key"], name="imported_person_once_at_a_desk")]

    def __str__(self) -> str:
        return str(self.participant)


class RememberedColumns(models.Model):
    """Which heading means which column, as somebody of the organisation matched them by hand."""

    organisation = models.OneToOneField(
        Organisation, models.CASCADE, primary_key=True, related_name="remembered_columns", verbose_name="組織"
    )
    columns = models.JSONField("見出しと項目", default=dict)
    changed_at = models.DateTimeField("更新日時", auto_now=True)

    class Meta:
        verbose_name = "おぼえた列の組み合わせ"
        verbose_name_plural = "おぼえた列の組み合わせ"

    def __str__(self) -> str:
        return str(self.organisation)


class PeopleFileQuerySet(models.QuerySet["PeopleFile"]):
    def of(self, user: object) -> Self:
        """Files that the user sent; nobody else sees what stands in them."""
        return self.filter(sent_by=getattr(user, "pk", None))


class PeopleFile(PublicIdModel):
    """A table that somebody sent; its rows stay, encrypted, only until they are registered or thrown away."""

    class State(models.TextChoices):
        MATCHING = "matching", _("列を合わせています")
        CHECKING = "checking", _("確かめています")
        CHECKED = "checked", _("確かめました")
        RUNNING = "running", _("登録しています")
        DONE = "done", _("終わりました")

    desk = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="窓口")
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="people_files", verbose_name="送った人"
    )
    sent_at = models.DateTimeField("送った日時", auto_now_add=True)
    name = models.CharField("ファイルの名前", max_length=120)
    header = EncryptedJSONField("見出し", default=list)
    columns = models.JSONField("列の項目", default=list)
    how = models.CharField("同意のしかた", max_length=20, choices=Consent.How.choices, blank=True)
    state = models.CharField("状態", max_length=20, choices=State.choices, default=State.MATCHING)
    counts = models.JSONField("数", default=dict)

    objects = PeopleFileQuerySet.as_manager()

    class Meta:
        verbose_name = "参加者のファイル"
        verbose_name_plural = "参加者のファイル"
        ordering = ["-sent_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class PeopleFileRow(models.Model):
    """A row of such a file, with what became of it."""

    class Outcome(models.TextChoices):
        WAITING = "", _("これから")
        BLANK = "blank", _("空の行")
        CREATED = "created", _("新しく登録")
        UPDATED = "updated", _("書きたし")
        UNCHANGED = "unchanged", _("変わりなし")
        REJECTED = "rejected", _("直すところあり")

    file = models.ForeignKey(PeopleFile, models.CASCADE, related_name="rows", verbose_name="ファイル")
    line = models.PositiveIntegerField("行")
    cells = EncryptedJSONField("書かれていたこと", default=list)
    outcome = models.CharField("結果", max_length=10, choices=Outcome.choices, blank=True)
    reasons = EncryptedTextField("直すところ", blank=True)
    key = models.CharField("行の見分け", max_length=100, blank=True)

    class Meta:
        verbose_name = "参加者のファイルの行"
        verbose_name_plural = "参加者のファイルの行"
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["file", "line"], name="people_file_row_once_a_line")]
        indexes = [models.Index(fields=["file", "key"], name="people_file_rows_alike")]

    def __str__(self) -> str:
        return f"{self.file} {self.line}"
