from django.apps import AppConfig


class WebConfig(AppConfig):
    """The HTML door."""

    name = "binhyen.web"
