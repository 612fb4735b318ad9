"""Pages of the room ``analytics``: a province's figures with their coverage, a commune's figures cell by cell."""

from django.urls import path

from binhyen.web.analytics.board import board_index, board_page
from binhyen.web.analytics.export import board_csv

urlpatterns = [
    path("theo-doi/", board_index, name="boards"),
    path("theo-doi/<path:uid>/", board_page, name="board"),
    path("theo-doi/<path:uid>/bang.csv", board_csv, name="board_csv"),
]
