"""Papers that go out and come in, in the layout that Chinese offices file.

What reads and writes them weighs some ten megabytes: it is fetched when the first paper is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, BinaryIO

from django.core.files.uploadedfile import UploadedFile

from jingwei.adapters.papers.paper import Paper
from jingwei.adapters.papers.placeholders import PaperKind


def written(paper: Paper) -> bytes:
    """The paper as a `.docx` after GB/T 9704; the same content always gives the same bytes."""
    document: bytes = import_module("jingwei.adapters.papers.gbt9704").written(paper)
    return document


def printed(paper: Paper) -> bytes:
    """The paper as a PDF with the same measures; Invalid or NotPrinted with a sentence where there is none."""
    document: bytes = import_module("jingwei.adapters.papers.printing").printed(paper)
    return document


def reading(name: str, content: bytes) -> tuple[str, ...]:
    """The paragraphs of a `.docx`, `.pdf` or `.txt`; Invalid with a sentence where it cannot be read."""
    found: tuple[str, ...] = import_module("jingwei.adapters.papers.read").paragraphs_of(name, content)
    return found


def pages_of(content: BinaryIO | UploadedFile[Any], size: int) -> int | None:
    """The pages of a `.pdf`, or of a `.docx` as its properties tell them; None where nothing tells."""
    pages: int | None = import_module("jingwei.adapters.papers.pages").pages_of(content, size)
    return pages


def check_template(kind: PaperKind, content: bytes) -> None:
    """Take a school's own template, or refuse it: Invalid with a sentence for every fault."""
    import_module("jingwei.adapters.papers.templates").check_template(kind, content)


def fill_template(kind: PaperKind, content: bytes, values: Mapping[str, object]) -> bytes:
    """The `.docx` of a template with every placeholder filled in; a list is filled in with mappings, one a row."""
    document: bytes = import_module("jingwei.adapters.papers.templates").fill_template(kind, content, values)
    return document


def starter(kind: PaperKind) -> bytes:
    """A template to begin with: every placeholder of the kind beside what it holds."""
    document: bytes = import_module("jingwei.adapters.papers.templates").starter(kind)
    return document
