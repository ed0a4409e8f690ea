"""Setting the size of a cell's characters, each element at the position that the schema prescribes."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def resize(paragraph: etree._Element, runs: Sequence[etree._Element], size: int, *, split: bool) -> None:
    """Set the size of a paragraph's runs in half points; `split`: put the remark on lines of its own."""
    for run in runs:
        _set_size(run, size)
    _set_line_spacing(paragraph, size)
    if split:
        _split_remark(runs)


def _set_size(run: etree._Element, size: int) -> None:
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = etree.Element(f"{W}rPr")
        run.insert(0, properties)
    for tag in ("sz", "szCs"):
        for old in properties.findall(f"{W}{tag}"):
            properties.remove(old)
    place = next(
        (index for index, child in enumerate(properties) if child.tag in _AFTER_SIZE), len(properties)
    )
    for offset, tag in enumerate(("sz", "szCs")):
        element = etree.Element(f"{W}{tag}")
        element.set(f"{W}val", str(size))
        properties.insert(place + offset, element)


def _split_remark(runs: Sequence[etree._Element]) -> None:
    """Put a line break before the remark, where one text holds it and its number."""
    for text in (text for run in runs for text in run.findall(f"{W}t")):
        number, bracket, remark = (text.text or "").partition("（")
        if number and bracket:
            below = etree.Element(f"{W}t")
            text.text, below.text = number, bracket + remark
            line_break = etree.Element(f"{W}br")
            text.addnext(line_break)
            line_break.addnext(below)
            return


def _set_line_spacing(paragraph: etree._Element, size: int) -> None:
    """Set exact line spacing of 1.2 times the size."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    spacing = properties.find(f"{W}spacing")
    if spacing is None:
        spacing = etree.Element(f"{W}spacing")
        later = (index for index, child in enumerate(properties) if child.tag in _AFTER_SPACING)
        properties.insert(next(later, len(properties)), spacing)
    spacing.set(f"{W}line", str(size * 12))
    spacing.set(f"{W}lineRule", "exact")


_AFTER_SIZE = {
    f"{W}{tag}"
    for tag in (
        "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
        "eastAsianLayout", "specVanish", "oMath", "rPrChange",
    )
}  # fmt: skip
"""Elements of a run's properties that the schema puts after the size."""

_AFTER_SPACING = {
    f"{W}{tag}"
    for tag in (
        "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
        "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr",
        "pPrChange",
    )
}  # fmt: skip
"""Elements of a paragraph's properties that the schema puts after the spacing."""
