"""Breaking the glass, and looking at it afterwards."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import perms, signals
from accounts.models import BreakGlass, Participant, RecordAccess, User
from accounts.workflow.reading import log_access
from foundation.moves import Refused


@transaction.atomic
def break_glass(participant: Participant, *, by: User, why: str, reason: str) -> BreakGlass:
    """Open a record outside one's team for a while, to read only. The team hears of it at once.

    While it is open already, the same case is answered: nobody is told twice of two taps.
    """
    row = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if not perms.can_break_glass(by, row):
        raise Refused(_("この方の記録は、理由を書いて開くことができません。"))
    if opened := BreakGlass.objects.open_for(by).filter(participant=row, organisation=row.desk).first():
        return opened
    if why not in BreakGlass.Why.values:
        raise Refused(_("理由を選んでください。"), field="why")
    if not reason.strip():
        raise Refused(_("どんな理由で開くのかを、書いてください。"), field="reason")
    now = timezone.now()
    glass = BreakGlass.objects.create(
        participant=row,
        by=by,
        organisation=row.desk,
        why=why,
        reason=reason.strip(),
        opened_at=now,
        until=now + timedelta(hours=settings.BREAK_GLASS_HOURS),
    )
    signals.glass_broken.send(BreakGlass, glass=glass, by=by)
    log_access(row, by=by, what=RecordAccess.What.BREAK_GLASS)
    return glass


@transaction.atomic
def review_glass(glass: BreakGlass, *, by: User, verdict: str, remark: str = "") -> BreakGlass:
    """The office looks at it: in order, or somebody has to talk about it. Never by whoever opened it."""
    row = BreakGlass.objects.select_for_update(of=("self",)).get(pk=glass.pk)
    if not perms.can_review_glass(by, row):
        raise Refused(_("確認するのは、窓口の管理者です。自分が開いた記録は、ほかの人が確認します。"))
    if row.reviewed_at is not None:
        raise Refused(_("もう確認されています。"))
    if verdict not in BreakGlass.Verdict.values:
        raise Refused(_("確認の結果を選んでください。"), field="verdict")
    if verdict == BreakGlass.Verdict.TALK and not remark.strip():
        raise Refused(_("何を話し合うのかを、書いてください。"), field="remark")
    row.reviewed_at, row.reviewed_by = timezone.now(), by
    row.verdict, row.remark = verdict, remark.strip()
    row.save(update_fields=["reviewed_at", "reviewed_by", "verdict", "remark"])
    signals.glass_reviewed.send(BreakGlass, glass=row, by=by)
    return row
