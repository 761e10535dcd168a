"""How personal values are masked."""

from __future__ import annotations


def masked(value: str, *, head: int, tail: int) -> str:
    """`value` with its middle hidden; short values are hidden whole."""
    if len(value) <= head + tail:
        return "*" * len(value)
    return f"{value[:head]}{'*' * (len(value) - head - tail)}{value[-tail:]}"


def masked_id_number(value: str) -> str:
    """An ID number with its date of birth and serial hidden."""
    return masked(value, head=3, tail=2)


def masked_phone(value: str) -> str:
    """A phone number with its middle hidden."""
    return masked(value, head=3, tail=4)
