"""The routes of clauses."""

from django.urls import path

from jingwei.mechanisms.clauses import views

urlpatterns = [
    path("", views.clauses, name="list"),
    path("table.xlsx", views.table, name="table"),
    path("adopt/", views.adopt, name="adopt"),
    path("<str:clause_id>/", views.clause, name="one"),
    path("<str:clause_id>/text/", views.attach, name="attach"),
]
