from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "人と組織"

    def ready(self) -> None:
        from accounts import about_people, receivers  # noqa: F401 - tell what we know, connect the receivers
