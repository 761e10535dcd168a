"""The routes of organisations."""

from django.urls import path

from jingwei.foundation.organisations import views

urlpatterns = [
    path("", views.trees, name="trees"),
    path("list/", views.listing, name="list"),
    path("coverage/", views.coverage, name="coverage"),
    path("posts/<int:appointment_id>/end/", views.end_post, name="end-post"),
    path("changes/<int:planned_change_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:organisation_id>/", views.one, name="one"),
    path("<int:organisation_id>/below/", views.below, name="below"),
    path("<int:organisation_id>/<slug:step>/", views.act, name="act"),
]
