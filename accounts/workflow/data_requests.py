"""What somebody asks about their own record, and how the office answers (個人情報保護法 第83条, 第94条, 第102条)."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import perms, signals
from accounts.models import Consent, CopyHandedOver, DataRequest, DataRequestMove, Participant, User
from accounts.models.data_requests import answer_day
from calendars.formats import short_date
from foundation.moves import MoveTable, Refused

State = DataRequest.State
ASKER, OFFICE = "asker", "office"

MOVES = MoveTable(
    {
        "": {State.ASKED: [ASKER]},
        State.ASKED: {
            State.EXTENDED: [OFFICE],
            State.ANSWERED: [OFFICE],
            State.DECLINED: [OFFICE],
            State.WITHDRAWN: [ASKER],
        },
        State.EXTENDED: {
            State.ANSWERED: [OFFICE],
            State.DECLINED: [OFFICE],
            State.WITHDRAWN: [ASKER],
        },
    },
    sentence=gettext_lazy("いまは、その操作ができません。画面を開きなおして、状態を確かめてください。"),
)


@transaction.atomic
def ask_about_data(
    participant: Participant,
    *,
    by: User,
    kind: str,
    words: str = "",
    how: str = Consent.How.ONLINE,
    asked_on: date | None = None,
) -> DataRequest:
    """The person asks, or the team writes down what they asked at the desk; the office hears of it.

    Asked for the same in the same words while an answer is still to come, it is the same request.
    """
    person = Participant.objects.select_for_update(of=("self",)).get(pk=participant.pk)
    if not perms.can_ask_about_data(by, person):
        raise Refused(_("これを書けるのは、ご本人か支援チームです。"))
    own = person.user_id == by.pk
    if not own and how == Consent.How.ONLINE:
        raise Refused(_("どのように申し出があったかを選んでください。"), field="how")
    if kind == DataRequest.Kind.CORRECTION and not words.strip():
        raise Refused(_("どこを、どう直すかを書いてください。"), field="words")
    today = timezone.localdate()
    day = today if own or asked_on is None else asked_on
    if day > today:
        raise Refused(_("申し出の日は、今日か、それより前の日です。"), field="asked_on")
    for same in DataRequest.objects.open().filter(participant=person, kind=kind, asked_on=day):
        if same.words == words:
            return same
    row = DataRequest.objects.create(
        participant=person,
        kind=kind,
        words=words,
        how=Consent.How.ONLINE if own else how,
        recorded_by=by,
        asked_on=day,
        answer_by=answer_day(day),
    )
    DataRequestMove.objects.create(request=row, by=by, before="", after=State.ASKED)
    signals.data_request_made.send(DataRequest, request=row, by=by)
    return row


@transaction.atomic
def withdraw_data_request(request: DataRequest, *, by: User) -> DataRequest:
    """It need not be answered any more; no reason is asked."""
    row = _locked(request, State.WITHDRAWN, by=by)
    return _change(row, State.WITHDRAWN, by=by)


@transaction.atomic
def extend_data_request(request: DataRequest, *, until: date, because: str, by: User) -> DataRequest:
    """The office needs longer: once, thirty days at most, and the person is told why and until when."""
    row = _locked(request, State.EXTENDED, by=by)
    _refuse_empty(because, field="because")
    if not row.answer_by < until <= row.longest:
        raise Refused(
            _("延ばせるのは、{first}よりあと、{last}までです。").format(
                first=short_date(row.answer_by), last=short_date(row.longest)
            ),
            field="until",
        )
    row.answer_by, row.longer_because = until, because
    _change(row, State.EXTENDED, by=by, comment=because)
    signals.data_request_moved.send(DataRequest, request=row, by=by)
    return row


def answer_data_request(request: DataRequest, *, decision: str, by: User) -> DataRequest:
    """It is done, in whole or in part; the person reads the sentence."""
    return _decide(request, State.ANSWERED, decision=decision, by=by)


def decline_data_request(request: DataRequest, *, decision: str, by: User) -> DataRequest:
    """It cannot be done; the person reads why."""
    return _decide(request, State.DECLINED, decision=decision, by=by)


@transaction.atomic
def hand_over_copy(
    request: DataRequest, *, form: str, held_back: Sequence[dict[str, str]], because: str, by: User
) -> CopyHandedOver:
    """Record that a copy was given out, which lines were not in it and why."""
    row = DataRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not perms.can_answer_data_request(by, row) or not may_be_copied(row):
        raise Refused(MOVES.sentence)
    if held_back and not because.strip():
        raise Refused(_("渡さない行があります。その理由を書いてください。"), field="because")
    return CopyHandedOver.objects.create(
        request=row, form=form, by=by, held_back=list(held_back), because=because if held_back else ""
    )


def may_be_copied(request: DataRequest) -> bool:
    """A copy belongs to a request to see the record that was neither turned down nor taken back."""
    seen = request.kind == DataRequest.Kind.DISCLOSURE
    return seen and request.state in (*DataRequest.OPEN, State.ANSWERED)


def _decide(request: DataRequest, after: str, *, decision: str, by: User) -> DataRequest:
    with transaction.atomic():
        row = _locked(request, after, by=by)
        _refuse_empty(decision, field="decision")
        row.decision, row.answered_by, row.answered_at = decision, by, timezone.now()
        _change(row, after, by=by, comment=decision)
        signals.data_request_moved.send(DataRequest, request=row, by=by)
    return row


def _locked(request: DataRequest, after: str, *, by: User) -> DataRequest:
    rows = DataRequest.objects.select_for_update(of=("self",)).select_related("participant__user")
    row = rows.get(pk=request.pk)
    parts = {
        ASKER: perms.can_withdraw_data_request(by, row),
        OFFICE: perms.can_answer_data_request(by, row),
    }
    MOVES.check(row.state, after, [part for part, theirs in parts.items() if theirs])
    return row


def _refuse_empty(words: str, *, field: str) -> None:
    if not words.strip():
        raise Refused(_("ご本人が読む文を、ひとことで書いてください。"), field=field)


def _change(row: DataRequest, after: str, *, by: User, comment: str = "") -> DataRequest:
    DataRequestMove.objects.create(request=row, by=by, before=row.state, after=after, comment=comment)
    row.state = after
    row.save()
    return row
