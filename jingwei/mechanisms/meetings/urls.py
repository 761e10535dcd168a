"""The routes of meetings."""

from django.urls import path

from jingwei.mechanisms.meetings import views

urlpatterns = [
    path("", views.meetings, name="list"),
    path("record/", views.new, name="record"),
    path("<int:meeting_id>/", views.one, name="one"),
    path("<int:meeting_id>/correct/", views.correct, name="correct"),
    path("<int:meeting_id>/strike/", views.strike, name="strike"),
]
