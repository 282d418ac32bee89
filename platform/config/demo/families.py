"""Two mothers who ask for advice: one whose daughter and she both said yes, one whose yes stands alone."""

from accounts.models import Organisation, Participant, TeamMember, User
from accounts.workflow import agree_to_link, link_family, register_participant
from casework.models import Channel
from casework.workflow import Said, write_note
from config.demo.accounts import address
from config.demo.clock import days_ago, standing_at
from config.demo.keys import key_id
from config.demo.people import Person

MOTHERS = {
    "yurinoki": (
        "ゆりのき",
        75,
        "電話で20分。食卓での話しかけかたについて。「見守るだけでも、いてもよいんですね」。",
    ),
    "wataame": (
        "わたあめ",
        26,
        "窓口で40分。ご自身が眠れていないとのこと。家族会の日を伝えた。次も、ご自身の話を聞く。",
    ),
}


def ensure_families(bodies: dict[str, Organisation], people: dict[str, Person]) -> None:
    """Through the verbs; a second run finds them."""
    lead = User.objects.get(email=address("supporter"))
    mothers = {key: _mother(key, bodies["44201"], lead) for key in MOTHERS}
    mikan = people["mikan"].participant
    if not people["mikan"].fresh:
        return
    with standing_at(days_ago(60, "14:20")):
        of_mother = agree_to_link(mothers["yurinoki"], who="むすめ", how="telephone", by=lead)
    with standing_at(days_ago(41, "15:05")):
        of_mikan = agree_to_link(mikan, who="母", how="in_person", by=lead)
        link_family(of_mikan, of_mother, by=lead)
    with standing_at(days_ago(20, "10:30")):
        agree_to_link(mothers["wataame"], who="むすこ", how="in_person", by=lead)


def _mother(key: str, desk: Organisation, lead: User) -> Participant:
    nickname, begun, words = MOTHERS[key]
    found = Participant.objects.filter(public_id=key_id("participant", key)).first()
    if found:
        return found
    fields = {
        "kind": Participant.Kind.FAMILY, "nickname": nickname, "municipality": desk.municipality,
        "channel": Participant.Channel.TELEPHONE, "telephone_shared": key == "yurinoki", "address_shared": True,
    }  # fmt: skip
    with standing_at(days_ago(begun, "13:30")):
        mother = register_participant(by=lead, desk=desk, how="telephone", fields=fields)
        mother.public_id = key_id("participant", key)
        mother.save(update_fields=["public_id"])
    TeamMember.objects.filter(participant=mother).update(joined_at=days_ago(begun, "13:30"))
    written = days_ago(begun, "13:50")
    channel = Channel.OFFICE if key == "wataame" else Channel.TELEPHONE
    with standing_at(written):
        write_note(mother, Said(channel, words, happened_on=written.date()), by=lead)
    return mother
