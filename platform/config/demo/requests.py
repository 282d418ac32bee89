"""What two people of Oita asked about their records: one still to answer, one answered."""

from accounts.models import Consent, DataRequest, User
from accounts.workflow import answer_data_request, ask_about_data
from config.demo.accounts import address
from config.demo.clock import days_ago, standing_at
from config.demo.keys import key_id
from config.demo.people import Person


def ensure_requests(people: dict[str, Person]) -> None:
    """The participant's own, and one that was told at the same desk and answered a week later."""
    own = next(person for person in people.values() if person.texts.get("account") == "participant")
    desk = own.participant.desk_id
    told = next(
        person
        for person in people.values()
        if person.participant.desk_id == desk and person.team and person.participant.user_id is None
    )
    if not own.fresh or not told.fresh:
        return
    with standing_at(days_ago(9, "22:10")):
        row = ask_about_data(
            own.participant,
            by=User.objects.get(email=address("participant")),
            kind=DataRequest.Kind.DISCLOSURE,
            words="面談のときに書かれたことも読んでみたいです。",
        )
        DataRequest.objects.filter(pk=row.pk).update(public_id=key_id("request", own.key))
    with standing_at(days_ago(20, "10:40")):
        row = ask_about_data(
            told.participant,
            by=told.team[0],
            kind=DataRequest.Kind.CORRECTION,
            words="町の名前がまちがっています。引っ越す前の町のままです。",
            how=Consent.How.IN_PERSON,
        )
        DataRequest.objects.filter(pk=row.pk).update(public_id=key_id("request", told.key))
    with standing_at(days_ago(13, "15:20")):
        manager = User.objects.get(email=address("municipality"))
        answer_data_request(row, decision="お話のとおり、町の名前を直しました。", by=manager)
