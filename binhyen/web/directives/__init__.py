"""Pages of the room ``directives``: documents and programmes, source texts, what is read from them."""

from django.urls import path

from binhyen.web.directives.acts import decide, keep_all
from binhyen.web.directives.approval import approval_page
from binhyen.web.directives.bulk import together_page, undo_page
from binhyen.web.directives.lessons import lessons_page
from binhyen.web.directives.paper import akn_page
from binhyen.web.directives.reading import source_page
from binhyen.web.directives.register import directive_list, directive_page, programme_page
from binhyen.web.directives.sources import paste_page, source_list

urlpatterns = [
    path("van-ban/", directive_list, name="directives"),
    path("van-ban/<int:directive_id>/", directive_page, name="directive"),
    path("van-ban/chuong-trinh/<str:code>/", programme_page, name="programme"),
    path("van-ban/nguon/", source_list, name="sources"),
    path("van-ban/nguon/dua-vao/", paste_page, name="source_paste"),
    path("van-ban/nguon/goi-y-quy-tac/", lessons_page, name="reader_lessons"),
    path("van-ban/nguon/<int:source_id>/", source_page, name="source"),
    path("van-ban/nguon/<int:source_id>/so-lieu/<int:start>-<int:end>/", decide, name="source_figure"),
    path("van-ban/nguon/<int:source_id>/giu-nguyen/<slug:figures>/", keep_all, name="source_keep_all"),
    path("van-ban/nguon/<int:source_id>/su-dung-nhieu/", together_page, name="source_together"),
    path("van-ban/nguon/<int:source_id>/akn/", akn_page, name="source_akn"),
    path("van-ban/nguon/<int:source_id>/hoan-tac/", undo_page, name="source_undo"),
    path("van-ban/nguon/<int:source_id>/phe-duyet/", approval_page, name="source_approval"),
]
