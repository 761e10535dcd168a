"""The measures over the API; the named questions come before those of one indicator, whose name could be anything."""

from jingwei.mechanisms.measures.api import closed, facts, report, side_by_side, strands, turns

routers = {
    **strands.routers,
    **side_by_side.routers,
    **turns.routers,
    **report.routers,
    "measures": facts.router,
    **closed.routers,
}
