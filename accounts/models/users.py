"""Whoever signs in: one model for participants, staff and companies; what they may is in memberships."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.public_ids import PublicIdModel


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str | None, password: str | None = None, **fields: Any) -> "User":
        """A person who can sign in; without a password they cannot until one is set, or by a code."""
        address = self.normalize_email(email).lower() or None
        user = self.model(email=address, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An operator of the installation (`manage.py createsuperuser`)."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(PublicIdModel, AbstractBaseUser, PermissionsMixin):
    """Participants may have no address: they come in by a code, and no mail is ever sent to them."""

    email = models.EmailField(_("メールアドレス"), unique=True, null=True, blank=True)
    name = models.CharField(_("お名前"), max_length=100, blank=True)
    is_staff = models.BooleanField("運用管理者", default=False)
    is_active = models.BooleanField("有効", default=True)
    date_joined = models.DateTimeField("登録日時", default=timezone.now)

    sessions_ended = models.PositiveIntegerField("全部からログアウトした回数", default=0, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = "利用者"
        verbose_name_plural = "利用者"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case"),
            models.CheckConstraint(name="user_email_written_or_none", condition=~Q(email="")),
        ]

    def __str__(self) -> str:
        return self.name or self.email or gettext("ご本人")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Libraries write an empty address where there is none; here that is None, so that many may have none."""
        if self.__dict__.get("email") == "":
            self.email = None
        super().save(*args, **kwargs)

    def get_session_auth_hash(self) -> str:
        """What every session carries: it changes with the password, and when all sessions are to end."""
        return self._with_ended_sessions(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same for keys that were in use before."""
        yield from map(self._with_ended_sessions, super().get_session_auth_fallback_hash())

    def _with_ended_sessions(self, secret: str) -> str:
        if not self.sessions_ended:
            return secret
        salt = "accounts.sessions_ended"
        return salted_hmac(salt, f"{secret}{self.sessions_ended}", algorithm="sha256").hexdigest()

    def get_full_name(self) -> str:
        """The name as the person wrote it."""
        return self.name

    def get_short_name(self) -> str:
        """The same: Ippo does not guess which part of a name is short."""
        return self.name
