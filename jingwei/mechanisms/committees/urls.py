"""The routes of committees and seats."""

from django.urls import path

from jingwei.mechanisms.committees.views import pages as views

urlpatterns = [
    path("", views.committees, name="list"),
    path("new/", views.new, name="new"),
    path("come/", views.come, name="come"),
    path("<int:committee_id>/", views.one, name="one"),
    path("<int:committee_id>/seats/<int:committee_seat_id>/", views.seat, name="seat"),
    path("<int:committee_id>/seats/<int:committee_seat_id>/<slug:step>/", views.seat_act, name="seat-act"),
    path("<int:committee_id>/<slug:step>/", views.act, name="act"),
]
