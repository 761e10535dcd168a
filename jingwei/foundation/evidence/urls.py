"""The routes of evidence."""

from django.urls import path

from jingwei.foundation.evidence import views

urlpatterns = [path("<int:attachment_id>/", views.download, name="download")]
