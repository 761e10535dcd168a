"""Papers that go out: documents in the layout that Chinese offices file."""

from jingwei.adapters.papers.gbt9704 import Paper

__all__ = ["Paper"]
