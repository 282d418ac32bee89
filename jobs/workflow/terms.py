"""Somebody gets what they said yes to: words that a reviewer read, and no worse terms than on that day."""

from django.utils.translation import gettext as _

from foundation.moves import Refused
from jobs import perms
from jobs.models import Application, Opportunity

State = Opportunity.State


def refuse_unread(opportunity: Opportunity) -> None:
    """Nobody is welcomed to an offer that was taken back to a draft and not published since."""
    moves = opportunity.moves.filter(after__in=[State.DRAFT, State.PUBLISHED])
    newest = moves.order_by("pk").values_list("after", flat=True).last()
    if newest == State.DRAFT:
        raise Refused(
            _("この仕事は、書きかえている途中です。確認が終わって公開されてから、お返事をください。")
        )


def refuse_stopped(opportunity: Opportunity) -> None:
    """What a reviewer paused is not agreed on before it went through review again."""
    pause = opportunity.moves.filter(after__in=[State.PAUSED, State.PUBLISHED]).order_by("pk").last()
    if pause is None or pause.after != State.PAUSED or pause.by is None:
        return
    if not perms.works_for(pause.by, opportunity.company):
        raise Refused(_("担当の窓口が、この仕事の公開を止めています。窓口にご相談ください。"))


def refuse_worse(application: Application) -> None:
    """Neither another engagement nor lower pay than when the person said yes; they are asked again first."""
    if application.consent is None:
        return
    offer = application.opportunity
    published = offer.moves.filter(after=State.PUBLISHED, snapshot__isnull=False)
    then = published.filter(at__lte=application.consent.given_at).order_by("pk").last()
    if then is None or then.snapshot is None:
        return
    lower = (offer.pay_per_hour or 0) < (then.snapshot.get("pay_per_hour") or 0)
    if lower or offer.engagement != then.snapshot.get("engagement"):
        raise Refused(
            _(
                "ご本人が同意したあとに、働き方かお金が変わりました。もう一度、ご本人に確かめる必要があります。"
            )
        )
