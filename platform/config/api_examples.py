"""One example for each kind of thing in the OpenAPI document; the people, places and ids are invented."""

from typing import Any

Example = dict[str, Any]

WORK: Example = {"id": "2v5x8c3n7m4q9w", "title": "本だなの整理"}
PERSON: Example = {"id": "6t9k4b2h5r8p3z", "nickname": "こもれび"}
COMPANY: Example = {"id": "3f7d9s2k5j8w4n", "name": "つきみず書店"}
SLOT: Example = {
    "id": "9c4v7b2n6m3q5x",
    "starts_at": "2026-12-03T10:00:00+09:00",
    "ends_at": "2026-12-03T11:00:00+09:00",
}
DESK = "4h8j2k6w9s3d7f"
AT = "2026-11-23T10:15:00+09:00"

WRITTEN: Example = {
    "title": "本だなの整理", "what": "棚の本を、作者の五十音順に並べます。", "plain": "本を ならべます。",
    "fields_of_work": ["books"], "skills": ["tidying"], "timing": "slots", "minutes": 60, "days": ["thu"],
    "day_parts": ["morning"], "place": "onsite", "municipality": "44201", "contact_level": 1, "people": 1,
    "telephone": False, "face": True, "noise": 0, "pace": "own", "can_leave": "いつでも、そっと帰れます。", "capacity": 1,
    "engagement": "visit", "pay_per_hour": None,
}  # fmt: skip
IN_SHORT = ("title", "minutes", "place", "municipality", "contact_level", "telephone", "face", "noise",
            "engagement", "pay_per_hour")  # fmt: skip
OPPORTUNITY: Example = {
    "id": WORK["id"], "kind": "task", "state": "published", **{name: WRITTEN[name] for name in IN_SHORT},
    "company": COMPANY, "places_left": 1, "next_slots": [SLOT], "published_at": AT,
}  # fmt: skip
STEP: Example = {"title": "棚をえらぶ", "text": "店の人といっしょに。", "minutes": 10, "place": "onsite"}
APPLICATION: Example = {
    "id": "7m3q5x9c4v2b6n", "state": "introduced", "opportunity": WORK, "participant": PERSON, "slot": SLOT["id"],
    "visit_first": True, "changed_at": AT,
}  # fmt: skip
LINE: Example = {"key": "name", "label": "見せる名前", "value": "こもれび"}
PLACEMENT: Example = {
    "id": "5x9c4v7b2n6m3q", "state": "agreed", "opportunity": WORK, "participant": PERSON,
    "starts_on": "2026-12-03", "ends_on": None, "changed_at": AT,
}  # fmt: skip
PREPARATION: Example = {"insurance": "ボランティア活動保険", "meeting": "店の裏口に10時"}
PARTICIPANT: Example = {
    **PERSON, "desk": DESK, "municipality": "44201", "registered_at": AT, "taken_on_at": AT,
}  # fmt: skip
HOW: Example = {
    "channel": "email", "contact_hours": "夜", "not_until": None, "never_telephone": True, "neutral_sender": True,
    "visit_wished": None,
}  # fmt: skip
WHO: Example = {
    "family_name": "木下", "given_name": "こもれ", "family_kana": "きのした", "given_kana": "こもれ",
    "birth_date": None, "birth_year": 1980, "birth_not_told": False, "sex": 9, "postcode": "", "address": "",
    "telephone": "", "email": "komorebi@example.jp",
}  # fmt: skip
WISHES: Example = {
    "days": ["tue", "thu"], "day_parts": ["afternoon"], "minutes_max": 60, "hours_week_max": None, "place": "either",
    "distance_km_max": 5, "means": ["bus"], "contact_level_max": 1, "telephone_ok": False, "face_ok": None,
    "noise_max": 1, "pace": "own", "interests": ["books"], "skills": ["careful"], "wish_text": "静かなところがいいです。",
    "help_text": "", "no_introductions": False,
}  # fmt: skip
SUGGESTION: Example = {
    "id": "8w4n3f7d9s2k5j", "state": "shown", "participant": PERSON, "opportunity": WORK, "rank": 1, "version": "1",
    "shown_at": AT,
}  # fmt: skip
REASON: Example = {"direction": "for", "ja": "本にかかわる仕事です。", "en": "It is work with books."}
MESSAGE: Example = {"message": "静かな書店です。見学だけでも大丈夫です。"}

