from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    name = "realtime"
    verbose_name = "お知らせ"

    def ready(self) -> None:
        # They tell what we know, and connect the receivers.
        from realtime import about_people, alarms, notifications, who_reads  # noqa: F401
