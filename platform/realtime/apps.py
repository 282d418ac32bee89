from django.apps import AppConfig


class RealtimeConfig(AppConfig):
    name = "realtime"
    verbose_name = "お知らせ"

    def ready(self) -> None:
        from realtime import notifications  # noqa: F401 - connects the receivers
