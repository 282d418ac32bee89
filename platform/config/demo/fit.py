"""What an onlooker would say of a person and a piece of work: enough to tell a plausible past.

The scorer (matching/) does not read this; it learns from the outcomes that come of it.
"""

from dataclasses import dataclass
from math import asin, cos, exp, radians, sin, sqrt

from accounts.models import Participant, Wishes
from config.demo.files import Table
from jobs.models import Opportunity

EARTH_KM = 6371.0


@dataclass(frozen=True)
class Pair:
    """A participant with wishes, and work with its company's town."""

    participant: Participant
    wishes: Wishes
    work: Opportunity

    @property
    def km(self) -> float:
        """From the person's town to the site; work at home is no way at all."""
        town = self.participant.municipality
        if self.work.place == "home" or town is None or self.work.lat is None or self.work.lng is None:
            return 0.0
        north, east = radians(self.work.lat - town.lat), radians(self.work.lng - town.lng)
        half = sin(north / 2) ** 2 + cos(radians(town.lat)) * cos(radians(self.work.lat)) * sin(east / 2) ** 2
        return 2 * EARTH_KM * asin(sqrt(half))

    @property
    def shared_interests(self) -> set[str]:
        """Fields of work that the person is drawn to."""
        return set(self.wishes.interests or []) & set(self.work.fields_of_work)

    @property
    def is_thinkable(self) -> bool:
        """A support worker would at least consider it."""
        wishes, work = self.wishes, self.work
        if wishes.place == "home" and work.place != "home":
            return False
        if wishes.contact_level_max is not None and work.contact_level > wishes.contact_level_max + 1:
            return False
        return self.km <= (wishes.distance_km_max or 20) * 1.5

    @property
    def chance_of_yes(self) -> float:
        """Small, near and quiet work is accepted more often, and work that somebody is drawn to."""
        wishes, work = self.wishes, self.work
        sum_ = 1.1 + 0.9 * bool(self.shared_interests) + 0.5 * bool(self._shared_skills)
        sum_ -= 0.012 * max(0, work.minutes - (wishes.minutes_max or 45))
        sum_ -= 0.05 * max(0.0, self.km - (wishes.distance_km_max or 8) * 0.5)
        limit = 1 if wishes.contact_level_max is None else wishes.contact_level_max
        sum_ -= 1.1 * max(0, work.contact_level - limit)
        noise = 1 if wishes.noise_max is None else wishes.noise_max
        sum_ -= 0.9 * max(0, work.noise - noise)
        sum_ -= 0.7 * (work.kind == Opportunity.Kind.PROGRAMME)
        return 1 / (1 + exp(-sum_))

    @property
    def _shared_skills(self) -> set[str]:
        return set(self.wishes.skills or []) & set(self.work.skills)


def reasons(pair: Pair) -> list[Table]:
    """Why it was proposed, in the two languages of the pages; only what is true of this pair."""
    wishes, work, found = pair.wishes, pair.work, []
    if work.place == "home":
        found.append({"ja": "家でできます。", "en": "It can be done at home."})
    if wishes.minutes_max and work.minutes <= wishes.minutes_max:
        n = work.minutes
        found.append(
            {"ja": f"一回{n}分で、ご希望の長さに入ります。", "en": f"{n} minutes at a time, as you wished."}
        )
    if wishes.contact_level_max is not None and work.contact_level <= wishes.contact_level_max:
        found.append(
            {
                "ja": "人との関わりが、ご希望より多くなりません。",
                "en": "No more contact with people than you wish.",
            }
        )
    if pair.shared_interests:
        found.append({"ja": "好きなことと重なっています。", "en": "It touches on what you like."})
    if not work.telephone and wishes.telephone_ok is False:
        found.append({"ja": "電話に出ることはありません。", "en": "There is no telephone to answer."})
    return found[:3]
