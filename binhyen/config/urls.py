"""All addresses: the pages of ``web``."""

from django.urls import include, path

urlpatterns = [path("", include("binhyen.web.urls"))]
handler400 = "binhyen.web.refusals.bad_request"
