"""Readings of names, kept in one script so that lists can be sorted by them."""

import unicodedata

_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F5)}


def hiragana(text: str) -> str:
    """ﾀｶｻｷ and タカサキ become たかさき; what is no katakana stays."""
    return unicodedata.normalize("NFKC", text).translate(_TO_HIRAGANA)
