"""The words in which people say what they can and want, and companies say what the work asks.

Both sides choose from the same lists, so that they can be compared.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Weekday(models.TextChoices):
    MONDAY = "mon", _("月曜")
    TUESDAY = "tue", _("火曜")
    WEDNESDAY = "wed", _("水曜")
    THURSDAY = "thu", _("木曜")
    FRIDAY = "fri", _("金曜")
    SATURDAY = "sat", _("土曜")
    SUNDAY = "sun", _("日曜")


class DayPart(models.TextChoices):
    MORNING = "morning", _("朝（9時ごろまで）")
    DAY = "day", _("昼（9時〜15時）")
    AFTERNOON = "afternoon", _("夕方（15時〜19時）")
    NIGHT = "night", _("夜（19時から）")


class Place(models.TextChoices):
    HOME = "home", _("家で")
    ONSITE = "onsite", _("行った先で")


class PlaceWish(models.TextChoices):
    HOME = "home", _("家で")
    ONSITE = "onsite", _("行った先で")
    EITHER = "either", _("どちらでも")


class ContactLevel(models.IntegerChoices):
    """How much one has to do with other people."""

    NOBODY = 0, _("だれとも会わない")
    ONE = 1, _("担当の人ひとりとだけ")
    FEW = 2, _("決まった数人と")
    STAFF = 3, _("職場の人たちと")
    CUSTOMERS = 4, _("お客さんとも")


class Noise(models.IntegerChoices):
    QUIET = 0, _("静か")
    SOME = 1, _("少し音がする")
    LOUD = 2, _("音が大きい")


class Pace(models.TextChoices):
    OWN = "own", _("自分のペースで")
    STEADY = "steady", _("ほぼ一定のペースで")
    SHARED = "shared", _("まわりに合わせて")


class Means(models.TextChoices):
    WALK = "walk", _("歩き")
    BICYCLE = "bicycle", _("自転車")
    BUS = "bus", _("バス")
    TRAIN = "train", _("電車")
    CAR = "car", _("車・バイク")
    LIFT = "lift", _("家族などの送り迎え")


class Field(models.TextChoices):
    """Fields of work in everyday words: interests on one side, kinds of work on the other."""

    CLEANING = "cleaning", _("掃除・片づけ")
    SORTING = "sorting", _("仕分け・袋づめ")
    OFFICE = "office", _("書類・事務")
    DATA = "data", _("データ入力")
    COMPUTER = "computer", _("パソコン・Web")
    DESIGN = "design", _("デザイン・イラスト")
    WRITING = "writing", _("文章を書く・直す")
    PHOTO = "photo", _("写真・動画")
    CRAFT = "craft", _("手作業・ものづくり")
    SEWING = "sewing", _("縫いもの・布")
    COOKING = "cooking", _("料理・下ごしらえ")
    FARMING = "farming", _("畑・野菜・花")
    FOREST = "forest", _("山・木・しいたけ")
    FISHING = "fishing", _("海・魚")
    ANIMALS = "animals", _("動物の世話")
    BOOKS = "books", _("本・図書")
    SHOP = "shop", _("お店の裏方")
    CARE = "care", _("高齢の方・福祉")
    CHILDREN = "children", _("子ども")
    HOTSPRING = "hotspring", _("温泉・宿")
    TRANSPORT = "transport", _("運ぶ・配る")
    REPAIR = "repair", _("修理・点検")
    MUSIC = "music", _("音・音楽")
    TOWN = "town", _("まちの行事・地域")


class Skill(models.TextChoices):
    TYPING = "typing", _("文字を打つ")
    SPREADSHEET = "spreadsheet", _("表計算ソフト")
    IMAGE = "image", _("画像や写真を扱う")
    CODE = "code", _("プログラムを書く")
    WRITING = "writing", _("文章をまとめる")
    CAREFUL = "careful", _("こつこつ正確に")
    HANDS = "hands", _("手先を使う")
    STRENGTH = "strength", _("体を動かす")
    COOKING = "cooking", _("料理")
    DRIVING = "driving", _("車の運転")
    LISTENING = "listening", _("人の話を聞く")
    LANGUAGE = "language", _("外国のことば")
    PLANTS = "plants", _("植物の世話")
    SEWING = "sewing", _("縫う・編む")
    TIDYING = "tidying", _("整理整とん")
