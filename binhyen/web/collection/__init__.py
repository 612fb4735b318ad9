"""Pages of the room ``collection``: each module brings its own addresses, added here in one line."""

from django.urls import URLPattern

from binhyen.web.collection import progress, timeliness

urlpatterns: list[URLPattern] = [
    *progress.urlpatterns,
    *timeliness.urlpatterns,
]
