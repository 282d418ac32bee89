from jobs.forms.feedback import FeedbackForm
from jobs.forms.filters import WorkFilters

__all__ = ["FeedbackForm", "WorkFilters"]
