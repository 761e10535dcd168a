"""How the matters of the demo go: what both sides plan, do, answer and find, up to today."""

from jingwei.shell.demo.lives.beginning import Beginning
from jingwei.shell.demo.lives.ending import Ending
from jingwei.shell.demo.lives.telling import Cast, Life


class Telling(Beginning, Ending):
    """Tells one life after the other to a chronicle."""

    def tell(self, life: Life, cast: Cast) -> None:
        """Tell a life up to now, or up to its withdrawal."""
        self.take(life, cast)
        self.plan()
        self.deploy()
        self.work()
        if not life.only:
            self.finish()
        self.run()


__all__ = ["Cast", "Life", "Telling"]
