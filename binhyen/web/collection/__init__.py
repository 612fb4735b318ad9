"""Pages of the room ``collection``: each module brings its own addresses, added here in one line."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
