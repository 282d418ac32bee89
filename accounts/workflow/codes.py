"""A code on paper: handed over, used, and taken back by handing over another one."""

from typing import NamedTuple

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import entry_codes, perms, signals
from accounts.models import Consent, EntryCode, KnownDevice, Membership, Participant, Pin, User
from accounts.models.codes import UNUSED_FOR
from accounts.workflow.browsers import end_all_sessions
from accounts.workflow.consents import agree_to_record
from foundation.moves import Refused
from textsearch.folding import fold


class Issued(NamedTuple):
    """A code that was just made: the row, and the letters that are never shown again."""

    row: EntryCode
    code: str


def keeps_record(participant: Participant) -> bool:
    """Whether the yes to the record holds."""
    given = Consent.objects.in_force().for_purpose(Consent.Purpose.KEEP_RECORD)
    return given.filter(participant=participant).exists()


@transaction.atomic
def issue_code(participant: Participant, *, by: User) -> Issued:
    """The team makes a code for somebody; the former one ends, and with it whatever was opened by it.

    A code that is made anew may have been lost to somebody else: sessions, known devices, the number and passkeys
    end. An address and a password that the person added later stay.
    """
    row = Participant.objects.select_for_update(of=("self",)).select_related("user").get(pk=participant.pk)
    _refuse_to_issue(row, by=by)
    code, now = entry_codes.new_code(), timezone.now()
    former = EntryCode.objects.in_force().filter(participant=row).update(revoked_at=now)
    if former and row.user:
        _end_what_it_opened(row.user)
    issued = EntryCode.objects.create(
        participant=row,
        digest=entry_codes.digest_of(code),
        issued_by=by,
        issued_at=now,
        expires_at=now + UNUSED_FOR,
    )
    signals.entry_code_issued.send(EntryCode, entry_code=issued, by=by)
    return Issued(issued, code)


def _refuse_to_issue(participant: Participant, *, by: User) -> None:
    if not perms.can_issue_code(by, participant):
        raise Refused(_("コードをわたせるのは、この方の支援チームの支援員です。"))
    if participant.user and Membership.objects.current().of(participant.user).exists():
        raise Refused(
            _("この方は、職員としてもログインしています。コードではなく、いつもの方法をお使いください。")
        )
    if Consent.objects.ending_the_record().filter(participant=participant).exists():
        raise Refused(
            _("記録への同意が取りやめられています。もう一度同意を聞いてから、コードを作ってください。")
        )


def _end_what_it_opened(user: User) -> None:
    KnownDevice.objects.filter(user=user).delete()
    Pin.objects.filter(user=user).delete()
    passkeys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    if passkeys.delete()[0] and not is_mfa_enabled(user):
        Authenticator.objects.filter(user=user).delete()  # their recovery codes
    end_all_sessions(user)


def find_code(nickname: str, text: str) -> EntryCode:
    """The code that belongs to this nickname; whichever of the two is wrong, the sentence is the same."""
    digests = entry_codes.digests_of(entry_codes.read_code(text))
    rows = EntryCode.objects.in_force().select_related("participant__user", "participant__desk")
    found = rows.filter(digest__in=digests, participant__joined_into__isnull=True).first()
    if found is None or fold(found.participant.nickname) != fold(nickname):
        raise Refused(
            _(
                "ニックネームかコードが、ちがうようです。カードを見ながら、もう一度ゆっくり入れてください。"
                "新しいコードを受け取った方は、新しいほうを使ってください。"
            )
        )
    _refuse_if_too_old(found)
    EntryCode.objects.filter(pk=found.pk).update(last_used_at=timezone.now())
    return found


def _refuse_if_too_old(code: EntryCode) -> None:
    if not code.is_too_old:
        return
    desk = code.participant.desk
    words = _("このコードは、使える期間が過ぎました。あなたの記録は残っています。")
    whom = _("カードを受け取った人か、{desk}の窓口に伝えてください。新しいコードをおわたしします。").format(
        desk=desk.display_name
    )
    number = _("電話 {number}").format(number=desk.telephone) if desk.telephone else ""
    raise Refused(f"{words}{whom}{number}")


@transaction.atomic
def claim_record(code: EntryCode, *, agreed: bool) -> User:
    """The person takes the record into their own hands; the same code sent twice makes one account."""
    person = Participant.objects.select_for_update(of=("self",)).get(pk=code.participant_id)
    row = _still_good(code)
    if person.user is None:
        if not keeps_record(person) and not agreed:
            raise Refused(_("記録をつづけてよいかどうかを、えらんでください。"), field="agreed")
        person.user = User.objects.create_user(None)
        person.save(update_fields=["user"])
        if not keeps_record(person):
            agree_to_record(person, how=Consent.How.ONLINE, by=person.user)
        signals.record_claimed.send(Participant, participant=person)
    _used(row)
    return person.user


@transaction.atomic
def sign_in_with_code(code: EntryCode) -> User:
    """Somebody whose record is in their own hands comes in again."""
    person = Participant.objects.select_for_update(of=("self",)).get(pk=code.participant_id)
    row = _still_good(code)
    if person.user is None:
        raise Refused(_("先に、記録の中身を確かめてください。"))
    _used(row)
    return person.user


def _still_good(code: EntryCode) -> EntryCode:
    """The row as it is now: a newer code may have come in between. The participant's row is locked."""
    row = EntryCode.objects.in_force().select_related("participant__desk").filter(pk=code.pk).first()
    if row is None:
        raise Refused(_("このコードは、新しいものに変わりました。新しいほうを使ってください。"))
    _refuse_if_too_old(row)
    return row


def _used(code: EntryCode) -> None:
    code.last_used_at = timezone.now()
    code.first_used_at = code.first_used_at or code.last_used_at
    code.save(update_fields=["first_used_at", "last_used_at"])
