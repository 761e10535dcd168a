"""The routes of meetings."""

from django.urls import path

from jingwei.mechanisms.meetings.views import held

urlpatterns = [
    path("", held.meetings, name="list"),
    path("record/", held.new, name="record"),
    path("<int:meeting_id>/", held.one, name="one"),
    path("<int:meeting_id>/correct/", held.correct, name="correct"),
    path("<int:meeting_id>/strike/", held.strike, name="strike"),
]
