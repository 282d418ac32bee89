"""The verbs about people and organisations: the only writers of their state."""

from accounts.workflow.alarms import (
    Flagged,
    close_alarm,
    raise_alarm,
    reopen_alarm,
    take_alarm,
    take_over_alarm,
)
from accounts.workflow.browsers import end_all_sessions, end_session, see_again, sign_in_with
from accounts.workflow.closing import ask_to_close, refuse_closing, stay
from accounts.workflow.codes import (
    Issued,
    claim_record,
    find_code,
    issue_code,
    keeps_record,
    sign_in_with_code,
)
from accounts.workflow.consents import (
    agree_to_record,
    agree_to_records,
    give_consent,
    recipients_for,
    say_no,
    say_yes,
    withdraw_consent,
)
from accounts.workflow.data_requests import (
    answer_data_request,
    ask_about_data,
    decline_data_request,
    extend_data_request,
    hand_over_copy,
    withdraw_data_request,
)
from accounts.workflow.desks import (
    choose_desk,
    end_here,
    go_back,
    may_choose,
    share_earlier_record,
)
from accounts.workflow.duty import copy_last_week, plan_duty, remove_duty
from accounts.workflow.families import agree_to_link, family_yeses, link_family, said_of
from accounts.workflow.frames import frame_of
from accounts.workflow.glass import break_glass, review_glass
from accounts.workflow.intake import check_people, import_people
from accounts.workflow.invitations import (
    NewOrganisation,
    accept_as_somebody_new,
    accept_invitation,
    ask_for_new_link,
    invite,
    refuse_unless_open,
    resend_invitation,
    withdraw_invitation,
)
from accounts.workflow.joining import (
    JOINED_PERSON,
    JOINED_WISHES,
    join_records,
    say_two_people,
    undo_joining,
)
from accounts.workflow.memberships import change_role, end_membership, prolong_contract
from accounts.workflow.never_meet import (
    end_never_meet,
    never_meet_colleague,
    never_meet_company,
    never_meet_somebody,
)
from accounts.workflow.people_files import (
    match_columns,
    receive_people_file,
    remove_people_file,
    run_people_file,
    step_people_file,
)
from accounts.workflow.pins import forget_device, known_device, remember_device, set_pin, sign_in_with_pin
from accounts.workflow.preferences import choose_display, choose_notices
from accounts.workflow.reading import forget_reads, log_access, log_accesses
from accounts.workflow.records import change_record, change_wishes, register_participant
from accounts.workflow.safety_plans import write_safety_plan
from accounts.workflow.saved_views import (
    change_view,
    choose_first_view,
    delete_view,
    rename_view,
    save_view,
    share_view,
    stop_sharing_view,
)
from accounts.workflow.signing_up import (
    approve_company,
    sign_up_for_company,
    sign_up_for_oneself,
    turn_away_company,
)
from accounts.workflow.teams import add_to_team, hand_over, hand_over_caseload, leave_team, take_on
from accounts.workflow.tokens import end_tokens_of, issue_token, revoke_token

__all__ = [
    "JOINED_PERSON",
    "JOINED_WISHES",
    "KEEP_RECORD_WORDS",
    "Flagged",
    "Issued",
    "NewOrganisation",
    "accept_as_somebody_new",
    "accept_invitation",
    "add_to_team",
    "agree_to_link",
    "agree_to_record",
    "agree_to_records",
    "answer_data_request",
    "approve_company",
    "ask_about_data",
    "ask_for_new_link",
    "ask_to_close",
    "break_glass",
    "change_record",
    "change_role",
    "change_view",
    "change_wishes",
    "check_people",
    "choose_desk",
    "choose_display",
    "choose_first_view",
    "choose_notices",
    "claim_record",
    "close_alarm",
    "copy_last_week",
    "decline_data_request",
    "delete_view",
    "end_all_sessions",
    "end_here",
    "end_membership",
    "end_never_meet",
    "end_session",
    "end_tokens_of",
    "extend_data_request",
    "family_yeses",
    "find_code",
    "forget_device",
    "forget_reads",
    "frame_of",
    "give_consent",
    "go_back",
    "hand_over",
    "hand_over_caseload",
    "hand_over_copy",
    "import_people",
    "invite",
    "issue_code",
    "issue_token",
    "join_records",
    "keeps_record",
    "known_device",
    "leave_team",
    "link_family",
    "log_access",
    "log_accesses",
    "match_columns",
    "may_choose",
    "never_meet_colleague",
    "never_meet_company",
    "never_meet_somebody",
    "plan_duty",
    "prolong_contract",
    "raise_alarm",
    "receive_people_file",
    "recipients_for",
    "refuse_closing",
    "refuse_unless_open",
    "register_participant",
    "remember_device",
    "remove_duty",
    "remove_people_file",
    "rename_view",
    "reopen_alarm",
    "resend_invitation",
    "review_glass",
    "revoke_token",
    "run_people_file",
    "said_of",
    "save_view",
    "say_no",
    "say_two_people",
    "say_yes",
    "see_again",
    "set_pin",
    "share_earlier_record",
    "share_view",
    "sign_in_with",
    "sign_in_with_code",
    "sign_in_with_pin",
    "sign_up_for_company",
    "sign_up_for_oneself",
    "stay",
    "step_people_file",
    "stop_sharing_view",
    "take_alarm",
    "take_on",
    "take_over_alarm",
    "turn_away_company",
    "undo_joining",
    "withdraw_consent",
    "withdraw_data_request",
    "withdraw_invitation",
    "write_safety_plan",
]
