"""Families beside the cast. Haru is Hana's mother: Tanaka accompanies her, and nobody of Hana's team does.

Nami is Ren's mother: Saito accompanies both. Haru has a log-in, Nami none.
"""

from dataclasses import dataclass

from accounts.models import Consent, FamilyLink, Participant
from accounts.workflow import agree_to_link, link_family
from tests import factories as make
from tests.cast import Cast


@dataclass
class Families:
    haru: Participant
    nami: Participant


def families_beside(cast: Cast) -> Families:
    """The two mothers, with records of their own and no link so far."""
    user = make.UserFactory(name="", email="haru@test.example")
    haru = make.ParticipantFactory(
        nickname="haru", kind="family", desk=cast.oita, user=user, team=[cast.tanaka]
    )
    nami = make.ParticipantFactory(nickname="nami", kind="family", desk=cast.oita, team=[cast.saito])
    return Families(haru, nami)


def both_say_yes(cast: Cast, families: Families) -> tuple[Consent, Consent]:
    """Ren and Nami, each asked alone."""
    of_ren = agree_to_link(cast.ren, who="母", how="in_person", by=cast.saito)
    of_nami = agree_to_link(families.nami, who="むすこ", how="telephone", by=cast.saito)
    return of_ren, of_nami


def linked(cast: Cast, families: Families) -> FamilyLink:
    """Ren and Nami, known to belong together."""
    return link_family(*both_say_yes(cast, families), by=cast.saito)
