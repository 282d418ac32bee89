"""Words by which an offer is found though nobody wrote them: its town, its kind, what its choices are called.

在宅 finds what is done at home, 清掃 finds 掃除, "home" and "cleaning" find them for readers of English.
"""

from functools import lru_cache
from typing import Any

from django.db import models
from django.utils.translation import override

from accounts import vocabulary as words
from municipalities.models import Municipality

PLACES = {words.Place.HOME: "在宅 自宅 家 うち テレワーク", words.Place.ONSITE: "現地"}
KINDS = {"task": "切出し マイクロワーク", "programme": "プログラム"}
ENGAGEMENTS = {
    "visit": "見学 無給 visit",
    "experience": "体験 無給 experience",
    "employment": "雇用 有給 賃金 アルバイト paid",
}
FIELDS = {
    words.Field.CLEANING: "清掃",
    words.Field.SORTING: "梱包 軽作業 内職",
    words.Field.OFFICE: "スキャン",
    words.Field.DATA: "打ち込み",
    words.Field.COMPUTER: "IT ウェブ",
    words.Field.COOKING: "調理",
    words.Field.FARMING: "農業 園芸 草取り",
    words.Field.FOREST: "林業 椎茸",
    words.Field.FISHING: "漁業",
    words.Field.BOOKS: "書店",
    words.Field.SHOP: "品出し",
    words.Field.CARE: "介護",
    words.Field.CHILDREN: "保育",
    words.Field.HOTSPRING: "旅館 ホテル",
    words.Field.TRANSPORT: "配達 運搬",
}
"""Kept short: the database folds every character of them for every row."""


def keywords_of(opportunity: Any) -> str:
    """The words for one offer, in both languages, in no particular order."""
    parts = [
        _labels(words.Place, opportunity.place),
        PLACES.get(opportunity.place, ""),
        KINDS.get(opportunity.kind, ""),
        ENGAGEMENTS.get(opportunity.engagement, ""),
        _town(opportunity.municipality_id) if opportunity.municipality_id else "",
        "" if opportunity.telephone else "電話なし",
        "ひとり 一人" if opportunity.contact_level == words.ContactLevel.NOBODY else "",
    ]
    for field in opportunity.fields_of_work:
        parts += [_labels(words.Field, field), FIELDS.get(field, "")]
    return " ".join(part for part in parts if part)


@lru_cache
def _labels(choices: Any, value: str) -> str:
    """What a choice is called in both languages; empty for one that is not on the list."""
    if value not in choices.values:
        return ""
    found = []
    for language in ("ja", "en"):
        with override(language):
            found.append(str(choices(value).label))
    return " ".join(found)


@lru_cache
def _town(code: str) -> str:
    """A town's names; they change with a migration only, so a process may keep them."""
    town = Municipality.objects.filter(pk=code).first()
    return f"{town.name} {town.kana} {town.name_en}" if town else ""


class KeywordsField(models.TextField):
    """Written anew with every save of the whole row, also in bulk; nobody types it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(default="", blank=True, editable=False)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = keywords_of(model_instance)
        setattr(model_instance, self.attname, value)
        return value
