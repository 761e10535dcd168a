"""Meetings over the API: what was held, what is decided, what comes regularly, a month of all of it."""

from jingwei.mechanisms.meetings.api import agenda, calendar, old_minutes, regular, sitting, templates

routers = {
    **sitting.routers,
    **agenda.routers,
    **regular.routers,
    **templates.routers,
    **calendar.routers,
    **old_minutes.routers,
}
