"""Readings of the words that our pages use most. Only words that are read in one way wherever they stand."""

import re

_LIST = """
居場所：いばしょ 就労体験：しゅうろうたいけん 体験：たいけん 仕事：しごと 相談：そうだん 参加者：さんかしゃ
参加：さんか 窓口：まどぐち 支援：しえん 担当：たんとう 株式会社：かぶしきがいしゃ 記録：きろく 同意：どうい
希望：きぼう 会社：かいしゃ 紹介：しょうかい 連絡：れんらく 予定：よてい 登録：とうろく 確認：かくにん
公開：こうかい 市町村：しちょうそん 提案：ていあん 返事：へんじ 理由：りゆう 場所：ばしょ 時間：じかん
都合：つごう 質問：しつもん 電話：でんわ 手紙：てがみ 訪問：ほうもん 住所：じゅうしょ 名前：なまえ 内容：ないよう
家族：かぞく 見学：けんがく 無給：むきゅう 交通費：こうつうひ 最初：さいしょ 最後：さいご 途中：とちゅう
大丈夫：だいじょうぶ 必要：ひつよう 安心：あんしん 無理：むり 練習：れんしゅう 整理：せいり 作業：さぎょう
道具：どうぐ 準備：じゅんび 説明：せつめい 選択：せんたく 取り消：とりけ 設定：せってい 表示：ひょうじ 文字：もじ
画面：がめん 言葉：ことば 端末：たんまつ 招待：しょうたい 所属：しょぞく 働く：はたらく 働き：はたらき
選ぶ：えらぶ 選べ：えらべ 続ける：つづける 戻る：もどる 休み：やすみ 気持ち：きもち 暮らし：くらし
伝える：つたえる 伝わ：つたわ 決める：きめる 決ま：きま 始める：はじめる 始ま：はじま 終わり：おわり
終わる：おわる 受け取：うけと 届く：とどく 届き：とどき 離れる：はなれる 離れ：はなれ
"""
READINGS = dict(pair.split("：") for pair in _LIST.split())
_WORDS = re.compile("|".join(sorted(map(re.escape, READINGS), key=len, reverse=True)))
# Tags stay as they are; in these elements there is room for plain text only.
_PLAIN = r"<(script|style|title|textarea|select|option|svg|ruby)\b.*?</\1\s*>"
_PIECES = re.compile(rf"(?s:{_PLAIN}|<[^>]*>)")


def with_readings(html: str) -> str:
    """The same HTML with `<ruby>` around known words of its text."""
    done, at = [], 0
    for piece in _PIECES.finditer(html):
        done += [_read(html[at : piece.start()]), piece.group()]
        at = piece.end()
    return "".join([*done, _read(html[at:])])


def _read(text: str) -> str:
    return _WORDS.sub(_ruby, text)


def _ruby(found: re.Match[str]) -> str:
    word = found.group()
    reading = READINGS[word]
    while word and reading and word[-1] == reading[-1]:  # what follows the kanji reads itself
        word, reading = word[:-1], reading[:-1]
    tail = found.group()[len(word) :]
    return f"<ruby>{word}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>{tail}"
