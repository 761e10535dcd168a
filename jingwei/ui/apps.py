"""Names the room for Django."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The design system."""

    name = "jingwei.ui"
    label = "ui"
