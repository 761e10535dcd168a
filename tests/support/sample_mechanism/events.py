"""What the ledger will remember of thanks."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class ThanksGiven(Event):
    """Somebody said thank you."""

    verb = "thanks_probe.give"
    sentence = _l("{actor} 向“{subject}”致谢：{words}")
    words: str


@dataclass(frozen=True, kw_only=True)
class ThanksWithdrawn(Event):
    """Somebody took it back."""

    verb = "thanks_probe.withdraw"
    sentence = _l("{actor} 撤回了“{subject}”")
