"""The routes of action items."""

from django.urls import path

from jingwei.foundation.action_items.views import pages as views

urlpatterns = [
    path("", views.action_items, name="list"),
    path("hold/", views.hold, name="hold"),
    path("occasions/<int:occasion_id>/", views.occasion, name="occasion"),
    path("occasions/<int:occasion_id>/settle/", views.settle, name="settle"),
    path("<int:item_id>/<slug:step>/", views.act, name="act"),
]
