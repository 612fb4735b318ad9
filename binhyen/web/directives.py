"""Pages of the room ``directives``."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
