"""Words that cannot wait: who may flag them, who is called, who plans the rota, who writes a safety plan."""

from accounts.models import Alarm, DutyShift, Participant
from accounts.workflow import break_glass, take_alarm
from tests import factories as make
from tests.accounts.duty_cast import raised, shift_now
from tests.cast import Cast
from tests.permissions.table import COMPANIES, PARTICIPANTS, STAFF, row

ALARM, SHIFT, PLACEMENT = "watenaishirase", "hananotoban222", "hananoyotei333"


def _alarm(cast: Cast) -> Alarm:
    """Oto flagged something about Hana while Tanaka was on duty: Kido, in the team and not on duty, is not called."""
    shift_now(cast.oita, cast.tanaka)
    alarm = raised(cast, by=cast.oto)
    Alarm.objects.filter(pk=alarm.pk).update(public_id=ALARM)
    return alarm


def _taken_elsewhere(cast: Cast) -> None:
    shift_now(cast.beppu, cast.mori)
    Participant.objects.filter(pk=cast.hana.pk).update(desk=cast.beppu)
    cast.hana.refresh_from_db()
    take_alarm(raised(cast), by=cast.mori)
    Participant.objects.filter(pk=cast.hana.pk).update(desk=cast.oita)


def _glass(cast: Cast) -> None:
    break_glass(cast.hana, by=cast.tanaka, why="danger", reason="電話に出ない。")


def _shift(cast: Cast) -> None:
    DutyShift.objects.filter(pk=shift_now(cast.oita, cast.tanaka).pk).update(public_id=SHIFT)


def _placement(cast: Cast) -> None:
    cast.hana_at_shelves.state = "agreed"
    cast.hana_at_shelves.save()
    make.PlacementFactory(application=cast.hana_at_shelves, public_id=PLACEMENT)


FLAGGED = {"kind": "life", "words": "消えてしまいたい"}
TEAM = "saito kido abe"


def _hana(cast: Cast) -> str:
    return cast.hana.public_id


ROWS = [
    row("portal:cannot_wait", ok=f"{STAFF} {COMPANIES} mada"),
    row("portal:cannot_wait", ok=f"{STAFF} {COMPANIES} mada", post=FLAGGED),
    row("portal:cannot_wait_person", ok=TEAM, public_id=_hana),
    row("portal:cannot_wait_person", ok=TEAM, public_id=_hana, post=FLAGGED),
    row("portal:cannot_wait_introduction", ok="oto", public_id=lambda c: c.hana_at_shelves.public_id),
    row("portal:cannot_wait_introduction", ok="oto", post=FLAGGED, public_id=lambda c: c.hana_at_shelves.public_id),
    row("portal:cannot_wait_placement", ok="oto", prepare=_placement, public_id=PLACEMENT),
    row("portal:cannot_wait_placement", ok="oto", prepare=_placement, public_id=PLACEMENT, post=FLAGGED),
    row("portal:cannot_wait_told", ok="oto", prepare=_alarm, public_id=ALARM),
    row("portal:desk_alarms", ok=STAFF),
    row("portal:desk_alarm", ok="tanaka abe", prepare=_alarm, public_id=ALARM),
    row("portal:desk_alarm", ok="tanaka abe", prepare=_alarm, public_id=ALARM, post={"do": "take"}),
    row("portal:desk_safety_plan", ok=TEAM, public_id=_hana),
    row("portal:desk_safety_plan", ok=f"{TEAM} tanaka", prepare=_glass, public_id=_hana),
    row("portal:desk_safety_plan", ok=TEAM, refused="tanaka", prepare=_glass, public_id=_hana, post={"helps": "音楽"}),
    # Mori, of another town, took words about Hana while she was with her desk: she goes on to the reason.
    row("portal:desk_open", ok="mori saito tanaka abe", prepare=_taken_elsewhere, public_id=_hana),
    row("portal:me_safety_plan", ok=PARTICIPANTS),
    row("portal:me_safety_plan", ok=PARTICIPANTS, post={"helps": "音楽"}),
    row("portal:office_duty", ok="abe goto ono"),
    row("portal:office_duty", ok="abe goto ono", post={}),
    row("portal:office_duty_copy", ok="abe goto ono", post={}),
    row("portal:office_duty_remove", ok="abe", prepare=_shift, public_id=SHIFT, post={}),
]  # fmt: skip
