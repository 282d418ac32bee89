from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = "マッチング"

    def ready(self) -> None:
        from matching import about_people, who_reads  # noqa: F401 - tells accounts what we know about a person
