from jobs.models.applications import Application, ApplicationMove, Bookmark
from jobs.models.companies import CompanyProfile
from jobs.models.feedback import Feedback, FeedbackLink
from jobs.models.opportunities import Opportunity, OpportunityMove, ReviewComment
from jobs.models.placements import Placement, PlacementMove
from jobs.models.schedule import Slot, Step

__all__ = [
    "Application",
    "ApplicationMove",
    "Bookmark",
    "CompanyProfile",
    "Feedback",
    "FeedbackLink",
    "Opportunity",
    "OpportunityMove",
    "Placement",
    "PlacementMove",
    "ReviewComment",
    "Slot",
    "Step",
]
