"""Where notices are found."""

from django.urls import path

from jingwei.mechanisms.notices import views

urlpatterns = [
    path("", views.notices, name="list"),
    path("new/", views.new, name="new"),
    path("seen/", views.seen, name="seen"),
    path("all-read/", views.read_all, name="all-read"),
    path("<int:notice_id>/", views.one, name="one"),
    path("settings/", views.settings, name="settings"),
    path("settings/calendar/<slug:step>/", views.calendar_step, name="calendar-step"),
    path("settings/devices/", views.subscribe, name="subscribe"),
    path("settings/devices/<int:device_id>/end/", views.unsubscribe, name="unsubscribe"),
    path("settings/robot/", views.set_robot, name="set-robot"),
    path("settings/robot/end/", views.drop_robot, name="drop-robot"),
    path("settings/apps/<slug:kind>/<slug:step>/", views.app_step, name="app-step"),
    path("apps/", views.apps, name="apps"),
    path("apps/<slug:kind>/", views.set_app, name="set-app"),
    path("apps/<slug:kind>/outcome/", views.app_outcome, name="app-outcome"),
    path("apps/<slug:kind>/<slug:step>/", views.app_work, name="app-work"),
    path("calendar/<slug:secret>.ics", views.calendar, name="calendar"),
    path("leave/<str:token>/", views.leave, name="leave"),
    path("deliveries/", views.deliveries, name="deliveries"),
]
