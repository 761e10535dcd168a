"""The routes of meetings."""

from django.urls import path

from jingwei.mechanisms.meetings.views import (
    agenda,
    calendar,
    held,
    papers,
    series,
    serving,
    sitting,
    templates,
)

urlpatterns = [
    path("", held.meetings, name="list"),
    path("record/", held.new, name="record"),
    path("calendar/", calendar.month, name="calendar"),
    path("calendar/<str:month>.ics", calendar.as_file, name="calendar-file"),
    path("templates/", templates.papers, name="templates"),
    path("templates/<str:kind>/", templates.put, name="template"),
    path("templates/<str:kind>/drop/", templates.drop, name="template-drop"),
    path("templates/<str:kind>/start.docx", templates.start, name="template-start"),
    path("convene/", sitting.convene, name="convene"),
    path("items/", agenda.items, name="items"),
    path("items/kinds/", agenda.kinds, name="kinds"),
    path("items/propose/", agenda.propose, name="propose"),
    path("items/<int:item_id>/", agenda.item, name="item"),
    path("items/<int:item_id>/sheet.<str:kind>", papers.of_item, name="sheet"),
    path("items/<int:item_id>/<str:step>/", agenda.act, name="item-act"),
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
    path("<int:meeting_id>/enter/<int:item_id>/", agenda.enter, name="enter"),
    path("<int:meeting_id>/hearings/<int:hearing_id>/", sitting.said, name="said"),
    path("<int:meeting_id>/hearings/<int:hearing_id>/<str:step>/", sitting.hearing, name="hearing"),
    path("<int:meeting_id>/minutes/<int:minute_id>/<str:step>/", sitting.minute, name="minute"),
    path("<int:meeting_id>/papers/<str:which>.<str:kind>", papers.of_meeting, name="paper"),
    path("<int:meeting_id>/<str:step>/", sitting.act, name="act"),
]
