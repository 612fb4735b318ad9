"""The first page after signing in: what waits for this post."""

from django.urls import path

from binhyen.web.work.page import work

urlpatterns = [path("", work, name="work")]
