"""The routes of directives."""

from django.urls import path

from jingwei.mechanisms.directives.views import pages as views

urlpatterns = [
    path("", views.directives, name="list"),
    path("new/", views.new, name="new"),
    path("<int:directive_id>/", views.one, name="one"),
    path("<int:directive_id>/<slug:step>/", views.act, name="act"),
    path("<int:directive_id>/files/<int:file_id>/<slug:step>/", views.file, name="file"),
    path("<int:directive_id>/receipts/<int:receipt_id>/<slug:step>/", views.receipt, name="receipt"),
]
