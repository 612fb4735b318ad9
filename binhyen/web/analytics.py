"""Pages of the room ``analytics``."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
