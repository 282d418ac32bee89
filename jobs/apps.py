from typing import Any

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = "仕事"

    def ready(self) -> None:
        from accounts.models import Consent, NeverMeet, Participant
        from accounts.signals import consent_withdrawn, desk_left, never_meet_named
        from accounts.workflow.desks import stays_while
        from jobs import about_people, who_reads  # noqa: F401 - tell accounts what we know, and who reads it
        from jobs.workflow.applications import stop_introductions
        from jobs.workflow.leaving import end_what_is_open, why_not_yet
        from jobs.workflow.never_meet import part

        def stop(sender: Any, consent: Consent, by: Any, **kwargs: Any) -> None:
            stop_introductions(consent, by=by)

        def leave(sender: Any, participant: Participant, by: Any, **kwargs: Any) -> None:
            end_what_is_open(participant, by=by)

        def go_apart(sender: Any, named: NeverMeet, by: Any, **kwargs: Any) -> None:
            part(named, by=by)

        stays_while(why_not_yet)
        desk_left.connect(leave, weak=False, dispatch_uid="jobs.leave")
        never_meet_named.connect(go_apart, weak=False, dispatch_uid="jobs.part")
        consent_withdrawn.connect(stop, weak=False, dispatch_uid="jobs.stop_introductions")
