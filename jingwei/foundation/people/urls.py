"""The routes of people."""

from django.urls import path

from jingwei.foundation.people import views

urlpatterns = [
    path("", views.people, name="list"),
    path("mine/", views.my_data, name="my-data"),
    path("<int:person_id>/", views.person, name="one"),
]
