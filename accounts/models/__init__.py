from accounts.models.access import LogEnd, RecordAccess
from accounts.models.alarms import Alarm, AlarmMove
from accounts.models.browsers import Browser
from accounts.models.codes import EntryCode, KnownDevice, Pin
from accounts.models.consent import Consent, ConsentScan
from accounts.models.data_requests import CopyHandedOver, DataRequest, DataRequestMove
from accounts.models.desk_changes import DeskChange
from accounts.models.duty import DutyShift
from accounts.models.families import FamilyLink
from accounts.models.glass import BreakGlass
from accounts.models.intake import ImportedPerson, PeopleFile, PeopleFileRow, RememberedColumns
from accounts.models.invitations import Invitation
from accounts.models.joining import Joining, NotTheSame
from accounts.models.never_meet import NeverMeet
from accounts.models.organisations import (
    LegalBasis,
    Membership,
    MenuItem,
    Organisation,
    Project,
    ProjectWork,
)
from accounts.models.outgoing import OutgoingMail
from accounts.models.participants import Participant
from accounts.models.preferences import AccountClosing, Preferences
from accounts.models.safety_plans import SafetyPlan
from accounts.models.saved_views import FirstView, SavedView
from accounts.models.team import TeamMember
from accounts.models.tokens import AnsweredRequest, ApiToken
from accounts.models.users import User
from accounts.models.wishes import Wishes

__all__ = [
    "AccountClosing",
    "Alarm",
    "AlarmMove",
    "AnsweredRequest",
    "ApiToken",
    "BreakGlass",
    "Browser",
    "Consent",
    "ConsentScan",
    "CopyHandedOver",
    "DataRequest",
    "DataRequestMove",
    "DeskChange",
    "DutyShift",
    "EntryCode",
    "FamilyLink",
    "FirstView",
    "ImportedPerson",
    "Invitation",
    "Joining",
    "KnownDevice",
    "LegalBasis",
    "LogEnd",
    "Membership",
    "MenuItem",
    "NeverMeet",
    "NotTheSame",
    "Organisation",
    "OutgoingMail",
    "Participant",
    "PeopleFile",
    "PeopleFileRow",
    "Pin",
    "Preferences",
    "Project",
    "ProjectWork",
    "RecordAccess",
    "RememberedColumns",
    "SafetyPlan",
    "SavedView",
    "TeamMember",
    "User",
    "Wishes",
]
