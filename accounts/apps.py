from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "人と組織"

    def ready(self) -> None:
        from accounts import receivers  # noqa: F401 - connects the receivers
