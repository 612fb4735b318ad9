"""All addresses: the pages of ``web``, the interface for programs of ``api``."""

from django.urls import include, path

urlpatterns = [path("api/v1/", include("binhyen.api.urls")), path("", include("binhyen.web.urls"))]
handler400 = "binhyen.web.refusals.bad_request"
