from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    name = "realtime"
    verbose_name = "お知らせ"

    def ready(self) -> None:
        from realtime import about_people, notifications  # noqa: F401 - tell what we know, connect the receivers
