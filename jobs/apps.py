from typing import Any

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jobs"
    verbose_name = "仕事"

    def ready(self) -> None:
        from accounts.models import Consent
        from accounts.signals import consent_withdrawn
        from jobs import about_people  # noqa: F401 - tells accounts what we know about a person
        from jobs.workflow.applications import stop_introductions

        def stop(sender: Any, consent: Consent, by: Any, **kwargs: Any) -> None:
            stop_introductions(consent, by=by)

        consent_withdrawn.connect(stop, weak=False, dispatch_uid="jobs.stop_introductions")
