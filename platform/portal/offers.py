"""An offer in the words that its readers will see, for the pages of those who write and review it."""

from django.utils.translation import gettext as _

from calendars.formats import duration, long_date
from jobs.models import Opportunity


def offer_facts(opportunity: Opportunity) -> list[tuple[str, str]]:
    """Terms and descriptions: how long, where, with whom, who helps, can one leave, what it pays."""
    yes, no = _("あります"), _("ありません")
    return [
        (_("何をするか"), opportunity.what),
        (_("やさしい日本語"), opportunity.plain),
        (_("仕事の種類"), _labels(opportunity, "fields_of_work")),
        (_("時間"), _how_long(opportunity)),
        (
            _("曜日・時間帯"),
            "、".join(filter(None, [_labels(opportunity, "days"), _labels(opportunity, "day_parts")])),
        ),
        (_("日時の決め方"), opportunity.get_timing_display()),
        (_("受け付け"), long_date(opportunity.offered_until) if opportunity.offered_until else ""),
        (_("場所"), _where(opportunity)),
        (_("人との関わり"), opportunity.get_contact_level_display()),
        (
            _("まわりにいる人"),
            "" if opportunity.people is None else _("{n}人くらい").format(n=opportunity.people),
        ),
        (_("電話"), yes if opportunity.telephone else no),
        (_("顔を出すこと"), yes if opportunity.face else no),
        (_("音"), opportunity.get_noise_display()),
        (_("ペース"), opportunity.get_pace_display()),
        (_("困ったときの相手"), opportunity.helper),
        (_("途中で休む・帰る"), opportunity.can_leave),
        (_("やらなくてもよいこと"), opportunity.may_leave_out),
        (_("工夫できること"), opportunity.accommodations),
        (_("あると役に立つこと"), _labels(opportunity, "skills")),
        (_("同時に受け入れる人数"), _("{n}人").format(n=opportunity.capacity)),
        (_("働き方"), opportunity.get_engagement_display()),
        (_("お金"), pay_of(opportunity)),
        (_("保険"), opportunity.insurance),
    ]


def pay_of(opportunity: Opportunity) -> str:
    """What it pays, in words."""
    if not opportunity.is_paid:
        return _("お金は出ません") if opportunity.engagement else ""
    return _("1時間 {yen}円").format(yen=opportunity.pay_per_hour) if opportunity.pay_per_hour else ""


def _how_long(opportunity: Opportunity) -> str:
    once = _("一回 {length}").format(length=duration(opportunity.minutes))
    if opportunity.hours_week is None:
        return once
    return once + _("（週に{hours}時間くらい）").format(hours=f"{opportunity.hours_week:g}")


def _where(opportunity: Opportunity) -> str:
    if not opportunity.place:
        return ""
    if opportunity.place == "home":
        return _("家で")
    return "\n".join(filter(None, [opportunity.municipality.display_name, opportunity.site]))


def _labels(opportunity: Opportunity, name: str) -> str:
    base = Opportunity._meta.get_field(name).base_field  # type: ignore[union-attr]
    labels = dict(base.flatchoices)
    return "、".join(str(labels.get(value, value)) for value in getattr(opportunity, name))
