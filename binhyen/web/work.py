"""The first page after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path


def work(request: HttpRequest) -> HttpResponse:
    """What waits for this post."""
    return render(request, "web/work.html", {})


urlpatterns = [path("", work, name="work")]
