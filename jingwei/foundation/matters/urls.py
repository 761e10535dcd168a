"""The routes of matters."""

from django.urls import path

from jingwei.foundation.matters.views import detail, listing, note, panels, register

urlpatterns = [
    path("", listing.matters, name="list"),
    path("new/", listing.new, name="new"),
    path("cloth/", panels.cloth, name="cloth"),
    path("here/", panels.here, name="here"),
    path("note/", note.note, name="note"),
    path("<int:matter_id>/", detail.one, name="one"),
    path("<int:matter_id>/register.docx", register.register, name="register"),
    path("<int:matter_id>/note/", note.note_here, name="note-here"),
    path("<int:matter_id>/<slug:step>/", detail.act, name="act"),
    path("<int:matter_id>/<slug:kind>/<int:part_id>/<slug:step>/", detail.part, name="part"),
]
