"""A cell's characters made smaller, where the schema wants what says so."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def resize(paragraph: etree._Element, runs: Sequence[etree._Element], size: int, *, parted: bool) -> None:
    """Set the size of a paragraph's runs in half points; `parted`: the remark goes on lines of its own."""
    for run in runs:
        _set_size(run, size)
    _set_line(paragraph, size)
    if parted:
        _part(runs)


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


def _part(runs: Sequence[etree._Element]) -> None:
    """Put the remark on lines of its own, where one run holds it together with its number."""
    for words in (words for run in runs for words in run.findall(f"{W}t")):
        number, bracket, remark = (words.text or "").partition("（")
        if number and bracket:
            below = etree.Element(f"{W}t")
            words.text, below.text = number, bracket + remark
            line = etree.Element(f"{W}br")
            words.addnext(line)
            line.addnext(below)
            return


def _set_line(paragraph: etree._Element, size: int) -> None:
    """Let the lines of smaller characters stand closer, where their distance is exact."""
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
"""What the schema puts behind the size of a run's characters."""

_AFTER_SPACING = {
    f"{W}{tag}"
    for tag in (
        "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
        "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr",
        "pPrChange",
    )
}  # fmt: skip
"""What the schema puts behind a paragraph's spacing."""
