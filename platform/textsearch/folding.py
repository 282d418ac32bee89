"""One spelling for many: the search key of Japanese text, for keys only (it changes characters in names).

The SQL functions `ja_fold` and `ja_bigrams` (migration 0001) do the same in the database; a test compares
the two. Whoever changes a table here writes a migration that replaces the functions and computes the
generated columns anew.
"""

import re
import unicodedata

# Each group is one character to the search; the first is the common form. NFKC keeps them apart.
VARIANTS = (
    "高髙 崎﨑嵜 吉𠮷 浜濱濵 辺邊邉 斉齊斎齋 沢澤 桜櫻 広廣 国國圀 島嶋嶌 徳德 恵惠 栄榮 滝瀧 "
    "竜龍 関關 塩鹽 桧檜 真眞 富冨 学學 会會 芦蘆 条條 万萬 与與 寿壽 円圓 実實 "
    "宝寶 尭堯 巌巖 弥彌 槙槇 柳栁 鴎鷗 頼賴 静靜 穂穗 総總 聡聰 蔵藏 豊豐 館舘 "
    "鉄鐵 郎郞 黒黑 峰峯 蛍螢 桑桒 曽曾 祢禰 諌諫 遥遙 薮藪 篭籠 芸藝 礼禮 来來 "
    "麦麥 鶴靏靍 晋晉 暁曉 松枩 柏栢 橋槗 増增 壮壯 奥奧 姫姬 将將 巻卷 応應 戸戶 "
    "抜拔 拡擴 払拂 亀龜 児兒 体體 余餘 剣劍劔 労勞 医醫 参參 団團 図圖 声聲 売賣 "
    "処處 内內 仏佛 県縣 鎮鎭 雑雜 霊靈 青靑 駅驛 駆驅 鶏鷄 麹麴 黄黃 点點 歯齒 "
    "頬頰 剥剝 嘘噓 掴摑 填塡 痩瘦 繋繫 蝉蟬 醤醬 屏屛 祷禱 蝋蠟 茎莖 仮假 価價 "
    "写寫 転轉 帰歸 検檢 験驗 険險 伝傳 従從 読讀 続續 権權 観觀 経經 継繼 済濟 "
    "数數 枢樞 区區 変變 弁辨辯瓣 当當 担擔"
)
# Invisible signs and middle dots vanish, so that ジョブ・コーチ is ジョブコーチ.
DROPPED = r"[\u00AD\u00B7\u200B-\u200F\u2060-\u2064\u30FB\uFE00-\uFE0F\uFEFF\U000E0100-\U000E01EF]+"
# Dashes of all kinds are typed for the long vowel mark (ヘルパ－).
LONG_MARKS = r"([\u3041-\u3096])[-\u2010-\u2015\u2212\u2500\u30FC]+"
# Everything that parts words: white space, control characters, punctuation, arrows, lines and shapes.
SEPARATORS = (
    r"[\u0001-\u0022\u0024\u0027-\u002A\u002C-\u002F\u003A-\u003F\u005B-\u0060\u007B-\u00B4\u00B6-\u00BF\u00D7"
    r"\u00F7\u2000-\u206F\u2190-\u21FF\u2500-\u25FF\u3000-\u3004\u3008-\u3020\u3030\u303D\u30A0\uFE10-\uFE6F\uFFFD]+"
)

_KANA = {
    **{ord(katakana): chr(ord(katakana) - 0x60) for katakana in map(chr, range(0x30A1, 0x30F5))},
    **dict(zip(map(ord, "ヵヶゕゖヽヾ"), "かけかけゝゞ", strict=True)),
}
_LOWER = {
    code: chr(code + step)
    for first, last, step in (
        (0x41, 0x5A, 32),  # Latin
        (0xC0, 0xD6, 32),
        (0xD8, 0xDE, 32),
        (0x391, 0x3A1, 32),  # Greek
        (0x3A3, 0x3AB, 32),
        (0x400, 0x40F, 80),  # Cyrillic
        (0x410, 0x42F, 32),
    )
    for code in range(first, last + 1)
}
_VARIANTS = {ord(other): group[0] for group in VARIANTS.split() for other in group[1:]}
_CHARACTERS = _LOWER | _KANA | _VARIANTS

_UNSTORABLE = re.compile(r"[\u0000\uD800-\uDFFF]")
_DROPPED = re.compile(DROPPED)
_LONG_MARKS = re.compile(LONG_MARKS)
_SEPARATORS = re.compile(SEPARATORS)


def fold(text: str) -> str:
    """The text as the search sees it: NFKC, lower case, hiragana, common characters, words parted by a space.

    NUL and lone surrogates, which the database cannot store, part words as well.
    """
    text = unicodedata.normalize("NFKC", _UNSTORABLE.sub(" ", text))
    text = _DROPPED.sub("", text).translate(_CHARACTERS)
    text = _LONG_MARKS.sub(r"\1ー", text)
    return _SEPARATORS.sub(" ", text).strip(" ")


def bigrams(word: str) -> list[str]:
    """Neighbouring characters of one folded word: せいそう gives せい, いそ, そう."""
    return [word[i : i + 2] for i in range(len(word) - 1)]
