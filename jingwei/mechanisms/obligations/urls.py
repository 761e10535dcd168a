"""The routes of obligations."""

from django.urls import path

from jingwei.mechanisms.obligations import views

urlpatterns = [
    path("", views.overview, name="list"),
    path("month/", views.month, name="month"),
    path("table.xlsx", views.table, name="table"),
    path("excuses/<int:excuse_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<slug:obligation>/", views.one, name="one"),
    path("<slug:obligation>/excuse/<int:organisation_id>/", views.excuse, name="excuse"),
]
