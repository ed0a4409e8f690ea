"""What an agency put on a sheet outside its cells: told (F-06), and never printed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from converter.catalogue.messages import finding
from converter.grid.cells import Outside, Position, RawSheet, position
from converter.report.correction import own_words
from converter.report.finding import Finding
from converter.report.report import Place

_MOST = 10
"""Things of one kind on a sheet that are told one by one."""

_FIRST_WORDS = 20


def outside_findings(
    sheets: Sequence[RawSheet], inputs: Mapping[str, Collection[Position]], source: str
) -> Iterator[Finding]:
    """A finding for each thing outside the cells of a sheet; `inputs`: the positions of those, by sheet.

    Our own comments in a returned copy are none, and no picture that covers no input.
    """
    for sheet in sheets:
        if not sheet.outside:
            continue
        told: dict[str, int] = {}
        for item in dict.fromkeys(sheet.outside):
            words = _own_words(item) if item.kind == "comment" else item.text
            if item.kind == "link":  # read with its cell
                continue
            if item.kind == "picture" and not _covers(item, inputs.get(sheet.name, ())):
                continue
            if item.kind in ("comment", "shape") and not words.strip():
                continue
            told[item.kind] = told.get(item.kind, 0) + 1
            if told[item.kind] <= _MOST:
                place = Place(source, sheet.name, item.cell if position(item.cell) else "")
                yield finding("F-06", place, variant=item.kind, found=_first(words))
        more = sum(count - _MOST for count in told.values() if count > _MOST)
        if more:
            yield finding("F-06", Place(source, sheet.name), variant="more_outside", found=str(more))


def _first(words: str) -> str:
    text = " ".join(words.split())
    return text if len(text) <= _FIRST_WORDS else f"{text[:_FIRST_WORDS]}…"


def _own_words(comment: Outside) -> str:
    """The words of a comment without our sentences and without the name that programs put in front."""
    name = re.compile(rf"\s*{re.escape(comment.author)}\s*[:：]\s*") if comment.author else None
    text = name.sub("", comment.text, count=1) if name and name.match(comment.text) else comment.text
    return own_words(text)


def _covers(picture: Outside, inputs: Collection[Position]) -> bool:
    """True for a picture that lies on an input, or whose place is not known."""
    first, last = position(picture.cell), position(picture.last or picture.cell)
    if first is None or last is None:
        return bool(inputs)
    return any(first[0] <= row <= last[0] and first[1] <= column <= last[1] for row, column in inputs)
