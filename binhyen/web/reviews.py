"""Pages of the room ``reviews``."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
