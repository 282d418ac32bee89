from realtime.models.hours import DeskDay, DeskHours
from realtime.models.inbox import InboxEntry
from realtime.models.talks import Conversation, Draft, Message

__all__ = ["Conversation", "DeskDay", "DeskHours", "Draft", "InboxEntry", "Message"]
