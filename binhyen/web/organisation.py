"""Pages of the room ``organisation``."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
