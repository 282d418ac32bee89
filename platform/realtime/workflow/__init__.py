from realtime.workflow.hours import add_day, add_hours, remove_day, remove_hours
from realtime.workflow.talks import (
    close_talk,
    hand_over_talk,
    keep_draft,
    reopen_talk,
    see_answer,
    see_waiting,
    take_talk,
    talk_with,
    write,
)

__all__ = [
    "add_day",
    "add_hours",
    "close_talk",
    "hand_over_talk",
    "keep_draft",
    "remove_day",
    "remove_hours",
    "reopen_talk",
    "see_answer",
    "see_waiting",
    "take_talk",
    "talk_with",
    "write",
]
