"""Where imports are found."""

from django.urls import path

from jingwei.mechanisms.imports import views

urlpatterns = [
    path("", views.start, name="start"),
    path("<int:import_id>/", views.one, name="one"),
    path("<int:import_id>/progress/", views.progress, name="progress"),
    path("<int:import_id>/apply/", views.apply, name="apply"),
    path("<int:import_id>/discard/", views.discard, name="discard"),
    path("<int:import_id>/undo/", views.undo, name="undo"),
    path("<int:import_id>/faults.xlsx", views.faults, name="faults"),
    path("template/<slug:set_id>.xlsx", views.template, name="template"),
]
