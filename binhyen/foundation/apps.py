from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """The room of errors, dates, text and the audit chain."""

    name = "binhyen.foundation"
    default_auto_field = "django.db.models.BigAutoField"
