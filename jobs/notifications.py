"""Every message that this room can send, and who hears it."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from jobs.models import Application, Opportunity, Placement
from realtime.notices import Notice
from realtime.notifications import overseers_of, staff_of, team_of

COMPANY = Membership.Role.COMPANY


class OpportunityHandedIn(Notice):
    kind = "jobs.opportunity_handed_in"
    wish = _("確認してほしい仕事が届いたとき")
    readers = "office"
    title = _("確認してほしい仕事があります")
    text = _("{company}の「{title}」が、公開の確認を待っています。")
    route = "portal:office_review"


class OpportunityPublished(Notice):
    kind = "jobs.opportunity_published"
    wish = _("仕事が公開されたとき")
    readers = "company"
    title = _("仕事が公開されました")
    text = _("「{title}」を公開しました。")
    route = "portal:company_task"


class OpportunityReturned(Notice):
    kind = "jobs.opportunity_returned"
    title = _("仕事の書き方について、お願いがあります")
    text = _("「{title}」に、直してほしいところがあります。")
    route = "portal:company_task"


class OpportunityPaused(Notice):
    kind = "jobs.opportunity_paused"
    title = _("仕事の公開を止めました")
    text = _("「{title}」の公開を、担当の窓口が止めました。")
    route = "portal:company_task"


class OpportunityClosed(Notice):
    kind = "jobs.opportunity_closed"
    title = _("仕事の公開を終わりました")
    text = _("「{title}」の公開を、担当の窓口が終わりにしました。")
    route = "portal:company_task"


class InterestShown(Notice):
    kind = "jobs.interest_shown"
    title = _("話を聞いてみたい方がいます")
    text = _("{nickname}さんが「{title}」の話を聞いてみたいそうです。")
    route = "portal:desk_application"


class Proposed(Notice):
    kind = "jobs.proposed"
    wish = _("提案が届いたとき")
    readers = "participant"
    title = _("お知らせがあります")
    text = _("{name}さんから、ご提案があります。見るだけでも大丈夫です。")
    route = "portal:proposal"


class ParticipantAnswered(Notice):
    kind = "jobs.participant_answered"
    wish = _("参加者から返事があったとき")
    readers = "desk"
    title = _("返事がありました")
    text = _("{nickname}さんから「{title}」の返事がありました：{state}")
    route = "portal:desk_application"


class Introduced(Notice):
    kind = "jobs.introduced"
    title = _("紹介したい方がいます")
    text = _("「{title}」に参加したい方がいます。内容を見て、お返事をください。")
    route = "portal:company_application"


class IntroducedToYou(Notice):
    kind = "jobs.introduced_participant"
    wish = _("会社に紹介したとき")
    readers = "participant"
    title = _("お知らせがあります")
    text = _("あなたが選んだ内容だけを伝えました。待つあいだ、何もしなくて大丈夫です。")
    route = "portal:proposal"


class CompanyAnswered(Notice):
    kind = "jobs.company_answered"
    wish = _("会社から返事があったとき")
    readers = "desk"
    title = _("会社から返事がありました")
    text = _("{nickname}さんの「{title}」：{state}")
    route = "portal:desk_application"


class CompanyAnsweredYou(Notice):
    kind = "jobs.company_answered_participant"
    wish = _("会社から返事が来たとき")
    readers = "participant"
    title = _("お知らせがあります")
    text = _("返事がありました。くわしくはページを見てください。")
    route = "portal:proposal"


class IntroductionStopped(Notice):
    kind = "jobs.introduction_stopped"
    title = _("紹介が終わりました")
    text = _("「{title}」の紹介は、ここまでで終了しました。")
    route = "portal:company"


class PlacementChanged(Notice):
    kind = "jobs.placement_changed"
    wish = _("体験の予定や様子が変わったとき")
    readers = "desk company"
    title = _("お知らせがあります")
    text = _("「{title}」：{state}")
    route = "portal:placement"


class PlacementChangedForTeam(Notice):
    kind = "jobs.placement_changed_team"
    title = _("お知らせがあります")
    text = _("{nickname}さんの「{title}」：{state}")
    route = "portal:desk_placement"


class PlacementChangedForYou(Notice):
    kind = "jobs.placement_changed_participant"
    wish = _("体験の予定が変わったとき")
    readers = "participant"
    title = _("お知らせがあります")
    text = _("予定のことで、お知らせがあります。くわしくはページを見てください。")
    route = "portal:my_placement"


def tell_reviewers(opportunity: Opportunity) -> None:
    """The company's municipality hears of work to look at."""
    OpportunityHandedIn.send(
        overseers_of(opportunity.company),
        target={"public_id": opportunity.public_id},
        company=opportunity.company.name,
        title=opportunity.title,
    )


def tell_company(notice: type[Notice], opportunity: Opportunity) -> None:
    """The company's people hear what happened to their offer."""
    notice.send(
        staff_of(opportunity.company, COMPANY),
        target={"public_id": opportunity.public_id},
        title=opportunity.title,
    )


def tell_team(notice: type[Notice], application: Application) -> None:
    """The participant's support team hears."""
    notice.send(
        team_of(application.participant),
        target={"public_id": application.public_id},
        nickname=application.participant.nickname,
        title=application.opportunity.title,
        state=str(application.get_state_display()),
    )


def tell_participant(notice: type[Notice], application: Application, *, name: str = "") -> None:
    """The participant hears, where they have an account; the words say only that there is news."""
    if application.participant.user:
        notice.send([application.participant.user], target={"public_id": application.public_id}, name=name)


def tell_company_of_introduction(notice: type[Notice], application: Application) -> None:
    """The company hears of an introduction, or that it ended; nothing of the person is in the notice."""
    target = {} if notice is IntroductionStopped else {"public_id": application.public_id}
    notice.send(
        staff_of(application.opportunity.company, COMPANY),
        target=target,
        title=application.opportunity.title,
    )


def tell_of_placement(placement: Placement, *, besides: object) -> None:
    """Both sides and the team hear of a placement's move, except whoever made it.

    The participant's words name neither the work nor how it went, the company's not the person.
    """
    person = placement.participant.user
    target = {"public_id": placement.public_id}
    about = {"title": placement.opportunity.title, "state": str(placement.get_state_display())}
    if person and person != besides:
        PlacementChangedForYou.send([person], target=target)
    company = [user for user in staff_of(placement.opportunity.company, COMPANY) if user != besides]
    PlacementChanged.send(company, target=target, **about)
    team = [user for user in team_of(placement.participant) if user != besides]
    PlacementChangedForTeam.send(team, target=target, nickname=placement.participant.nickname, **about)
