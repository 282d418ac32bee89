from django.apps import AppConfig


class TextsearchConfig(AppConfig):
    name = "textsearch"
    verbose_name = "検索"
