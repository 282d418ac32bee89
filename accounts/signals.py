"""What happens here that rooms above may want to hear. Sent inside the transaction of the change.

Every signal is sent with the row it is about; `by` is the user who acted.
"""

from django.dispatch import Signal

participant_waits = Signal()
"""participant: somebody signed up for themselves and is not yet anyone's at their desk."""

participant_taken_on = Signal()
"""participant, by: a support worker took somebody on who had been waiting."""

company_waits = Signal()
"""organisation: a company signed up and waits for its municipality."""

company_answered = Signal()
"""organisation, by: a municipality approved a company or turned it away."""

consent_withdrawn = Signal()
"""consent, by: somebody took back a yes."""

never_meet_named = Signal()
"""named, by: a participant asked never to meet somebody; what was arranged with them ends."""

glass_broken = Signal()
"""glass, by: a colleague of the desk opened a record outside their team, with a reason."""

glass_reviewed = Signal()
"""glass, by: the office looked at a record that was opened with a reason."""

desk_left = Signal()
"""participant, by: somebody ends at this desk; sent while the team is still there."""

team_changed = Signal()
"""participant: somebody is no longer in a team, and the others do not hear why."""

signed_in_from_new_device = Signal()
"""browser: somebody signed in with a browser that the account had not seen, and it has others."""

api_token_made = Signal()
"""token: a key was made with which another system acts for an account."""

entry_code_issued = Signal()
"""entry_code, by: a support worker made a code for somebody; where they had one before, it ended."""

record_claimed = Signal()
"""participant: somebody took a record that was kept for them into their own hands."""

data_request_made = Signal()
"""request, by: somebody asked to see their record, to have it put right, or to have its use stopped."""

data_request_moved = Signal()
"""request, by: the office answered such a request, or needs longer for it."""

alarm_raised = Signal()
"""alarm, called, by: somebody read words that cannot wait; `called` are the people who are asked now."""

alarm_taken = Signal()
"""alarm, by: somebody takes care of it."""

invitation_asked_again = Signal()
"""invitation: whoever holds an old link would like a new one."""

invitation_accepted = Signal()
"""invitation, by: somebody joined the organisation that invited them."""
