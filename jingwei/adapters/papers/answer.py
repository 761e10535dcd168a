"""A paper of our own making as the answer to a request: as .docx to go on writing in, or as PDF to file."""

from __future__ import annotations

from typing import Literal

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from jingwei.adapters.papers import printed, written
from jingwei.adapters.papers.paper import Paper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


def paper_answer(name: str, paper: Paper, kind: Literal["docx", "pdf"] = "docx") -> HttpResponse:
    """The answer that carries the paper; `name` is the file's without its ending."""
    content = written(paper) if kind == "docx" else printed(paper)
    return document_answer(f"{name}.{kind}", content, DOCX if kind == "docx" else PDF)


def document_answer(file_name: str, content: bytes, media_type: str = DOCX) -> HttpResponse:
    """The answer that carries a document that is written already, as one filled in from a school's template."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, file_name)
    return response
