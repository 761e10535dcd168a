"""Decides how bars are drawn in a .docx, as a chart that Word redraws and scales, and on the pages of a PDF."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm
from lxml.builder import E

from jingwei.adapters.papers import measures
from jingwei.adapters.papers.paper import Chart, legal

HEIGHT = 52
"""Of the picture, in millimetres; it is as wide as the type area."""
FILLS = ("FFFFFF", "595959", "BFBFBF")
"""Of the bars of each series: told apart in black and white, each with a black edge."""
TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PLACED = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LEFT, RIGHT, TOP, BOTTOM, GAP = 12.0, 2.0, 8.0, 7.0, 0.25
"""Around the bars of a PDF in millimetres, and what part of its place stays free beside them."""


def add_chart(document: Document, block: Chart) -> None:
    """Add the chart with its values; no workbook stands behind it, so that there is nothing to open or to fetch."""
    package = document.part.package
    number = 1 + sum(str(part.partname).startswith("/word/charts/") for part in package.iter_parts())
    name = PackURI(f"/word/charts/chart{number}.xml")
    identifier = document.part.relate_to(Part(name, TYPE, _chart(block).encode(), package), RELATION)
    line = document.add_paragraph()
    line.paragraph_format.line_spacing = 1
    line.paragraph_format.keep_with_next = True
    line.add_run()._r.append(parse_xml(_frame(block, identifier, number)))


def drawn(block: Chart) -> Any:
    """The same chart as a picture for the pages of a PDF."""
    width, foot = float(measures.TYPE_AREA), HEIGHT - BOTTOM
    tall, wide = foot - TOP, (width - LEFT - RIGHT) / max(len(block.places), 1)
    bar = wide * (1 - GAP) / max(len(block.series), 1)
    parts: list[Any] = []
    for share in (0, 50, 100):
        at = foot - tall * share / 100
        parts.append(_line(at, width - RIGHT, "black" if share == 0 else f"#{FILLS[2]}"))
        parts.append(_words(LEFT - 1, at + 1.1, f"{share}%", "end"))
    for place, words in enumerate(block.places):
        parts.append(_words(LEFT + wide * (place + 0.5), HEIGHT - 1.5, words))
    for series, (name, values) in enumerate(block.series):
        fill = f"#{FILLS[series % len(FILLS)]}"
        key = LEFT + 30 * series
        parts += [_bar(key, 1, 3, 3, fill), _words(key + 4.5, 3.6, name, "start")]
        for place, value in enumerate(values):
            if value is not None:
                left, height = LEFT + wide * (place + GAP / 2) + bar * series, tall * value / 100
                parts.append(_bar(left, foot - height, bar, height, fill))
                parts.append(_words(left + bar / 2, foot - height - 0.8, f"{value}%"))
    shape = {"viewBox": f"0 0 {width:g} {HEIGHT}", "width": f"{width:g}mm", "height": f"{HEIGHT}mm"}
    told = {"class": "chart", "role": "img", "aria-label": legal(block.label)}
    return E.svg({"xmlns": "http://www.w3.org/2000/svg"} | shape | told, *parts)


def _line(top: float, right: float, shade: str) -> Any:
    ends = {"x1": f"{LEFT:g}", "y1": f"{top:.2f}", "x2": f"{right:g}", "y2": f"{top:.2f}"}
    return E.line(ends | {"stroke": shade, "stroke-width": "0.2"})


def _bar(left: float, top: float, width: float, height: float, fill: str) -> Any:
    place = {"x": f"{left:.2f}", "y": f"{top:.2f}", "width": f"{width:.2f}", "height": f"{height:.2f}"}
    return E.rect(place | {"fill": fill, "stroke": "black", "stroke-width": "0.2"})


def _words(left: float, foot: float, text: str, anchor: str = "middle") -> Any:
    place = {"x": f"{left:.2f}", "y": f"{foot:.2f}", "text-anchor": anchor}
    return E.text(place | {"font-size": "3.2", "font-family": measures.SONG}, legal(text))


def _chart(block: Chart) -> str:
    series = "".join(_series(block, at) for at in range(len(block.series)))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}">'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        '<c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        '<c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="100"/><c:min val="0"/>'
        '</c:scaling><c:delete val="0"/><c:axPos val="l"/><c:majorGridlines><c:spPr><a:ln w="3175"><a:solidFill>'
        '<a:srgbClr val="BFBFBF"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>'
        '<c:numFmt formatCode="0&quot;%&quot;" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/><c:majorUnit val="50"/>'
        '</c:valAx></c:plotArea><c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln>'
        '</c:spPr><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="900"><a:solidFill><a:srgbClr val="000000"/>'
        f'</a:solidFill><a:latin typeface="{measures.LATIN}"/><a:ea typeface="{measures.SONG}"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr></c:chartSpace>'
    )


def _series(block: Chart, at: int) -> str:
    name, values = block.series[at]
    column = chr(ord("B") + at)
    last = len(block.places) + 1
    places = "".join(_point(place, words) for place, words in enumerate(block.places))
    points = "".join(_point(place, f"{v}") for place, v in enumerate(values) if v is not None)
    count = f'<c:ptCount val="{len(block.places)}"/>'
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/>{_point(0, name)}</c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{FILLS[at % len(FILLS)]}"/></a:solidFill><a:ln w="6350"><a:solidFill>'
        '<a:srgbClr val="000000"/></a:solidFill></a:ln></c:spPr><c:invertIfNegative val="0"/>'
        '<c:dLbls><c:numFmt formatCode="0&quot;%&quot;" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache>{count}{places}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Sheet1!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>0</c:formatCode>"
        f"{count}{points}</c:numCache></c:numRef></c:val></c:ser>"
    )


def _point(at: int, words: str) -> str:
    return f'<c:pt idx="{at}"><c:v>{escape(legal(words))}</c:v></c:pt>'


def _frame(block: Chart, identifier: str, number: int) -> str:
    told = escape(legal(block.label), {'"': "&quot;"})
    return (
        f'<w:drawing xmlns:w="{WORDS}"><wp:inline xmlns:wp="{PLACED}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{Mm(measures.TYPE_AREA)}" cy="{Mm(HEIGHT)}"/><wp:docPr id="{number}" name="Chart {number}" '
        f'descr="{told}"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="{DRAWING}"><a:graphicData uri="{CHART}">'
        f'<c:chart xmlns:c="{CHART}" xmlns:r="{RELATED}" r:id="{identifier}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
