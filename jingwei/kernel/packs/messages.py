"""What a fault found by a spec says to the person who wrote the pack."""

from collections.abc import Callable
from typing import Any

Detail = Any

_SHOULD_BE = {
    "string_type": "text (put it in quotes if it looks like a number)",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "date_type": "a date such as 2022-05-31",
    "date_parsing": "a date such as 2022-05-31",
    "date_from_datetime_parsing": "a date such as 2022-05-31",
    "date_from_datetime_inexact": "a date such as 2022-05-31",
}

_SAYS: dict[str, Callable[[Detail], str]] = {
    "missing": lambda d: f"«{d['loc'][-1]}» is missing",
    "extra_forbidden": lambda d: f"unknown key «{d['loc'][-1]}»",
    "literal_error": lambda d: f"should be {_plain(d['ctx']['expected'])}, not «{d['input']}»",
    "union_tag_invalid": lambda d: f"«{_tag(d)}» should be one of {_plain(d['ctx']['expected_tags'])}",
    "union_tag_not_found": lambda d: f"«{_tag(d)}» is missing",
    "string_pattern_mismatch": lambda d: f"«{d['input']}» is not spelt like {d['ctx']['pattern']}",
    "string_too_long": lambda d: f"longer than {d['ctx']['max_length']} characters",
    "too_short": lambda d: f"needs at least {d['ctx']['min_length']}, has {d['ctx']['actual_length']}",
    "too_long": lambda d: f"has room for {d['ctx']['max_length']}, has {d['ctx']['actual_length']}",
    "greater_than_equal": lambda d: f"should be at least {d['ctx']['ge']}",
    "less_than_equal": lambda d: f"should be at most {d['ctx']['le']}",
    "value_error": lambda d: str(d["ctx"]["error"]),
}


def message(detail: Detail) -> str:
    """One plain sentence for one finding of pydantic."""
    if (kind := detail["type"]) in _SHOULD_BE:
        return f"should be {_SHOULD_BE[kind]}"
    return _SAYS[kind](detail) if kind in _SAYS else str(detail["msg"])


def _plain(expected: str) -> str:
    return expected.replace("'", "")


def _tag(detail: Detail) -> str:
    return _plain(str(detail["ctx"]["discriminator"]))
