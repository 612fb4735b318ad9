"""Pages of the room ``analytics``: a province's figures with their coverage, a commune's figures cell by cell."""

from django.urls import path

from binhyen.web.analytics.board import board_index, board_page
from binhyen.web.analytics.explanation import explanation_paper
from binhyen.web.analytics.export import board_csv, board_sdmx

urlpatterns = [
    path("giai-trinh/<str:code>/<path:uid>/<span:span>.docx", explanation_paper, name="explanation"),
    path("theo-doi/", board_index, name="boards"),
    path("theo-doi/<path:uid>/", board_page, name="board"),
    path("theo-doi/<path:uid>/bang.csv", board_csv, name="board_csv"),
    path("theo-doi/<path:uid>/sdmx.zip", board_sdmx, name="board_sdmx"),
]
