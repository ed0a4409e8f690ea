"""Proof by reading back (生成即核对): a finished document says what its report says, or it is not handed out.

Only what the form prescribes is compared: the title, the sections' headings, every figure at its
printed labels, every text under its heading and in order. Whatever else an office's template prints
is its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from converter.document.expected import Part, expected_figures, expected_parts
from converter.document.readback import Grid, NotReadableError, read_back
from converter.finding import Finding
from converter.form import Form, Ref, Table
from converter.grid.cells import Position
from converter.grid.labels import normal
from converter.grid.tables import find_table
from converter.messages import finding
from converter.report import Place, Report

SHOWN = 5
"""Differing figures that are told one by one; a wrong template can make 200 of them."""

_TITLE_LINES = 4
"""A title may stand on so many lines."""


class Proof(NamedTuple):
    """What reading back came to: how many known figures stand in print as filled, and every difference."""

    figures: int
    findings: tuple[Finding, ...]


class _Official(NamedTuple):
    """A table of the form as found in a document: all its cells, and where its figures stand."""

    key: str
    texts: Mapping[Position, str]
    figures: Mapping[Ref, Position]


_Item = str | _Official
"""A line of text or a table of the form, in the order of the document."""


def prove(document: bytes, report: Report, form: Form) -> Proof:
    """Compare a document's bytes with its report; pure.

    Without findings the title, all figures of the printed tables and all texts are as filled.
    """
    parts = expected_parts(report, form)
    place = Place(f"{parts[0].text}.docx")
    try:
        blocks = read_back(document)
    except NotReadableError as error:
        return Proof(0, (finding("P-05", place, detail=str(error)),))
    items = list(_items(blocks, [table for table in form.tables.values() if table.printed]))
    proved, differing = _figures(items, report, form)
    findings = (
        *_title(items, parts, place),
        *_tables(items, blocks, form, place),
        *_told(differing, form, place),
        *_texts(items, parts, place),
    )
    return Proof(proved, findings)


def _items(blocks: Iterable[str | Grid], tables: Sequence[Table]) -> Iterator[_Item]:
    """Recognise the form's tables by their labels; any other table is lines of text."""
    ahead = list(tables)
    for block in blocks:
        if isinstance(block, str):
            yield block
            continue
        for table in ahead:
            figures = find_table(table, block.texts).figures
            if figures:
                yield _Official(table.key, block.texts, figures)
                ahead = [*(other for other in ahead if other is not table), table]  # the next is tried first
                break
        else:
            for text in block.texts.values():
                yield from text.split("\n")


# --- the title ----------------------------------------------------------------------------------


def _title(items: Sequence[_Item], parts: Sequence[Part], place: Place) -> Iterator[Finding]:
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


def _is_heading(text: str, part: Part) -> bool:
    """True for a section's heading, its number typed or set by the word processor."""
    return normal(text) in (normal(part.text), normal(part.name))


# --- tables -------------------------------------------------------------------------------------


def _figures(items: Iterable[_Item], report: Report, form: Form) -> tuple[int, list[tuple[Ref, str, str]]]:
    """How many known figures are printed as filled, and the others: figure, found, expected."""
    expected = expected_figures(report, form)
    proved, differing, seen = 0, [], set()
    for item in items:
        if isinstance(item, str) or item.key in seen:
            continue
        seen.add(item.key)
        for ref, position in item.figures.items():
            text = item.texts.get(position)
            if text != expected[ref]:
                differing.append((ref, text or "", expected[ref]))
            elif text:
                proved += 1
    return proved, differing


def _told(differing: Sequence[tuple[Ref, str, str]], form: Form, place: Place) -> Iterator[Finding]:
    for ref, found, expected in differing[:SHOWN]:
        words = {"found": found or "空白", "expected": expected or "空白"}
        yield finding("P-01", place, subject=form.label(ref), **words, key=ref.key)
    if len(differing) > SHOWN:
        yield finding("P-01", place, variant="more", found=str(len(differing) - SHOWN))


def _tables(
    items: Iterable[_Item], blocks: Iterable[str | Grid], form: Form, place: Place
) -> Iterator[Finding]:
    """Each table is there once, whole, and no number stands beside its figures."""
    known: dict[str, list[_Official]] = {}
    for item in items:
        if not isinstance(item, str):
            known.setdefault(item.key, []).append(item)
    for table in form.tables.values():
        if not table.printed:
            continue
        found = known.get(table.key, [])
        if not found:
            yield finding("P-02", place, subject=table.tag, expected=_trouble(table, blocks))
        if len(found) > 1:
            yield finding("P-02", place, variant="twice", subject=table.tag)
        for each in found[:1]:
            if stray := _stray(each):
                yield finding("P-02", place, variant="stray", subject=table.tag, found=stray)


def _stray(table: _Official) -> str:
    """A number below the first figure and in a figure's column that is none of the form's (a copied row)."""
    places = set(table.figures.values())
    top = min(row for row, _ in places)
    columns = {column for _, column in places}
    for position, text in table.texts.items():
        row, column = position
        if position not in places and row >= top and column in columns and text[:1].isdigit():
            return text
    return ""


def _trouble(table: Table, blocks: Iterable[str | Grid]) -> str:
    """What is wrong with the table of the document that looks most like this one: the first bad label."""
    labels = {normal(row.label) for block in table.blocks for row in block.rows if row.label}
    labels |= {normal(column.label) for block in table.blocks for column in block.columns}

    def likeness(grid: Grid) -> int:
        return len(labels & {normal(text) for text in grid.texts.values()})

    grids = [block for block in blocks if not isinstance(block, str)]
    nearest = max(grids, key=likeness, default=Grid({}))
    return find_table(table, nearest.texts).trouble


# --- texts --------------------------------------------------------------------------------------


def _texts(items: Sequence[_Item], parts: Sequence[Part], place: Place) -> Iterator[Finding]:
    """Headings, texts, tables and notes stand in the order of the form, each in a place of its own."""
    # the wording of the opening and of sub-headings is the template's; the title is compared for itself
    wanted = [part for part in parts if part.kind not in ("title", "opening", "subheading")]
    lines = [item for item in items if isinstance(item, str)]
    for part in _missing(items, wanted):
        if part.kind == "heading":
            yield finding("P-03", place, variant="heading", expected=part.text)
        elif part.kind != "table":  # a missing table is told for itself
            nearest = get_close_matches(part.text, lines, 1, 0.5)
            found = nearest[0] if nearest else "（没有）"
            yield finding("P-03", place, subject=part.name, found=found, expected=part.lead + part.text)
    yield from _twice(lines, parts, place)


def _missing(items: Sequence[_Item], wanted: Sequence[Part]) -> list[Part]:
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


def _is(item: _Item, part: Part) -> bool:
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
