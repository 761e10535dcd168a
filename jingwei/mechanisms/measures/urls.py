"""The routes of measures."""

from django.urls import path

from jingwei.mechanisms.measures.views import pages as views
from jingwei.mechanisms.measures.views import side_by_side, turns

urlpatterns = [
    path("", views.degrees, name="degrees"),
    path("beside/", views.beside, name="beside"),
    path("headlines/", views.headlines, name="headlines"),
    path("weave/", views.weave, name="weave"),
    path("weave/rows/", views.weave_rows, name="weave-rows"),
    path("weave/warned/", views.weave_warned, name="weave-warned"),
    path("turns/", turns.turns, name="turns"),
    path("turns/<slug:turn>/", turns.confirm, name="turn"),
    path("side-by-side/", side_by_side.side_by_side, name="side-by-side"),
    path("standing-out/", views.standing_out, name="standing-out"),
    path("closed/", views.closed_periods, name="closed"),
    path("closed/new/", views.close, name="close"),
    path("closed/<int:closed_period_id>/", views.closed_period, name="closed-period"),
    path("report.docx", views.report, {"kind": "docx"}, name="report"),
    path("report.pdf", views.report, {"kind": "pdf"}, name="report-printed"),
    path("<slug:indicator>/", views.why, name="why"),
    path("<slug:indicator>/peers/", views.peers, name="peers"),
    path("<slug:indicator>/rows/", views.rows, name="rows"),
]
