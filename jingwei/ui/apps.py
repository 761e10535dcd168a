"""Names the room for Django; forms speak our words before any is made."""

from django.apps import AppConfig

from jingwei.ui.forms import speak_our_words

speak_our_words()


class UiConfig(AppConfig):
    """The design system."""

    name = "jingwei.ui"
    label = "ui"
