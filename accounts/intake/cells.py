"""What people write into cells, read as what they meant. Each function answers fields and their values.

A cell that nobody can read is a `ValidationError` with a sentence; an empty one is never asked.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Consent, Participant
from calendars.eras import ERAS, DateError, parse_date
from foundation.digits import CleanTextField, IntegerField, PostcodeField, TelephoneField, plain_digits
from foundation.kana import hiragana
from textsearch.folding import fold

Fields = dict[str, Any]
Read = Callable[[str], Fields]

_YES_WORDS = """はい 有 あり 1 true yes y 可 希望する 希望 する よい 良い ok 必要"""
_NO_WORDS = """いいえ 無 なし 0 false no n 不可 希望しない しない 不要 ng いや 必要ない"""
_YES, _NO = ({fold(word) for word in re.split(r"\s", said)} for said in (_YES_WORDS, _NO_WORDS))
_SIGNS = {
    "○": True,
    "〇": True,
    "◯": True,
    "◎": True,
    "✓": True,
    "✔": True,
    "×": False,
    "✕": False,
    "☓": False,
}
_NOT_TOLD = {fold(word) for word in ("言わない", "言いたくない", "非公開", "回答しない", "秘密")}
_YEAR = re.compile(r"(?:西暦)?([0-9]{4})年?(?:生まれ|生)?")
_ERA_YEAR = re.compile(r"(令和|平成|昭和|大正|明治|[RHSTM])([0-9]{1,2}|元)年?(?:生まれ|生)?", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"[\s\u3000]+")
_SEVERAL = re.compile(r"[、,，;；/／|｜\n\t]+")

_postcode, _telephone = PostcodeField(required=False), TelephoneField(required=False)


def words(name: str, longest: int) -> Read:
    """Text as it was written."""
    field = CleanTextField(max_length=longest, required=False)
    return lambda text: {name: field.clean(text)}


def long_words(name: str) -> Read:
    """Several lines of text."""
    from django.forms import Textarea

    field = CleanTextField(max_length=4000, required=False, widget=Textarea)
    return lambda text: {name: field.clean(text)}


def kana(name: str) -> Read:
    """A reading, in hiragana."""
    read = words(name, 80)
    return lambda text: {name: hiragana(read(text)[name])}


def whole_name(text: str) -> Fields:
    """「高橋 はな」 is two names; one without a space is a family name."""
    return _two(text, "name")


def whole_kana(text: str) -> Fields:
    """The same of a reading."""
    return {name: hiragana(value) for name, value in _two(text, "kana").items()}


def _two(text: str, ending: str) -> Fields:
    family, *given = _BETWEEN_NAMES.split(CleanTextField(max_length=120).clean(text), maxsplit=1)
    found = {f"family_{ending}": family} | ({f"given_{ending}": given[0]} if given else {})
    longest = 60 if ending == "name" else 80
    return {name: CleanTextField(max_length=longest).clean(value) for name, value in found.items()}


def birth(text: str) -> Fields:
    """A day, a year alone, or that somebody would rather not say."""
    if fold(text) in _NOT_TOLD:
        return {"birth_not_told": True}
    year = _year(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)))
    if year is not None:
        if not 1900 <= year <= timezone.localdate().year:
            raise ValidationError(_("生まれた年は、今年までの西暦4桁で書いてください。"))
        return {"birth_year": year}
    day = _day(text)
    if not date(1900, 1, 1) <= day <= timezone.localdate():
        raise ValidationError(_("生年月日は、1900年から今日までの日にしてください。"))
    return {"birth_date": day}


def _year(plain: str) -> int | None:
    if found := _YEAR.fullmatch(plain):
        return int(found[1])
    if found := _ERA_YEAR.fullmatch(plain):
        era = next(era for era in ERAS if found[1].upper() in (era.name, era.letter))
        return era.first_day.year - 1 + (1 if found[2] == "元" else int(found[2]))
    return None


def _day(text: str) -> date:
    plain = re.sub(r"[\sT]00?:00(:00)?$", "", unicodedata.normalize("NFKC", text).strip())
    try:
        return parse_date(re.sub(r"生まれ$|生$", "", plain))
    except DateError as problem:
        raise ValidationError(str(problem)) from problem


def day(name: str) -> Read:
    """A date in any writing."""
    return lambda text: {name: _day(text)}


def yes_no(name: str, *, turned: bool = False) -> Read:
    """はい or いいえ, ○ or ×; `turned` where the heading asks the opposite."""

    def read(text: str) -> Fields:
        return {name: is_yes(text) is not turned}

    return read


def is_yes(text: str) -> bool:
    """Whether a cell says yes; raises where it says neither."""
    sign = _SIGNS.get(text.strip())
    if sign is not None:
        return sign
    said = fold(text)
    if said in _YES or said in _NO:
        return said in _YES
    raise ValidationError(_("「はい」か「いいえ」で書いてください。まだ聞いていないときは、空けておきます。"))


def number(name: str, low: int, high: int) -> Read:
    """A whole number, with its unit or without."""
    field = IntegerField(min_value=low, max_value=high)
    return lambda text: {
        name: field.clean(re.sub(r"(分|時間|km|ｋｍ|キロ)(まで|以内|くらい)?$", "", text.strip()))
    }


def postcode(text: str) -> Fields:
    """Spreadsheets drop a leading zero."""
    plain = plain_digits(text[:40])
    return {"postcode": _postcode.clean(f"0{plain}" if re.fullmatch(r"[0-9]{6}", plain) else text)}


def telephone(text: str) -> Fields:
    """The same of telephone numbers, which begin with a zero."""
    plain = plain_digits(text[:60])
    return {"telephone": _telephone.clean(f"0{plain}" if re.fullmatch(r"[1-9][0-9]{8,9}", plain) else text)}


def email(text: str) -> Fields:
    """An address of e-mail."""
    address = unicodedata.normalize("NFKC", text).strip()
    validate_email(address)
    if len(address) > 254:
        raise ValidationError(_("メールアドレスを確かめてください。"))
    return {"email": address}


_SEX = {
    fold(word): value
    for value, said in (
        (Participant.Sex.MALE, "男 男性 1 m male"),
        (Participant.Sex.FEMALE, "女 女性 2 f female"),
        (Participant.Sex.NOT_KNOWN, "不明 わからない 0"),
        (Participant.Sex.NOT_APPLICABLE, "その他 無回答 答えない 回答しない どちらでもない 9"),
    )
    for word in said.split()
}


def sex(text: str) -> Fields:
    """男, 女, and the numbers of ISO 5218."""
    if fold(text) not in _SEX:
        raise ValidationError(_("性別は、男・女・その他・不明のどれかで書いてください。"))
    return {"sex": int(_SEX[fold(text)])}


_CHANNELS = {
    fold(word): value
    for value, said in (
        (Participant.Channel.TELEPHONE, "電話 tel 携帯"),
        (Participant.Channel.EMAIL, "メール email e-mail mail"),
        (Participant.Channel.LETTER, "手紙 郵便 郵送 はがき"),
        (Participant.Channel.VISIT, "訪問 こちらからうかがう"),
        (Participant.Channel.OFFICE, "窓口 来所 窓口で会う"),
        (Participant.Channel.SITE, "サイト このサイトのお知らせ"),
    )
    for word in (*said.split(), value)
}
_HOW = {
    fold(word): value
    for value, said in (
        (Consent.How.PAPER, "書面 書面で 紙 同意書 paper"),
        (Consent.How.IN_PERSON, "対面 口頭 会って話して 面談 窓口 来所 in_person"),
        (Consent.How.TELEPHONE, "電話 電話で telephone"),
        (Consent.How.MESSAGE, "メール メールなどの文章で 文章 message"),
    )
    for word in said.split()
}


def channel(text: str) -> Fields:
    """How somebody wishes to be contacted."""
    if fold(text) not in _CHANNELS:
        raise ValidationError(_("連絡の方法は、電話・メール・手紙・訪問・窓口のどれかで書いてください。"))
    return {"channel": str(_CHANNELS[fold(text)])}


def how(text: str) -> Fields:
    """How somebody agreed that a record is kept."""
    if fold(text) not in _HOW:
        raise ValidationError(_("同意のしかたは、書面・対面・電話・メールのどれかで書いてください。"))
    return {"how": str(_HOW[fold(text)])}


def one_of(name: str, choices: type[models.TextChoices] | type[models.IntegerChoices]) -> Read:
    """One answer of a list, by its words or its value."""

    def read(text: str) -> Fields:
        return {name: _choice(choices, text)}

    return read


def several_of(name: str, choices: type[models.TextChoices]) -> Read:
    """Several answers of a list; 「とくにない」 is an answer too."""

    def read(text: str) -> Fields:
        if fold(text) in {fold("とくにない"), fold("なし"), fold("特になし")}:
            return {name: []}
        parts = [part for part in _SEVERAL.split(text) if part.strip()]
        return {name: list(dict.fromkeys(_choice(choices, part) for part in parts))}

    return read


def _choice(choices: Any, text: str) -> Any:
    said = fold(text)
    for value, label in choices.choices:
        label = str(label)
        if said and said in {fold(str(value)), fold(label), fold(re.sub(r"（.*）", "", label))}:
            return value
    for value, label in choices.choices:
        if said and (fold(str(label)).startswith(said) or said.startswith(fold(str(label)))):
            return value
    raise ValidationError(
        _("「{text}」は選べません。次のどれかで書いてください：{choices}").format(
            text=text[:30], choices="、".join(str(label) for _value, label in choices.choices)
        )
    )
