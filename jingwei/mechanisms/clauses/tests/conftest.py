"""The shipped pack in two versions, in which each thing that can happen to a clause happens once."""

from jingwei.foundation.policy.tests.conftest import second, second_root

__all__ = ["second", "second_root"]
