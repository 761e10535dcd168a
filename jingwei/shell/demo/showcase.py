from __future__ import annotations


def showcase(crowd, chronicle, titles, platform):
    return []


def showcase_elsewhere(crowd, chronicle, titles, platform):
    return []
