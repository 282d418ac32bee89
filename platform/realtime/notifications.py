"""Notices about people and organisations: accounts sends signals, the words are here."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from accounts import signals
from accounts.models import (
    ApiToken,
    BreakGlass,
    Browser,
    Consent,
    DataRequest,
    EntryCode,
    Invitation,
    Membership,
    Organisation,
    Participant,
    TeamMember,
    User,
)
from accounts.perms import can_answer_data_request, can_review_glass, may_meet
from realtime.notices import Notice

Role = Membership.Role


class ParticipantWaits(Notice):
    kind = "accounts.participant_waits"
    title = _("連絡を希望された方がいます")
    text = _("{nickname}さんが、相談を希望しています。まだ担当がいません。")
    route = "portal:desk"


class ParticipantTakenOn(Notice):
    kind = "accounts.participant_taken_on"
    wish = _("担当の人が決まったとき")
    readers = "participant"
    title = _("お知らせがあります")
    text = _("{name}さんが、あなたの担当になりました。急がなくて大丈夫です。")
    route = "portal:me"


class TeamChanged(Notice):
    kind = "accounts.team_changed"
    title = _("支援チームが変わりました")
    text = _("{nickname}さんの支援チームが変わりました。")
    route = "portal:desk_team"


class DeskLeft(Notice):
    kind = "accounts.desk_left"
    title = _("お知らせがあります")
    text = _("{nickname}さんは、ここまでで終了になりました。")
    route = "portal:desk"


class RecordOpened(Notice):
    kind = "accounts.record_opened"
    title = _("担当ではない人が、記録を開きました")
    text = _("{name}さんが、理由を書いて{nickname}さんの記録を開きました。理由はチームのページにあります。")
    route = "portal:desk_team"


class GlassToReview(Notice):
    kind = "accounts.glass_to_review"
    title = _("確認することがあります")
    text = _("{name}さんが、理由を書いて、担当ではない方の記録を開きました。")
    route = "portal:office_glass_case"


class GlassReviewed(Notice):
    kind = "accounts.glass_reviewed"
    title = _("窓口の管理者が確認しました")
    text = _("理由を書いて開いた記録について、確認の結果を見られます。")
    route = "portal:desk_opened"


class CompanyWaits(Notice):
    kind = "accounts.company_waits"
    wish = _("企業の登録があったとき")
    readers = "office"
    title = _("企業の登録がありました")
    text = _("{company}が、承認を待っています。")
    route = "portal:office"


class CompanyApproved(Notice):
    kind = "accounts.company_approved"
    title = _("登録が承認されました")
    text = _("仕事を切り出して、確認に出すことができます。")
    route = "portal:company"


class CompanyTurnedAway(Notice):
    kind = "accounts.company_turned_away"
    title = _("登録についてお知らせがあります")
    text = _("今回は登録を見送りました。理由：{because}")
    route = "portal:company"


class NewSignIn(Notice):
    kind = "accounts.new_sign_in"
    title = _("はじめてのブラウザでログインがありました")
    text = _(
        "{browser}からのログインです。「このページを離れる」を使ったあとも、はじめてのブラウザとして数えます。"
        "心当たりがないときは、ここからログアウトして、パスワードを変えてください。"
    )
    route = "account_browsers"


class KeyMade(Notice):
    kind = "accounts.key_made"
    title = _("お知らせがあります")
    text = _(
        "新しい鍵「{name}」が作られました。心当たりがないときは、取り消して、パスワードを変えてください。"
    )
    route = "account_keys"


class EntryCodeRenewed(Notice):
    kind = "accounts.entry_code_renewed"
    title = _("お知らせがあります")
    text = _("入るためのコードが新しくなりました。前のコードは、もう使えません。")
    route = "account_ways"


class RecordClaimed(Notice):
    kind = "accounts.record_claimed"
    title = _("ご本人が記録を使いはじめました")
    text = _("{nickname}さんが、コードで自分のページに入りました。")
    route = "portal:desk_participant"


class DataRequestMade(Notice):
    kind = "accounts.data_request_made"
    title = _("記録についての申し出があります")
    text = _("{nickname}さんからの申し出です。期限までに、お答えください。")
    route = "portal:office_request"


class DataRequestMoved(Notice):
    kind = "accounts.data_request_moved"
    title = _("お知らせがあります")
    text = _("お申し出に、窓口からお返事があります。")
    route = "portal:me_requests"


class DataRequestToPassOn(Notice):
    kind = "accounts.data_request_to_pass_on"
    title = _("ご本人に伝えることがあります")
    text = _("{nickname}さんの申し出に、お返事が出ました。ご本人に伝えてください。")
    route = "portal:desk_requests"


class NewLinkWished(Notice):
    kind = "accounts.invitation_asked_again"
    title = _("招待の新しいリンクを頼まれています")
    text = _("招待した方が、新しいリンクを希望しています。招待の一覧から、もう一度送れます。")
    route = "portal:office_colleagues"


class NewLinkWishedAtCompany(Notice):
    kind = "accounts.company_invitation_asked_again"
    title = _("招待の新しいリンクを頼まれています")
    text = _("招待した方が、新しいリンクを希望しています。招待の一覧から、もう一度送れます。")
    route = "portal:company_colleagues"


class ColleagueJoined(Notice):
    kind = "accounts.invitation_accepted"
    wish = _("招待した人が参加したとき")
    readers = "desk office company"
    title = _("招待した方が参加しました")
    text = _("{name}さんが、{place}に参加しました。")


def staff_of(organisation: Organisation, *roles: str) -> list[User]:
    """People who work for an organisation today in one of the roles."""
    current = Membership.objects.current().filter(organisation=organisation, role__in=roles)
    return list(User.objects.filter(pk__in=current.values("user"), is_active=True))


def team_of(participant: Participant) -> list[User]:
    """The participant's support team today."""
    current = TeamMember.objects.current().filter(participant=participant)
    return list(User.objects.filter(pk__in=current.values("user"), is_active=True))


