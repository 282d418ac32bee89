"""Passwords that somebody would try first are refused, without asking any other computer.

Django's list holds the 20,000 passwords that breaches brought up most often. Here they are also found when
somebody dresses them up (`Sakura!!2026`), repeats them or runs along the keyboard.
"""

import re
import unicodedata
from functools import cached_property
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Participant

LONGEST_UNIT = 6
OUR_NAMES = ("ippo", "一歩", "いっぽ")
# What Japanese speakers try that the list, made of English ones, lacks.
_WORDS = (
    "aishiteru aishiteiru arigato arigatou chikyuu daisuki doraemon doubutsu fujisan gambare ganbare "
    "gokigenyou hirakegoma ichigo inochi itadakimasu kazoku kekkon kibou kirei konbanwa konnichiwa koufuku "
    "mirai momotaro mukashi neko nekoneko nihongo nippon ohayou okaasan onegai otousan pasuwado pasuwaado "
    "pokemon sakura sayonara sayounara seikatsu shiawase shigoto tanoshii tomodachi totoro watashi yorokobi "
    "yoroshiku ぱすわーど パスワード あいしてる ありがとう こんにちは さくら しあわせ"
)
JAPANESE = frozenset(_WORDS.split())
_ROWS = (
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "あいうえおかきくけこ",
)
_LOOKALIKES = str.maketrans("013457@$!", "oieastasi")


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


class DressedUpValidator(CommonPasswordValidator):
    """A common password with figures and signs around it, said twice, or a run along the keyboard."""

    @cached_property
    def common(self) -> frozenset[str]:
        return frozenset(self.passwords) | JAPANESE

    def validate(self, password: str, user: Any = None) -> None:
        plain = _plain(password)[:200]
        if plain in self.common or any(self._easy(core) for core in _cores(plain)):
            raise ValidationError(
                _("よく使われるパスワードに似ています。関係のないことばを3つか4つ、つなげると安心です。"),
                code="password_too_common",
            )

    def _easy(self, core: str) -> bool:
        if len(core) < 3:
            return True
        return core in self.common or _is_run(core) or _is_repeated(core)

    def get_help_text(self) -> str:
        return str(_("よく使われるパスワードは避けてください。"))


def _cores(plain: str) -> set[str]:
    """What is left without the figures and signs at both ends; also with look-alikes read as letters."""
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
    return {core, core.translate(_LOOKALIKES), re.sub(r"[\W_]+", "", core)} if core else {""}


def _is_run(core: str) -> bool:
    return any(core in row or core[::-1] in row for row in _ROWS)


def _is_repeated(core: str) -> bool:
    return bool(re.fullmatch(rf"(.{{1,{LONGEST_UNIT}}}?)\1+.{{0,2}}", core))


class NotAboutYouValidator:
    """Nobody's own address or nickname, and not the name of this site."""

    def validate(self, password: str, user: Any = None) -> None:
        words = [*OUR_NAMES, *_names_of(user)]
        refuse_words(password, words)

    def get_help_text(self) -> str:
        return str(_("メールアドレスや呼び名、このサイトの名前は入れないでください。"))


def _names_of(user: Any) -> list[str]:
    if user is None:
        return []
    email = user.email or ""  # allauth asks while the address is still in error
    names = [email, email.partition("@")[0], user.name]
    if user.pk:
        names += Participant.objects.filter(user=user).values_list("nickname", flat=True)
    return names


def refuse_words(password: str, words: list[str]) -> None:
    """Refuse a password that is little more than one of the words, figures and signs aside."""
    plain = re.sub(r"[\W_]+", "", _plain(password))
    for word in words:
        inside = re.sub(r"[\W_]+", "", _plain(word))
        rest = re.sub(r"\d", "", plain.replace(inside, ""))
        if len(inside) >= 2 and inside in plain and len(rest) < 6:
            raise ValidationError(
                _(
                    "メールアドレスや呼び名、このサイトの名前からできたパスワードは、人に思いつかれやすいです。ほかのことばにしてください。"
                ),
                code="password_about_you",
            )
