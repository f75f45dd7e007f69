"""Native Excel charts of like-for-like values: one bar an area, of one measure and, for amounts, of one level.

Takes rows that the sheet has written; compares nothing. A bound is told by hatching, by its mark in the label of the bar and
beside the area; an area without a value has no bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import AxDataSource, NumData, NumVal, StrData, StrRef, StrVal
from openpyxl.chart.label import DataLabel, DataLabelList
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.fill import ColorChoice, PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.worksheet.worksheet import Worksheet

from compare.palette import COLOURS
from compare.workbook.cells import clean_text
from compare.workbook.styles import FONTS

_WIDTH, _HEAD, _BAR = 17.0, 3.2, 1.0
"""Centimetres: width of a chart, height without bars, height of a bar."""

MOST_BARS = 50
"""Bars above which a chart is not drawn: it would be longer than two pages, and nobody could read it."""

_ROW = 0.53
"""Centimetres of a row of the usual height."""


@dataclass(frozen=True)
class Bar:
    """A bar: what it is called, its value, its number format, and whether the value is a bound or approximate."""

    label: str
    value: float
    number_format: str
    is_bound: bool


@dataclass(frozen=True)
class Place:
    """Where the sheet holds labels and values: the columns, and the first row."""

    labels: int
    values: int
    row: int


def rows_of_chart(bars: int) -> int:
    """Return how many rows of the sheet a chart of so many bars covers, with a free one."""
    return int(_height(bars) / _ROW) + 2


def add_chart(sheet: Worksheet, anchor: str, words: tuple[str, str], bars: Sequence[Bar], place: Place, language: str) -> None:
    """Put a chart of `bars` at `anchor`; `words` are its title and the unit on its axis."""
    chart = BarChart()
    chart.type, chart.gapWidth, chart.legend, chart.visible_cells_only = "bar", 60, None, False
    chart.width, chart.height = _WIDTH, _height(len(bars))
    chart.title = _title(words[0], 1100, language, is_bold=True)
    chart.series.append(_series(sheet, bars, place, language))
    chart.y_axis.title, chart.y_axis.number_format = _title(words[1], 900, language), "General"
    chart.y_axis.scaling.min, chart.y_axis.delete, chart.y_axis.crosses = 0, False, "max"
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=_rgb("rule"), w=6350))
    chart.x_axis.scaling.orientation, chart.x_axis.delete = "maxMin", False  # the first bar stands on top
    chart.x_axis.majorTickMark = chart.y_axis.majorTickMark = "none"
    chart.x_axis.txPr = chart.y_axis.txPr = _words(900, language)
    sheet.add_chart(chart, anchor)


def _height(bars: int) -> float:
    return _HEAD + _BAR * bars


def _rgb(role: str) -> str:
    return COLOURS[role].removeprefix("#")


def _series(sheet: Worksheet, bars: Sequence[Bar], place: Place, language: str) -> Series:
    """Return the bars, with what they show kept in the chart for viewers that do not read the cells."""
    last = place.row + len(bars) - 1
    values = Reference(sheet, min_col=place.values, min_row=place.row, max_row=last)
    series = Series(values, title=None)
    series.cat = _categories(sheet, bars, place)
    held = [NumVal(idx=n, v=repr(bar.value), formatCode=bar.number_format) for n, bar in enumerate(bars)]
    series.val.numRef.numCache = NumData(formatCode="General", ptCount=len(bars), pt=held)
    series.graphicalProperties = GraphicalProperties(solidFill=_rgb("subject"))
    series.graphicalProperties.line.solidFill = _rgb("subject")
    series.dPt = [_hatched(n) for n, bar in enumerate(bars) if bar.is_bound]
    series.dLbls = _labels(bars, language)
    return series


def _categories(sheet: Worksheet, bars: Sequence[Bar], place: Place) -> AxDataSource:
    cells = Reference(sheet, min_col=place.labels, min_row=place.row, max_row=place.row + len(bars) - 1)
    names = [StrVal(idx=n, v=clean_text(bar.label)) for n, bar in enumerate(bars)]
    return AxDataSource(strRef=StrRef(f=str(cells), strCache=StrData(ptCount=len(bars), pt=names)))


def _hatched(number: int) -> DataPoint:
    """Return the look of the bar of a bound."""
    point = DataPoint(idx=number, invertIfNegative=False)
    pattern = PatternFillProperties(prst="wdUpDiag")
    pattern.foreground, pattern.background = ColorChoice(srgbClr=_rgb("subject")), ColorChoice(srgbClr="FFFFFF")
    point.graphicalProperties = GraphicalProperties(pattFill=pattern, ln=LineProperties(solidFill=_rgb("subject")))
    return point


def _labels(bars: Sequence[Bar], language: str) -> DataLabelList:
    """Return the labels of the bars, each with mark and decimals as printed."""
    shown = {"showVal": True, "showSerName": False, "showCatName": False, "showLegendKey": False, "showPercent": False}
    found = [
        DataLabel(idx=n, numFmt=bar.number_format, dLblPos="outEnd", txPr=_words(900, language), **shown)
        for n, bar in enumerate(bars)
    ]
    return DataLabelList(dLbl=found, dLblPos="outEnd", txPr=_words(900, language), **shown)


def _style(size: int, language: str, *, is_bold: bool = False) -> CharacterProperties:
    face = Font(typeface=FONTS[language])
    return CharacterProperties(sz=size, b=is_bold, solidFill=_rgb("text"), latin=face, ea=face)


def _words(size: int, language: str) -> RichText:
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=_style(size, language)), endParaRPr=_style(size, language))])


def _title(words: str, size: int, language: str, *, is_bold: bool = False) -> Title:
    """Return a title that is text: no reference, nothing to evaluate."""
    style = _style(size, language, is_bold=is_bold)
    run = RegularTextRun(rPr=style, t=clean_text(words))
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=style), r=[run])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)
