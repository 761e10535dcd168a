"""The routes of the ledger."""

from django.urls import path

from jingwei.foundation.ledger import views

urlpatterns = [
    path("", views.records, name="records"),
    path("<int:record_id>/", views.record, name="record"),
]
