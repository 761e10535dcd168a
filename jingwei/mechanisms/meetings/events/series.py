"""What the ledger will remember of series."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from jingwei.kernel.events import Event, titled
from jingwei.kernel.packs.registry import called


@dataclass(frozen=True, kw_only=True)
class SeriesBegun(Event):
    """An organisation meets regularly: `words` say when and where."""

    verb = "series.begin"
    sentence = _l("{actor}定下{subject}：{words}")
    body: str
    words: str


@dataclass(frozen=True, kw_only=True)
class SeriesChanged(Event):
    """It meets on other days, at another hour or elsewhere."""

    verb = "series.change"
    sentence = _l("{actor}改了{subject}：{words}（原来是{before}）")
    words: str
    before: str


@dataclass(frozen=True, kw_only=True)
class SeriesEnded(Event):
    """It meets regularly no longer."""

    verb = "series.end"
    sentence = _l("{actor}不再按期开{subject}（{before}）")
    before: str


def _series_here(kept: str) -> str:
    return _("{body}例会").format(body=called("bodies")(kept.removesuffix("例会")))


titled("series", _series_here)
