"""The addresses of all pages."""

from django.urls import path

from binhyen.web.health import healthz

urlpatterns = [path("healthz", healthz, name="healthz")]
