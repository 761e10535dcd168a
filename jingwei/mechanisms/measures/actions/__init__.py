"""What keeps the roll-up equal to the records, and the verb that closes a period."""

from jingwei.mechanisms.measures.actions.closing import close_period
from jingwei.mechanisms.measures.actions.rolling_up import count_again, outdated, recompute

__all__ = ["close_period", "count_again", "outdated", "recompute"]