EXAMPLES: dict[str, Example] = {
    "OpportunityInShort": OPPORTUNITY,
    "OpportunityInFull": {**OPPORTUNITY, **WRITTEN, "steps": [STEP]},
    "NewOpportunityRequest": {"company": COMPANY["id"], "kind": "task", **WRITTEN},
    "PatchedOpportunityChangesRequest": {"minutes": 45, "noise": 1},
    "CommentRequest": {"comment": ""},
    "CommentsRequest": {"comment": "あと少しです。", "comments": [{"field": "minutes", "text": "長さを書いてください。"}]},
    "ApplicationInShort": APPLICATION,
    "ApplicationInFull": {
        **APPLICATION, "body": "大分市", "message": MESSAGE["message"], "lines": [LINE], "placement": None, "created_at": AT,
    },
    "NewProposalRequest": {"opportunity": WORK["id"], "participant": PERSON["id"], **MESSAGE},
    "YesRequest": {"lines": ["name", "days"], "how": "in_person", "slot": SLOT["id"], "visit_first": True},
    "AgreementRequest": {"starts_on": "2026-12-03", "meeting": PREPARATION["meeting"]},
    "Line": LINE,
    "PlacementInShort": PLACEMENT,
    "PlacementInFull": {
        **PLACEMENT, **PREPARATION, "application": APPLICATION["id"], "engagement": "visit", "pay_per_hour": None,
        "accompanied_by": None,
    },
    "PreparationRequest": PREPARATION,
    "ParticipantInShort": PARTICIPANT,
    "ParticipantInFull": {**PARTICIPANT, **HOW, **WHO},
    "NewParticipantRequest": {"desk": DESK, "how": "in_person", "nickname": "こもれび", "municipality": "44201"},
    "PatchedParticipantChangesRequest": {"channel": "email", "never_telephone": True},
    "Wishes": WISHES,
    "PatchedWishesRequest": {"minutes_max": 60, "telephone_ok": False},
    "SuggestionInShort": SUGGESTION,
    "SuggestionInFull": {
        **SUGGESTION, "score": 0.71, "probability": 0.64, "reasons": [REASON], "because": "", "remark": "",
        "application": None,
    },
    "SearchRequest": {"participant": PERSON["id"]},
    "ProposalRequest": MESSAGE,
    "SettingAsideRequest": {"because": "too_far", "remark": "バスが1日に2本です。"},
}  # fmt: skip

AFTERWARDS: dict[str, Example] = {
    "accept": {"state": "accepted"}, "introduce": {"state": "introduced"},
    "agree": {"state": "agreed", "placement": PLACEMENT["id"]}, "decline": {"state": "declined"},
    "rest": {"state": "resting"}, "withdraw": {"state": "withdrawn"}, "hand_in": {"state": "in_review"},
    "take_back": {"state": "draft"}, "publish": {"state": "published"}, "return": {"state": "returned"},
    "pause": {"state": "paused"}, "resume": {"state": "published"}, "close": {"state": "closed"},
    "start": {"state": "under_way"}, "complete": {"state": "completed"}, "end_here": {"state": "ended_here"},
    "did_not_take_place": {"state": "did_not_take_place"}, "follow_up": {"state": "followed_up"},
    "propose": {"state": "proposed", "application": APPLICATION["id"]},
    "set_aside": {"state": "set_aside", "because": "too_far"}, "bring_back": {"state": "shown"},
}  # fmt: skip
"""What is different once a verb was carried out, by the last part of its address."""


def example_of(schema: dict[str, Any], step: str = "") -> Any:
    """An example for a schema of the document; the verb in the address says in which state."""
    if schema.get("type") == "array":
        return [example_of(schema["items"], step)]
    name = schema["$ref"].rpartition("/")[2]
    if name.startswith("Paginated"):
        row = EXAMPLES[name.removeprefix("Paginated").removesuffix("List")]
        return {"count": 1, "next": None, "previous": None, "results": [row]}
    if name.endswith("Request"):
        return EXAMPLES[name]
    return EXAMPLES[name] | AFTERWARDS.get(step, {})