def overseers_of(company: Organisation) -> list[User]:
    """Managers of the company's municipality; of its prefecture where the municipality has none."""
    current = Membership.objects.current().filter(role=Role.MANAGER)
    town = current.filter(
        organisation__kind=Organisation.Kind.MUNICIPALITY, organisation__municipality=company.municipality
    )
    prefecture = current.filter(
        organisation__kind=Organisation.Kind.PREFECTURE, organisation__prefecture=company.prefecture
    )
    people = User.objects.filter(is_active=True)
    return list(people.filter(pk__in=town.values("user"))) or list(
        people.filter(pk__in=prefecture.values("user"))
    )


def reviewers_of(glass: BreakGlass) -> list[User]:
    """The office managers who answer for this case."""
    current = Membership.objects.current().filter(
        role=Role.MANAGER,
        organisation__kind__in=[Organisation.Kind.MUNICIPALITY, Organisation.Kind.PREFECTURE],
        organisation__prefecture=glass.organisation.prefecture_id,
    )
    managers = User.objects.filter(pk__in=current.values("user"), is_active=True)
    return [user for user in managers if can_review_glass(user, glass)]


@receiver(signals.participant_waits)
def tell_desk(sender: Any, participant: Participant, **kwargs: Any) -> None:
    """The desk hears that somebody waits."""
    people = staff_of(participant.desk, Role.SUPPORTER, Role.MANAGER)
    told = [user for user in people if may_meet(user, participant)]
    ParticipantWaits.send(told, nickname=participant.nickname)


@receiver(signals.team_changed)
def tell_the_others(sender: Any, participant: Participant, **kwargs: Any) -> None:
    """Those who go on hear that the team changed, and not why."""
    target = {"public_id": participant.public_id}
    TeamChanged.send(team_of(participant), target=target, nickname=participant.nickname)


@receiver(signals.desk_left)
def tell_team_of_the_end(sender: Any, participant: Participant, by: User, **kwargs: Any) -> None:
    """Whoever accompanied somebody hears that it ends here, and nothing else."""
    told = [user for user in team_of(participant) if user != by]
    DeskLeft.send(told, nickname=participant.nickname)


@receiver(signals.glass_broken)
def tell_team_and_office(sender: Any, glass: BreakGlass, by: User, **kwargs: Any) -> None:
    """The team hears at once that a colleague reads along; the office, that there is something to look at."""
    person, name = glass.participant, str(by)
    target = {"public_id": person.public_id}
    RecordOpened.send(team_of(person), target=target, name=name, nickname=person.nickname)
    GlassToReview.send(reviewers_of(glass), target={"public_id": glass.public_id}, name=name)


