"""The routes of meetings."""

from django.urls import path

from jingwei.mechanisms.meetings.views import held, series, serving

urlpatterns = [
    path("", held.meetings, name="list"),
    path("record/", held.new, name="record"),
    path("series/new/", series.new, name="begin"),
    path("series/<int:series_id>/", series.one, name="series"),
    path("series/<int:series_id>/end/", series.end, name="end"),
    path("served/suggest/", serving.suggest, name="suggest"),
    path("served/<int:service_id>/", serving.one, name="served"),
    path("<int:meeting_id>/served/", serving.tell, name="tell"),
    path("come/", series.come, name="come"),
    path("<int:meeting_id>/", held.one, name="one"),
    path("<int:meeting_id>/correct/", held.correct, name="correct"),
    path("<int:meeting_id>/strike/", held.strike, name="strike"),
]
