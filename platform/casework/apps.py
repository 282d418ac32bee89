from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    name = "casework"
    verbose_name = "支援の記録"

    def ready(self) -> None:
        from casework import about_people, who_reads  # noqa: F401 - tells accounts what we know about a person
