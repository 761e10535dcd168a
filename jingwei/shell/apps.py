"""At start: every room's events, verbs and reactions are declared."""

from django.apps import AppConfig

from jingwei.kernel.manifest import parts


class ShellConfig(AppConfig):
    """Loads the declarations, so that a verb is known wherever it is called from."""

    name = "jingwei.shell"

    def ready(self) -> None:
        """Import what declares."""
        for part in ("events", "flow", "queries", "actions", "reactions"):
            list(parts(part))
