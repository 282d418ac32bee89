"""The law as code (docs/law.md): what keeps an offer from being published, each with its reason."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.vocabulary import Place
from jobs.models import Opportunity, Slot
from municipalities.wages import highest_minimum_wage, minimum_wage

EXPERIENCE_MINUTES_A_DAY = 240
EXPERIENCE_HOURS_A_WEEK = 10
EXPERIENCE_TIMES_AT_ONE_COMPANY = 10
"""An unpaid experience stays short and is not repeated for ever; else it is work and has to be paid."""

CHECKLIST: dict[str, Any] = {
    "no_orders": gettext_lazy("会社は、仕事の指示や命令をしません（教える・見守るだけです）。"),
    "no_quota": gettext_lazy("ノルマや、できあがりの数の約束はありません。"),
    "no_shift": gettext_lazy("社員やアルバイトの勤務の穴うめには使いません。"),
    "free_to_leave": gettext_lazy("いつでも、理由を言わずに休む・やめることができます。"),
    "learning_first": gettext_lazy(
        "見学や練習から始めます。できあがったものを売ることが目的ではありません。"
    ),
    "limited": gettext_lazy("時間と回数に限りがあります（1日4時間まで、同じ会社で10回まで）。"),
    "insured": gettext_lazy("けがをしたときや物をこわしたときの保険に入ります。"),
}
"""What the company confirms before an unpaid experience is reviewed (japan.md, Law 2)."""

AGE_WORDS = re.compile(
    r"([0-9０-９〇一二三四五六七八九十]{1,3}\s*(歳|才|代)\s*(以下|以上|未満|まで|くらい|ぐらい|前後|限定|の方|歓迎|[〜~～-]))"
    r"|(若い(方|人)|若手|若年|年齢(制限|不問)|シニア|高齢者?歓迎|中高年)"
)
TEXT_FIELDS = ("title", "what", "plain", "may_leave_out", "can_leave", "accommodations", "helper", "site")


@dataclass(frozen=True)
class Block:
    """Why something cannot be published: the field to change, and a sentence for the company.

    `part` names the question of the checklist that is the reason.
    """

    field: str
    sentence: str
    part: str = ""


def blocks(opportunity: Opportunity) -> list[Block]:
    """Everything that keeps the opportunity from being handed in or published today."""
    checks = (_missing, _wage, _experience, _age, _programme, _dates)
    return [block for check in checks for block in check(opportunity)]


def _missing(opportunity: Opportunity) -> Iterator[Block]:
    needed = {
        "title": _("仕事の名前を書いてください。"),
        "place": _("家でするか、行った先でするかを選んでください。"),
        "engagement": _("見学、体験、雇用のどれかを選んでください。"),
        "what": _("何をするかを書いてください。読む人が、いちばん知りたいことです。"),
        "helper": _("困ったときに、だれに聞けばよいかを書いてください。"),
        "can_leave": _("途中で休みたいとき、帰りたいときにどうすればよいかを書いてください。"),
    }
    if opportunity.place == Place.ONSITE:
        needed["site"] = _("どこで行うかを書いてください。")
    for name, sentence in needed.items():
        if not getattr(opportunity, name).strip():
            yield Block(name, sentence)
    if not opportunity.fields_of_work:
        yield Block("fields_of_work", _("仕事の種類を一つ以上選んでください。"))


def _wage(opportunity: Opportunity) -> Iterator[Block]:
    if not opportunity.is_paid:
        return
    if opportunity.pay_per_hour is None:
        yield Block("pay_per_hour", _("「雇用」には時給を書いてください。"))
        return
    for sentence in dict.fromkeys(_wage_sentences(opportunity)):
        yield Block("pay_per_hour", sentence)


def _wage_sentences(opportunity: Opportunity) -> Iterator[str]:
    today = timezone.localdate()
    if opportunity.timing == Opportunity.Timing.SLOTS:
        for slot in opportunity.slots.all():
            if slot.day >= today:
                yield from wage_sentence(opportunity, slot.day)
        return
    prefecture = opportunity.municipality.prefecture_id
    rate = highest_minimum_wage(prefecture, today, opportunity.offered_until)
    if rate is None:
        yield _not_known(opportunity, today)
    elif (opportunity.pay_per_hour or 0) < rate.yen:
        yield _too_low(opportunity, rate.yen, max(rate.effective_on, today))


def wage_sentence(opportunity: Opportunity, day: date) -> list[str]:
    """Empty, or the sentence that says the pay is below the minimum wage of that work date."""
    if not opportunity.is_paid:
        return []
    rate = minimum_wage(opportunity.municipality.prefecture_id, day)
    if rate is None:
        return [_not_known(opportunity, day)]
    if (opportunity.pay_per_hour or 0) >= rate.yen:
        return []
    return [_too_low(opportunity, rate.yen, day)]


def _not_known(opportunity: Opportunity, day: date) -> str:
    """Where the rate is not known nobody guesses."""
    return _(
        "{day:%Y-%m-%d}の{prefecture}の最低賃金が、まだ登録されていません。窓口の管理者にお知らせください。"
    ).format(day=day, prefecture=opportunity.municipality.prefecture.display_name)


def _too_low(opportunity: Opportunity, yen: int, day: date) -> str:
    return _(
        "{day:%Y-%m-%d}の{prefecture}の最低賃金は、1時間{yen}円です。"
        "時給を{yen}円以上にしてください（いまは{pay}円）。"
    ).format(
        day=day,
        prefecture=opportunity.municipality.prefecture.display_name,
        yen=yen,
        pay=opportunity.pay_per_hour,
    )


def _experience(opportunity: Opportunity) -> Iterator[Block]:
    if opportunity.engagement != Opportunity.Engagement.EXPERIENCE:
        return
    for key, question in CHECKLIST.items():
        if opportunity.checklist.get(key) is not True:
            yield Block(
                "checklist",
                _(
                    "無給の体験には、この確認が必要です：「{question}」 「いいえ」のときは、雇用（賃金あり）にしてください。"
                ).format(question=question),
                part=key,
            )
    if opportunity.minutes > EXPERIENCE_MINUTES_A_DAY:
        yield Block("minutes", _("無給の体験は、1日4時間（240分）までです。"))
    if opportunity.hours_week is not None and opportunity.hours_week > EXPERIENCE_HOURS_A_WEEK:
        yield Block("hours_week", _("無給の体験は、週に10時間までです。"))
    if not opportunity.insurance.strip():
        yield Block("insurance", _("どの保険で守られるかを書いてください。"))


def _age(opportunity: Opportunity) -> Iterator[Block]:
    for name in TEXT_FIELDS:
        found = age_words(getattr(opportunity, name))
        if found:
            yield Block(name, age_sentence(found))


def age_words(text: str) -> str:
    """The words in a text that limit or prefer an age, or empty. Job offers must not do so."""
    found = AGE_WORDS.search(text)
    return found.group(0) if found else ""


def age_sentence(found: str) -> str:
    """What to do about words that limit an age."""
    return _(
        "「{words}」は、年齢を限る言葉です。募集で年齢を限ることはできません。消すか、言いかえてください。"
    ).format(words=found)


def _programme(opportunity: Opportunity) -> Iterator[Block]:
    if opportunity.kind != Opportunity.Kind.PROGRAMME:
        return
    steps = list(opportunity.steps.all())
    if not steps:
        yield Block("steps", _("プログラムの回を、一つ以上書いてください。"))
    if opportunity.engagement != Opportunity.Engagement.EXPERIENCE:
        return
    if len(steps) > EXPERIENCE_TIMES_AT_ONE_COMPANY:
        yield Block("steps", _("無給の体験は、10回までです。"))
    if any(step.minutes > EXPERIENCE_MINUTES_A_DAY for step in steps):
        yield Block("steps", _("無給の体験は、1日4時間（240分）までです。"))


def _dates(opportunity: Opportunity) -> Iterator[Block]:
    today = timezone.localdate()
    if opportunity.offered_until and opportunity.offered_until < today:
        yield Block("offered_until", _("受け付けの終わりが、過ぎた日になっています。"))
    if opportunity.timing != Opportunity.Timing.SLOTS:
        return
    slots: list[Slot] = list(opportunity.slots.all())
    if not any(slot.starts_at > timezone.now() for slot in slots):
        yield Block("slots", _("これから選べる日時を、一つ以上書いてください。"))
    for sentence in dict.fromkeys(
        sentence for slot in slots for sentence in length_sentence(opportunity, slot)
    ):
        yield Block("slots", sentence)


def length_sentence(opportunity: Opportunity, slot: Slot) -> list[str]:
    """Empty, or the sentence that says a date is too long for an unpaid experience."""
    longest = timedelta(minutes=EXPERIENCE_MINUTES_A_DAY)
    if (
        opportunity.engagement != Opportunity.Engagement.EXPERIENCE
        or slot.ends_at - slot.starts_at <= longest
    ):
        return []
    return [_("無給の体験は、1日4時間（240分）までです。")]
