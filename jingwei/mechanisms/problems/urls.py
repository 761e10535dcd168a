"""The routes of problems."""

from django.urls import path

from jingwei.mechanisms.problems.views import pages as views

urlpatterns = [
    path("", views.problems, name="list"),
    path("new/", views.new, name="new"),
    path("<int:problem_id>/", views.one, name="one"),
    path("<int:problem_id>/<slug:step>/", views.act, name="act"),
]
