"""The routes of thanks."""

from django.urls import path

from jingwei.mechanisms.thanks_probe import views

urlpatterns = [path("", views.wall, name="wall")]
