"""At start: every room's events, verbs and reactions are declared."""

from importlib import import_module

from django.apps import AppConfig

from jingwei.kernel.manifest import parts


class ShellConfig(AppConfig):
    """Loads the declarations, so that a verb is known wherever it is called from."""

    name = "jingwei.shell"

    def ready(self) -> None:
        """Import what declares, the shell's own sessions too: a worker must know how long they are kept."""
        import_module("jingwei.shell.actions")
        for part in ("events", "flow", "queries", "actions", "reactions"):
            list(parts(part))
