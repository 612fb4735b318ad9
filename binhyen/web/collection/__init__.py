"""Pages of the room ``collection``: each module brings its own addresses, added here in one line."""

from django.urls import URLPattern

from binhyen.web.collection import activities, extras, paper, progress, receipts, timeliness, workbook

urlpatterns: list[URLPattern] = [
    *activities.urlpatterns,
    *extras.urlpatterns,
    *paper.urlpatterns,
    *progress.urlpatterns,
    *receipts.urlpatterns,
    *timeliness.urlpatterns,
    *workbook.urlpatterns,
]
