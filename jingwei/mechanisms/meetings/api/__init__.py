"""Meetings over the API: what was held, what is decided, what comes regularly."""

from jingwei.mechanisms.meetings.api import agenda, regular, sitting, templates

routers = {**sitting.routers, **agenda.routers, **regular.routers, **templates.routers}
