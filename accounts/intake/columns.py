"""The columns that a table of people may have, and by which headings one recognises them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts import vocabulary
from accounts.intake import cells
from textsearch.folding import fold

PERSON, WISHES, OTHER = "person", "wishes", "other"


@dataclass(frozen=True)
class Column:
    """`read` turns a cell into fields of the part named by `of`; None where `Reader` needs more to read it."""

    key: str
    label: Any
    of: str
    read: cells.Read | None
    headings: tuple[str, ...] = ()


def heading_key(heading: str) -> str:
    """A heading as it is compared: without spaces, brackets and what else differs from file to file."""
    return fold(heading).replace(" ", "")


def _column(key: str, label: Any, of: str, read: cells.Read | None, headings: str = "") -> Column:
    return Column(key, label, of, read, tuple(heading_key(one) for one in (key, *headings.split())))


_ALL = (
    _column(
        "reference", _("整理番号"), OTHER, None, "番号 ID id 管理番号 登録番号 受付番号 ケース番号 no 整理No"
    ),
    _column("nickname", _("ニックネーム"), PERSON, cells.words("nickname", 40), "呼び名 愛称 通称"),
    _column(
        "name", _("お名前（氏と名がひとつの列）"), PERSON, cells.whole_name,
        "氏名 名前 お名前 お名前（漢字） 氏名（漢字） 対象者氏名 対象者名 本人氏名",
    ),
    _column("family_name", _("氏"), PERSON, cells.words("family_name", 60), "姓 苗字 名字 氏（漢字） 姓（漢字）"),
    _column("given_name", _("名"), PERSON, cells.words("given_name", 60), "名（漢字） 下の名前"),
    _column(
        "kana", _("よみ（氏と名がひとつの列）"), PERSON, cells.whole_kana,
        "ふりがな フリガナ かな カナ よみ よみがな 氏名（かな） 氏名カナ 氏名（フリガナ） カナ氏名 お名前（ふりがな） お名前（かな）",
    ),
    _column(
        "family_kana", _("氏（かな）"), PERSON, cells.kana("family_kana"),
        "姓（かな） 姓カナ せい 姓（フリガナ） 氏（フリガナ） 姓（ふりがな） 氏カナ",
    ),
    _column(
        "given_kana", _("名（かな）"), PERSON, cells.kana("given_kana"),
        "名カナ めい 名（フリガナ） 名（ふりがな）",
    ),
    _column("birth", _("生年月日"), PERSON, cells.birth, "誕生日 birth_date birth_year 生まれた年 生年 生年月日（和暦） 生年月日（西暦）"),
    _column("sex", _("性別"), PERSON, cells.sex),
    _column("municipality", _("お住まいの市町村"), PERSON, None, "市町村 市区町村 自治体 居住地 市町村名 住所地 市町村コード"),
    _column("postcode", _("郵便番号"), PERSON, cells.postcode, "〒 郵便"),
    _column("address", _("住所"), PERSON, cells.words("address", 200), "ご住所 現住所 所在地"),
    _column(
        "telephone", _("電話番号"), PERSON, cells.telephone, "電話 TEL tel 携帯 携帯電話 携帯番号 連絡先電話番号 連絡先"
    ),
    _column("email", _("メールアドレス"), PERSON, cells.email, "メール eメール e-mail mail Eメール"),
    _column("channel", _("連絡の方法"), PERSON, cells.channel, "連絡方法 希望連絡方法 希望する連絡方法"),
    _column(
        "contact_hours", _("連絡してよい時間"), PERSON, cells.words("contact_hours", 100),
        "連絡可能時間 連絡時間 連絡のつく時間",
    ),
    _column("not_until", _("この日までは連絡しない"), PERSON, cells.day("not_until"), "連絡しない日"),
    _column(
        "never_telephone", _("電話はしないでほしい"), PERSON, cells.yes_no("never_telephone"), "電話不可 電話拒否"
    ),
    _column(
        "may_telephone", _("電話してもよい"), PERSON, cells.yes_no("never_telephone", turned=True),
        "電話可 電話連絡 電話してよい 電話連絡可",
    ),
    _column(
        "neutral_sender", _("差出人を目立たない名前にしてほしい"), PERSON, cells.yes_no("neutral_sender"),
        "差出人名配慮",
    ),
    _column(
        "telephone_shared", _("この電話には、家族も出る"), PERSON, cells.yes_no("telephone_shared"), "電話共用"
    ),
    _column(
        "address_shared", _("この住所への手紙は、家族も見る"), PERSON, cells.yes_no("address_shared"), "郵便共用"
    ),
    _column(
        "email_shared", _("このメールアドレスは、家族も見る"), PERSON, cells.yes_no("email_shared"), "メール共用"
    ),
    _column(
        "visit_wished", _("家への訪問を希望する"), PERSON, cells.yes_no("visit_wished"), "訪問希望 訪問 家庭訪問 訪問の希望"
    ),
    _column("wish_text", _("いまの希望"), WISHES, cells.long_words("wish_text"), "希望 本人の希望 ご本人の希望 要望"),
    _column(
        "help_text", _("こうしてもらえると助かること"), WISHES, cells.long_words("help_text"),
        "配慮 配慮事項 必要な配慮",
    ),
    _column(
        "place", _("場所"), WISHES, cells.one_of("place", vocabulary.PlaceWish), "希望の場所 働く場所"
    ),
    _column(
        "minutes_max", _("一度にできる長さ（分）"), WISHES, cells.number("minutes_max", 1, 480), "一度の長さ"
    ),
    _column(
        "hours_week_max", _("週に何時間まで"), WISHES, cells.number("hours_week_max", 1, 40), "週の時間"
    ),
    _column(
        "distance_km_max", _("どのくらい遠くまで（km）"), WISHES, cells.number("distance_km_max", 0, 500), "距離"
    ),
    _column("days", _("都合のよい曜日"), WISHES, cells.several_of("days", vocabulary.Weekday), "曜日"),
    _column("day_parts", _("都合のよい時間"), WISHES, cells.several_of("day_parts", vocabulary.DayPart), "時間帯"),
    _column("means", _("行く方法"), WISHES, cells.several_of("means", vocabulary.Means), "交通手段"),
    _column(
        "contact_level_max", _("人との関わり"), WISHES,
        cells.one_of("contact_level_max", vocabulary.ContactLevel), "対人",
    ),
    _column("telephone_ok", _("電話に出る・かける仕事"), WISHES, cells.yes_no("telephone_ok"), "電話の仕事"),
    _column("face_ok", _("顔を出す仕事"), WISHES, cells.yes_no("face_ok")),
    _column("noise_max", _("まわりの音"), WISHES, cells.one_of("noise_max", vocabulary.Noise)),
    _column("pace", _("ペース"), WISHES, cells.one_of("pace", vocabulary.Pace)),
    _column("interests", _("気になること・好きなこと"), WISHES, cells.several_of("interests", vocabulary.Field), "興味 関心"),
    _column("skills", _("できること・やったことがあること"), WISHES, cells.several_of("skills", vocabulary.Skill), "スキル 資格"),
    _column("how", _("同意のしかた"), OTHER, cells.how, "同意 同意方法 同意の方法 同意取得方法"),
    _column("staff", _("担当者（メールアドレス）"), OTHER, None, "担当 担当者 担当者メール 支援員"),
)  # fmt: skip

COLUMNS = {column.key: column for column in _ALL}
_BY_HEADING = {
    heading: column.key for column in _ALL for heading in (*column.headings, heading_key(str(column.label)))
}


def guess(headings: Sequence[str], remembered: dict[str, str] | None = None) -> list[str]:
    """For each heading the key of its column, "" where none fits; what was matched by hand comes first.

    No column is guessed twice; the first heading has it.
    """
    known = _BY_HEADING | (remembered or {})
    found: list[str] = []
    for heading in headings:
        key = known.get(heading_key(heading), "")
        found.append(key if key in COLUMNS and key not in found else "")
    return found
