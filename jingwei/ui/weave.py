"""The woven pictures: what a loom, a cloth and a knot look like, and how each is read aloud.

Warp (经, red) is the Party side and runs through; weft (纬, indigo) is the professional side and is laid in where work
happens. A crossing is drawn interlaced only where verified evidence binds both sides, so density means integration.
All functions are pure: the same input gives the same bytes. Geometry is cached; words are not, as they follow the language.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from math import ceil
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jingwei.ui.threads import across, down, frays, picture, spans, thread, under

LOOM = 56.0
CLOTH = 132.0
CLOTH_THREADS = 18
KNOT = 34.0
REACH = {"done": 1.0, "doing": 0.55, "todo": 0.0}


def loom(rows: str, label: str | None = None, *, warps: int = 7) -> SafeString:
    """One matter. Each letter of `rows`, top to bottom, is a milestone.

    `b` both sides verified, drawn interlaced · `p` Party side only, the warps run on bare · `w` professional side only, a
    thin weft over pale warps · `-` not yet, the warps hang loose. `label` replaces the spoken numbers; empty hides it.
    """
    if unknown := set(rows) - set("bpw-"):
        raise ValueError(f"a loom row is one of b, p, w and -, not {sorted(unknown)}")
    if label is None:
        return _told_loom(get_language(), rows, warps)
    return picture("loom", (LOOM, LOOM), _loom(rows or "-", warps), label)


@lru_cache(maxsize=2048)
def _told_loom(_language: str | None, rows: str, warps: int) -> SafeString:
    """Matters are alike: a list draws few looms that none before it drew."""
    label = _(
        "布机：%(all)d 个节点，两侧都核实 %(both)d 个，只有党建侧 %(party)d 个，"
        "只有业务侧 %(unit)d 个，还没做 %(none)d 个"
    ) % {
        "all": len(rows),
        "both": rows.count("b"),
        "party": rows.count("p"),
        "unit": rows.count("w"),
        "none": rows.count("-"),
    }
    return picture("loom", (LOOM, LOOM), _loom(rows or "-", warps), label)


@lru_cache(maxsize=2048)
def _loom(rows: str, warps: int) -> str:
    pitch, step = LOOM / warps, LOOM / len(rows)
    warp, weft = pitch * 0.58, min(step * 0.6, 4.6)
    gap = min(weft / 2 + 0.8, step * 0.4)
    fray = frays(len(rows) * 31 + warps)
    xs = [pitch * (index + 0.5) for index in range(warps)]
    bound = loose = laid = single = ""
    for i, x in enumerate(xs):
        for j, kind in enumerate(rows):
            top, bottom = step * j, step * (j + 1)
            middle = (top + bottom) / 2
            dips = [middle] if kind == "w" or (kind == "b" and (i + j) % 2) else []
            end = bottom - fray() * step * 0.8 if j == len(rows) - 1 else bottom
            piece = down(x, spans(top, end if kind == "-" else bottom, dips, gap))
            if kind in "-w":
                loose += piece
            else:
                bound += piece
    for j, kind in enumerate(rows):
        y = step * (j + 0.5)
        if kind == "b":
            laid += across(y, spans(0, LOOM, under(xs, j, odd=False), warp / 2 + 0.8))
        elif kind == "w":
            single += across(y, [(0, LOOM)])
    return (
        thread(loose, "wv-warp-p", warp * 0.6)
        + thread(bound, "wv-warp", warp)
        + thread(laid, "wv-weft", weft)
        + thread(single, "wv-weft wv-thin", weft * 0.5)
    )


def cloth(party: tuple[int, int], unit: tuple[int, int], label: str | None = None) -> SafeString:
    """One organisation. `party` and `unit` are (bound, all) pieces of work of either side.

    Bound threads are packed tight and interlaced at the top left; loose threads hang wide and pale. Beyond 18 of a side
    one thread stands for several, alike on both sides, and the label says for how many.
    """
    for bound, everything in (party, unit):
        if not 0 <= bound <= everything:
            raise ValueError(f"bound work lies between none and all of it, not {bound} of {everything}")
    per = max(1, ceil(max(party[1], unit[1]) / CLOTH_THREADS))
    if label is None:
        label = _(
            "布样：党建工作 %(party)d 项，已织入 %(party_bound)d 项；专业工作 %(unit)d 项，已织入 %(unit_bound)d 项"
        ) % {
            "party": party[1],
            "party_bound": party[0],
            "unit": unit[1],
            "unit_bound": unit[0],
        }
        if per > 1:
            label += _("；一根线代表 %(count)d 项") % {"count": per}
    return picture("cloth", (CLOTH, CLOTH), _cloth(_shared(party, per), _shared(unit, per)), label)


def _shared(side: tuple[int, int], per: int) -> tuple[int, int]:
    """Threads for so many pieces of work; a thread is bound only where all that it stands for is."""
    bound, everything = side
    threads = ceil(everything / per)
    return threads if bound == everything else bound // per, threads


def _places(bound: int, everything: int) -> list[float]:
    tight, wide, edge = 5.4, 7.4, 2.4
    return [
        edge + (tight * index if index < bound else tight * bound + wide * (index - bound) + 2)
        for index in range(everything)
    ]


@lru_cache(maxsize=2048)
def _cloth(party: tuple[int, int], unit: tuple[int, int]) -> str:
    thick, gap, thin = 3.7, 0.75, 1.7
    fray = frays(party[1] * 97 + unit[1] * 13 + party[0])
    xs, ys = _places(*party), _places(*unit)
    bound_xs, bound_ys = xs[: party[0]], ys[: unit[0]]
    right = bound_xs[-1] + thick / 2 + 1 if bound_xs else 0.0
    bottom = bound_ys[-1] + thick / 2 + 1 if bound_ys else 0.0
    warps = wefts = loose_warps = loose_wefts = ""
    for i, x in enumerate(xs):
        if i < party[0]:
            warps += down(x, spans(0, bottom, under(bound_ys, i, odd=True), thick / 2 + gap))
        loose_warps += down(x, [(bottom if i < party[0] else 0, CLOTH - fray() * 9)])
    for j, y in enumerate(ys):
        if j < unit[0]:
            wefts += across(y, spans(0, right, under(bound_xs, j, odd=False), thick / 2 + gap))
        loose_wefts += across(y, [(right if j < unit[0] else 0, CLOTH - fray() * 9)])
    return (
        thread(loose_wefts, "wv-weft-p", thin)
        + thread(loose_warps, "wv-warp-p", thin)
        + thread(warps, "wv-warp", thick)
        + thread(wefts, "wv-weft", thick)
    )


STRIP_PITCH, STRIP = 15.0, 54.0


def strip(warps: str, label: str = "") -> SafeString:
    """A piece of cloth seen along its warps, each letter one of them.

    `d` bound all the way by wefts · `m` bound in part · `x` broken · `n` not begun, dotted · `o` bare, it only points
    the way. Wefts of neighbours join.
    """
    if unknown := set(warps) - set("dmxno"):
        raise ValueError(f"a warp of a strip is one of d, m, x, n and o, not {sorted(unknown)}")
    return picture("strip", (STRIP_PITCH * len(warps), STRIP), _strip(warps), label)


@lru_cache(maxsize=256)
def _strip(warps: str) -> str:
    ys = (9.0, 21.0, 33.0, 45.0)
    warp, weft, half = 5.0, 4.4, STRIP_PITCH / 2
    bound = laid = broken_off = bare = dotted = ""
    for i, kind in enumerate(warps):
        x = STRIP_PITCH * i + half
        crossed = {"d": ys, "m": ys[i % 2 :: 2]}.get(kind, ())
        on_top = [y for j, y in enumerate(ys) if y in crossed and (i + j) % 2]
        if kind in "dm":
            bound += down(x, spans(0, STRIP, on_top, weft / 2 + 1))
            for y in crossed:
                dips = () if y in on_top else (x,)
                laid += across(y, spans(x - half, x + half, dips, warp / 2 + 1))
        elif kind == "x":
            broken_off += down(x, [(0, 17), (37, STRIP)])
        elif kind == "n":
            dotted += down(x, [(0, STRIP)])
        else:
            bare += down(x, [(0, STRIP)])
    return (
        thread(bare, "wv-warp-p", 1.8)
        + thread(dotted, "wv-warp-p", 1.8, ' stroke-dasharray="2 4"')
        + thread(bound, "wv-warp", warp)
        + thread(laid, "wv-weft", weft)
        + thread(broken_off, "wv-late", warp)
    )


def knot(party: str, unit: str, label: str | None = None) -> SafeString:
    """One step of four. Each side is `done`, `doing` (half a thread) or `todo` (a pale thread); interlaced when both are done."""
    if label is None:
        return _told_knot(get_language(), party, unit)
    return picture("knot", (KNOT, KNOT), _knot(party, unit), label)


@lru_cache(maxsize=18)
def _told_knot(_language: str | None, party: str, unit: str) -> SafeString:
    """A list of matters shows two hundred of them, of nine kinds."""
    words = {"done": _("做完了"), "doing": _("在做"), "todo": _("还没做")}
    label = _("党建侧%(party)s，业务侧%(unit)s") % {"party": words[party], "unit": words[unit]}
    return picture("knot", (KNOT, KNOT), _knot(party, unit), label)


def steps(label: str, knots: Iterable[Any]) -> SafeString:
    """The steps of one matter in a row of a list: a knot each, with its name in two characters."""
    return _steps(get_language(), label, tuple((each.party, each.unit, str(each.short)) for each in knots))


@lru_cache(maxsize=512)
def _steps(_language: str | None, label: str, knots: tuple[tuple[str, str, str], ...]) -> SafeString:
    drawn = format_html_join("", "<li>{}{}</li>", ((knot(party, unit), name) for party, unit, name in knots))
    return format_html('<ol class="four" aria-label="{}">{}</ol>', label, drawn)


@lru_cache(maxsize=9)
def _knot(party: str, unit: str) -> str:
    places, near, full, thick, gap = (12.0, 22.0), 2.0, 30.0, 4.4, 1.0
    both = party == unit == "done"
    warp_end, weft_end = near + full * REACH[party], near + full * REACH[unit]
    warps = wefts = loose_warps = loose_wefts = ""
    for index, at in enumerate(places):
        if REACH[party]:
            warps += down(
                at, spans(near, warp_end, under(places, index, odd=True) if both else (), thick / 2 + gap)
            )
        if REACH[unit]:
            dips = under(places, index, odd=False) if REACH[party] else ()
            wefts += across(at, spans(near, weft_end, dips, thick / 2 + gap))
        if REACH[party] < 1:
            loose_warps += down(at, [(warp_end, near + full)])
        if REACH[unit] < 1:
            loose_wefts += across(at, [(weft_end, near + full)])
    return (
        thread(loose_warps, "wv-warp-p", 1.6)
        + thread(loose_wefts, "wv-weft-p", 1.6)
        + thread(warps, "wv-warp", thick)
        + thread(wefts, "wv-weft", thick)
    )


def mark(label: str = "") -> SafeString:
    """The mark of the house: three warps and three wefts, interlaced."""
    xs, ys = (7.0, 16.0, 25.0), (6.0, 16.0, 26.0)
    warps = "".join(down(x, spans(2, 30, under(ys, i, odd=True), 3)) for i, x in enumerate(xs))
    wefts = "".join(across(y, spans(2, 30, under(xs, j, odd=False), 3)) for j, y in enumerate(ys))
    return picture("mark", (32, 32), thread(warps, "wv-warp", 4.2) + thread(wefts, "wv-weft", 4.2), label)


def empty(label: str = "") -> SafeString:
    """Nothing yet: warps hang ready."""
    ends = (52, 46, 54, 48, 55, 47, 52)
    return picture("scene", (112, 56), thread(_hung(ends), "wv-warp-p", 2.4), label)


def loading(label: str = "") -> SafeString:
    """On its way: one shuttle crosses the warps."""
    shuttle = thread("M0 28H112", "wv-weft shuttle", 4, ' pathLength="60"')
    return picture("scene", (112, 56), thread(_hung((56,) * 7), "wv-warp-p", 2.4) + shuttle, label)


def broken(label: str = "") -> SafeString:
    """Something went wrong: one thread is broken, all others hold."""
    whole = "".join(down(8 + 16 * index, [(0, 56)]) for index in range(7) if index != 3)
    torn = down(56, [(0, 20), (37, 56)])
    return picture("scene", (112, 56), thread(whole, "wv-warp", 2.4) + thread(torn, "wv-late", 3.6), label)


def _hung(ends: tuple[int, ...]) -> str:
    return "".join(down(8 + 16 * index, [(0, end)]) for index, end in enumerate(ends))
