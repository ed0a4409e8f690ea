"""The words of a document against its report: its title, and every text under its heading and in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from converter.catalogue.messages import finding
from converter.document.expected import Part
from converter.document.proof.printed_blocks import Item
from converter.grid.labels import normal
from converter.report.finding import Finding
from converter.report.report import Place

_AROUND = 12
"""Characters shown before the place where two texts part, and half of those shown behind it."""

_TITLE_LINES = 4
"""A title may stand on so many lines."""


def title(items: Sequence[Item], parts: Sequence[Part], place: Place) -> Iterator[Finding]:
    """The words of the title before the first section, on one line or several, in any order."""
    expected, agency, year = (_solid(text) for text in (parts[0].text, *parts[0].names))
    lines: list[str] = []
    first = next(part for part in parts if part.kind == "heading")
    for item in items:
        if not isinstance(item, str) or _is_heading(item, first):
            break
        if item:
            lines.append(_solid(item))
    for start in range(len(lines)):
        for end in range(start + 1, min(start + _TITLE_LINES, len(lines)) + 1):
            joined = "".join(lines[start:end])
            if joined == expected:
                return
            if sorted(joined) == sorted(expected) and agency in joined and year in joined:
                return
    yield finding("P-04", place, found=lines[0] if lines else "", expected=parts[0].text)


def _solid(text: str) -> str:
    return "".join(text.split())


def texts(items: Sequence[Item], parts: Sequence[Part], place: Place) -> Iterator[Finding]:
    """Headings, texts, tables and notes stand in the order of the form, each in a place of its own."""
    # the wording of the opening and of sub-headings is the template's; the title is compared for itself
    wanted = [part for part in parts if part.kind not in ("title", "opening", "subheading")]
    lines = [item for item in items if isinstance(item, str)]
    for part in _missing(items, wanted):
        if part.kind == "heading":
            yield finding("P-03", place, variant="heading", expected=part.text)
        elif part.kind != "table":  # a missing table is told for itself
            yield _lost(part, lines, place)
    yield from _twice(lines, parts, place)


def _lost(part: Part, lines: Sequence[str], place: Place) -> Finding:
    """A text that is not there, with the line most like it; long ones are shown where they part."""
    expected = part.lead + part.text
    nearest = get_close_matches(expected, [line for line in lines if line != expected], 1, 0.5)
    if not nearest:
        words = _excerpt(expected, 0)
        return finding("P-03", place, variant="lost", subject=part.name, expected=expected, written=words)
    found = nearest[0]
    pairs = enumerate(zip(expected, found, strict=False))
    at = next((at for at, (one, other) in pairs if one != other), min(len(expected), len(found)))
    words, shown = _excerpt(expected, at), _excerpt(found, at)
    return finding(
        "P-03", place, subject=part.name, found=found, expected=expected, written=words, printed=shown
    )


def _excerpt(text: str, place: int) -> str:
    """The characters of a text around a place."""
    start, end = max(0, place - _AROUND), place + 2 * _AROUND
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _missing(items: Sequence[Item], wanted: Sequence[Part]) -> list[Part]:
    """The parts that the items do not print in their order, each below its own section's heading."""

    def after(start: int, part: Part) -> int | None:
        return next((index for index in range(start, len(items)) if _is(items[index], part)), None)

    missing, start = [], 0
    for part in wanted:
        at = after(start, part)
        if at is None:
            missing.append(part)
        else:
            start = at + 1
    if not missing:
        return []
    # Something is amiss: search again, within sections, so that a text is not taken for its like below.
    missing, start = [], 0
    for number, part in enumerate(wanted):
        at = after(start, part)
        following = next((other for other in wanted[number + 1 :] if other.kind == "heading"), None)
        end = after(start, following) if following and part.kind != "heading" else None
        if at is None or (end is not None and at > end):
            missing.append(part)
        else:
            start = at + 1
    return missing


def _is(item: Item, part: Part) -> bool:
    """True where an item of the document prints this part.

    A text may follow its sub-heading (or its label) on the same line.
    """
    if not isinstance(item, str):
        return part.kind == "table" and item.key == part.key
    if part.kind == "table":
        return False
    if part.kind == "heading":
        return _is_heading(item, part)
    text = part.text.strip()
    if item == text:
        return True
    return item.endswith(text) and any(label in item[: -len(text)] for label in part.names)


def _twice(lines: Iterable[str], parts: Iterable[Part], place: Place) -> Iterator[Finding]:
    """A text that is printed more often than it was written (a loop within a loop)."""
    printed = Counter(lines)
    written = Counter((part.lead + part.text).strip() for part in parts)
    for part in parts:
        line = (part.lead + part.text).strip()
        if part.kind in ("text", "note") and printed[line] > written.pop(line, printed[line]):
            yield finding("P-03", place, variant="twice", subject=part.name, found=part.text)


def _is_heading(text: str, part: Part) -> bool:
    """True for a section's heading, its number typed or set by the word processor."""
    if len(text) > 2 * len(part.text):  # a paragraph: not worth a closer look
        return False
    return normal(text) in (normal(part.text), normal(part.name))
