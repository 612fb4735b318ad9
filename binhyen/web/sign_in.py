"""Pages: sign_in."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
