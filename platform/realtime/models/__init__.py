from realtime.models.hours import DeskDay, DeskHours
from realtime.models.inbox import InboxEntry
from realtime.models.jobs import BackgroundJob, JobFailure
from realtime.models.talks import Conversation, Draft, Message

__all__ = [
    "BackgroundJob",
    "Conversation",
    "DeskDay",
    "DeskHours",
    "Draft",
    "InboxEntry",
    "JobFailure",
    "Message",
]
