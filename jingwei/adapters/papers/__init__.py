"""Papers that go out and come in, in the layout that Chinese offices file.

What reads and writes them weighs some ten megabytes: `writing` and `reading` fetch it when the first paper is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jingwei.adapters.papers.gbt9704 import Paper


def writing(title: str) -> Paper:
    """A new paper after GB/T 9704 with this title in its properties."""
    paper: Paper = import_module("jingwei.adapters.papers.gbt9704").Paper(title)
    return paper


def reading(name: str, content: bytes) -> tuple[str, ...]:
    """The paragraphs of a `.docx`, `.pdf` or `.txt`; Invalid with a sentence where it cannot be read."""
    found: tuple[str, ...] = import_module("jingwei.adapters.papers.read").paragraphs_of(name, content)
    return found
