"""Minimum wages by the day on which somebody works.

Rates start on different days in each prefecture (Oita's 1,035 yen of fiscal year 2025 began on 2026-01-01),
so a fiscal year never answers the question.
"""

from datetime import date

from municipalities.models import MinimumWage


def minimum_wage(prefecture_code: str, on: date) -> MinimumWage | None:
    """The rate in force on a day of work; None before the first rate that we know."""
    return (
        MinimumWage.objects.filter(prefecture_id=prefecture_code, effective_on__lte=on)
        .order_by("-effective_on")
        .first()
    )


def highest_minimum_wage(prefecture_code: str, first: date, last: date | None) -> MinimumWage | None:
    """The highest rate in force on any day from `first` to `last`, both included.

    None as `last` means that the work has no end: every rate that is known to come counts. The answer is None
    when no rate is known for any of those days; a guard then refuses rather than guesses.
    """
    rates = MinimumWage.objects.filter(prefecture_id=prefecture_code)
    in_force = minimum_wage(prefecture_code, first)
    begins = in_force.effective_on if in_force else first
    rates = rates.filter(effective_on__gte=begins)
    if last is not None:
        rates = rates.filter(effective_on__lte=last)
    return rates.order_by("-yen", "effective_on").first()
