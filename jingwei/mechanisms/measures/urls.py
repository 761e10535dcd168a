"""The routes of measures."""

from django.urls import path

from jingwei.mechanisms.measures import views

urlpatterns = [
    path("", views.degrees, name="degrees"),
    path("headlines/", views.headlines, name="headlines"),
    path("<slug:indicator>/", views.why, name="why"),
    path("<slug:indicator>/rows/", views.rows, name="rows"),
]