@receiver(signals.glass_reviewed)
def tell_whoever_opened(sender: Any, glass: BreakGlass, **kwargs: Any) -> None:
    """Whoever opened the record hears that somebody looked."""
    GlassReviewed.send([glass.by])


@receiver(signals.participant_taken_on)
def tell_participant(sender: Any, participant: Participant, by: User, **kwargs: Any) -> None:
    """Whoever waited hears who is there for them now."""
    if participant.user:
        ParticipantTakenOn.send([participant.user], name=by.name or participant.desk.name)


@receiver(signals.company_waits)
def tell_office(sender: Any, organisation: Organisation, **kwargs: Any) -> None:
    """The municipality hears of a company that wants to take part."""
    CompanyWaits.send(overseers_of(organisation), company=organisation.name)


@receiver(signals.company_answered)
def tell_company(sender: Any, organisation: Organisation, **kwargs: Any) -> None:
    """The company hears the municipality's answer."""
    people = staff_of(organisation, Role.COMPANY)
    if organisation.is_approved:
        CompanyApproved.send(people)
    else:
        CompanyTurnedAway.send(people, because=organisation.turned_away_because)


@receiver(signals.signed_in_from_new_device)
def tell_of_sign_in(sender: Any, browser: Browser, **kwargs: Any) -> None:
    """Whoever owns the account hears of it, also if it was themselves."""
    NewSignIn.send([browser.user], browser=str(browser))


@receiver(signals.api_token_made)
def tell_of_key(sender: Any, token: ApiToken, **kwargs: Any) -> None:
    """Whoever owns the account hears of it, also if it was themselves or an operator."""
    KeyMade.send([token.user], name=token.name)


@receiver(signals.entry_code_issued)
def tell_whose_code_is_new(sender: Any, entry_code: EntryCode, **kwargs: Any) -> None:
    """Somebody who had a code reads that there is another one: they may not have asked for it."""
    if entry_code.participant.user:
        EntryCodeRenewed.send([entry_code.participant.user])


@receiver(signals.record_claimed)
def tell_team_of_claim(sender: Any, participant: Participant, **kwargs: Any) -> None:
    """The team hears that the person reads their own page now."""
    target = {"public_id": participant.public_id}
    RecordClaimed.send(team_of(participant), target=target, nickname=participant.nickname)


@receiver(signals.data_request_made)
def tell_who_answers(sender: Any, request: DataRequest, by: User, **kwargs: Any) -> None:
    """The desk's managers hear of it, but whoever wrote it down knows already."""
    managers = staff_of(request.participant.desk, Role.MANAGER)
    told = [user for user in managers if user != by and can_answer_data_request(user, request)]
    target = {"public_id": request.public_id}
    DataRequestMade.send(told, target=target, nickname=request.participant.nickname)


@receiver(signals.data_request_moved)
def tell_who_asked(sender: Any, request: DataRequest, by: User, **kwargs: Any) -> None:
    """The person hears; where it was told at the desk, the team does too and passes it on."""
    person = request.participant
    if person.user:
        DataRequestMoved.send([person.user])
    if request.how != Consent.How.ONLINE:
        team = [user for user in team_of(person) if user != by]
        target = {"public_id": person.public_id}
        DataRequestToPassOn.send(team, target=target, nickname=person.nickname)


@receiver(signals.invitation_asked_again)
def tell_host(sender: Any, invitation: Invitation, **kwargs: Any) -> None:
    """Those who can send a new link hear that somebody waits for one."""
    if invitation.host.kind == Organisation.Kind.COMPANY:
        NewLinkWishedAtCompany.send(staff_of(invitation.host, Role.COMPANY))
    else:
        NewLinkWished.send(staff_of(invitation.host, Role.MANAGER))


@receiver(signals.invitation_accepted)
def tell_inviter(sender: Any, invitation: Invitation, by: User, **kwargs: Any) -> None:
    """Whoever invited hears that somebody came."""
    ColleagueJoined.send([invitation.invited_by], name=by.name, place=invitation.where)
