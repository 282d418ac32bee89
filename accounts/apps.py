from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "人と組織"

    def ready(self) -> None:
        # They tell what is kept here, and connect the receivers.
        from accounts import (  # noqa: F401
            about_people,
            about_safety,
            about_sign_in,
            holdings,
            receivers,
            who_reads,
        )
