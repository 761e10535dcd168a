"""Template tags for the woven pictures: `loom rows`, `cloth party unit`, `knot party unit`, `braid …`, `trend points`."""

from __future__ import annotations

from django.template import Library

from jingwei.ui import braid as braids
from jingwei.ui import trend as trends
from jingwei.ui import weave

register = Library()

register.simple_tag(weave.loom)
register.simple_tag(weave.cloth)
register.simple_tag(weave.knot)
register.simple_tag(weave.mark, name="mark")
register.simple_tag(weave.empty, name="empty_mark")
register.simple_tag(weave.loading, name="loading_mark")
register.simple_tag(weave.broken, name="broken_mark")
register.simple_tag(braids.braid)
register.simple_tag(braids.legend, name="braid_legend")
register.simple_tag(trends.trend)
