"""The routes of the shell."""

from django.urls import path

from jingwei.shell import installed, views

urlpatterns = [
    path("", views.desk, name="desk"),
    path("search/", views.search, name="search"),
    path("team/", views.team, name="team"),
    path("desk/<str:item>/later/", views.later, name="later"),
    path("desk/<str:item>/again/", views.again, name="again"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("sign-out/", views.sign_out, name="sign-out"),
    path("posts/", views.posts, name="posts"),
    path("sessions/", views.sessions, name="sessions"),
    path("language/", views.language, name="language"),
    path("opening/", installed.opening, name="opening"),
    path("app.webmanifest", installed.manifest, name="manifest"),
    path("sw.js", installed.worker, name="worker"),
    path("healthz", views.healthz, name="healthz"),
]
