from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"
    verbose_name = "公開サイト"

    def ready(self) -> None:
        from content import about_people  # noqa: F401 - tells accounts what is kept here
