"""Pages of the room ``collection``: each module brings its own addresses, added here in one line."""

from django.urls import URLPattern

from binhyen.web.collection import (
    activities,
    calendar,
    extras,
    layouts,
    paper,
    progress,
    receipts,
    requests,
    timeliness,
    words,
    workbook,
)

urlpatterns: list[URLPattern] = [
    *activities.urlpatterns,
    *calendar.urlpatterns,
    *extras.urlpatterns,
    *layouts.urlpatterns,
    *paper.urlpatterns,
    *progress.urlpatterns,
    *receipts.urlpatterns,
    *requests.urlpatterns,
    *timeliness.urlpatterns,
    *words.urlpatterns,
    *workbook.urlpatterns,
]
