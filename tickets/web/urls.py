"""Addresses of the agent desk, below ``/desk/``."""

from django.urls import path

from tickets.web import acting, desk, reading, writing

app_name = "desk"
urlpatterns = [
    path("", desk.home, name="home"),
    path("tickets/<int:number>/", desk.ticket, name="ticket"),
    path("tickets/<int:number>/act/", acting.act, name="act"),
    path("tickets/<int:number>/reply/", writing.reply, name="reply"),
    path("tickets/<int:number>/draft/", writing.draft, name="draft"),
    path("deliveries/<str:delivery_id>/undo/", writing.undo, name="undo"),
    path("entries/<str:entry_id>/lines/", reading.lines, name="lines"),
    path("entries/<str:entry_id>/original/", reading.original, name="original"),
    path("files/<str:file_id>/", reading.file, name="file"),
]
