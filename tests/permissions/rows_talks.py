"""Conversations at the desk and the desk's hours. Of Hana: Saito and Kido answer, Abe reads; Sora has nobody yet."""

from datetime import time

from realtime.models import DeskDay, DeskHours
from tests.cast import Cast
from tests.permissions.table import PARTICIPANTS, STAFF, row

HOURS, DAY = "hoursofoita222", "dayofoita22222"


def _hours(cast: Cast) -> None:
    DeskHours.objects.create(desk=cast.oita, weekday=0, opens=time(9), closes=time(17), public_id=HOURS)
    DeskDay.objects.create(desk=cast.oita, day="2030-01-04", public_id=DAY)


def hana(cast: Cast) -> str:
    return cast.hana.public_id


def sora(cast: Cast) -> str:
    return cast.sora.public_id


WORDS = {"text": "こんにちは"}
VERBS = ("desk_talk_take", "desk_talk_close", "desk_talk_reopen")
ROWS = [
    row("portal:me_talk", ok=PARTICIPANTS),
    row("portal:me_talk", ok=PARTICIPANTS, post=WORDS),
    row("portal:desk_talks", ok=STAFF),
    row("portal:desk_talk", ok="saito kido abe", public_id=hana),
    row("portal:desk_talk", ok="saito kido", refused="abe", post=WORDS, public_id=hana),
    row("portal:desk_talk", ok="saito tanaka abe", public_id=sora),
    row("portal:desk_talk", ok="saito tanaka abe", post=WORDS, public_id=sora),
    *(row(f"portal:{verb}", ok="saito kido", refused="abe", post={}, public_id=hana) for verb in VERBS),
    row("portal:desk_talk_hand_over", ok="saito kido", refused="abe", post={}, public_id=hana),
    row("portal:office_hours", ok="abe goto ono"),
    row("portal:office_hours", ok="abe goto ono", post={"weekday": "0", "opens": "9:00", "closes": "17:00"}),
    row("portal:office_hours_remove", ok="abe", prepare=_hours, post={}, public_id=HOURS),
    row("portal:office_day_remove", ok="abe", prepare=_hours, post={}, public_id=DAY),
]
