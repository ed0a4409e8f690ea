"""The tables of a report in the text of its PDF: row by row, over as many pages as they take.

On each further page of a table its head may be repeated. A cell that goes over the end of a page, merged or
of a row that is split, has the rest of its label at the start of the next page, below the head.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import count

from converter.form import Form, PrintedCell, Ref, Table, printed

PAGE_END = "\ue000"
"""A character between two pages."""

LONGEST_REST = 160
"""Characters, spaces included, of all labels that go on together on the next page."""


def wrong_tables(text: str, figures: Mapping[Ref, str], form: Form) -> Iterator[str]:
    """The keys of the tables that are not in a text as filled. `text`: pages with `PAGE_END` between them."""
    shown = unicodedata.normalize("NFKC", text)
    whole = shown.replace(PAGE_END, "\n")
    for table in form.tables.values():
        if not table.printed or re.search(_pattern(table, figures), whole):
            continue
        if not _goes_over_pages(table, figures, shown):
            yield table.key
    re.purge()  # they hold the figures, so nobody asks for them again, and each takes 50 kB


def solid(text: str) -> str:
    """The visible characters, accents composed with their letters."""
    return "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if not character.isspace() and unicodedata.category(character) != "Cf"
    )


def _pattern(table: Table, figures: Mapping[Ref, str]) -> str:
    """A pattern of all cells row by row; before each row the head may be repeated, as on a new page.

    Headings, at all levels, and labels are cells too, in any spelling that an office's template may print.
    """
    head, rows = _rows(table, figures)
    repeated = f"(?:{head})?" if head else ""
    return head + "".join(repeated + "".join(row) for row in rows)


def _goes_over_pages(table: Table, figures: Mapping[Ref, str], text: str) -> bool:
    """Whether a table is in a text with labels that pages cut in two."""
    grid = printed(table)
    head, rows = _rows(table, figures)
    numbers = count()
    cut: dict[str, tuple[str, ...]] = {}
    pattern = [head]
    for number, row in enumerate(rows, grid.head_rows):
        pattern.append(
            rf"(?:\s*{PAGE_END}\s*(?:{head})?(?P<rest{number}>[^{PAGE_END}]{{0,{LONGEST_REST}}}?))?"
        )
        for cell, own in zip((each for each in grid.cells if each.row == number), row, strict=True):
            if cell.ref is None:
                name = f"label{next(numbers)}"
                cut[name] = tuple(_visible(each) for each in table.spellings(cell.text))
                own = rf"\s*(?P<{name}>{'|'.join(map(_any_beginning, cut[name]))})"
            pattern.append(own)
    found = re.search("".join(pattern), text)
    if found is None:
        return False
    rests = "".join(solid(found[f"rest{number}"] or "") for number in range(grid.head_rows, grid.rows))
    wanted = (_rests(solid(found[name]), spellings) for name, spellings in cut.items())
    return (
        re.fullmatch("".join(f"(?:{'|'.join(map(re.escape, each))})" for each in wanted), rests) is not None
    )


def _rests(beginning: str, spellings: tuple[str, ...]) -> list[str]:
    """What may be missing of a label that begins so."""
    return [each[len(beginning) :] for each in spellings if each.startswith(beginning)]


def _rows(table: Table, figures: Mapping[Ref, str]) -> tuple[str, list[list[str]]]:
    """The pattern of a table's head, and the patterns of the cells of each row below it."""
    grid = printed(table)
    rows = [
        [_cell(table, cell, figures) for cell in grid.cells if cell.row == row] for row in range(grid.rows)
    ]
    head = "".join("".join(row) for row in rows[: grid.head_rows])
    return head, rows[grid.head_rows :]


def _cell(table: Table, cell: PrintedCell, figures: Mapping[Ref, str]) -> str:
    """A pattern of a cell's characters with optional spaces; before a figure there must be one."""
    if cell.ref is not None:
        return r"\s+" + _characters(_visible(figures[cell.ref]))
    spellings = (_characters(_visible(each)) for each in table.spellings(cell.text))
    return rf"\s*(?:{'|'.join(spellings)})"


def _visible(text: str) -> str:
    return solid(unicodedata.normalize("NFKC", text))


def _characters(text: str) -> str:
    return r"\s*".join(map(re.escape, text))


def _any_beginning(text: str) -> str:
    """A pattern of a text or of any beginning of it, the longest first."""
    first, *others = map(re.escape, text)
    return first + "".join(rf"(?:\s*{each}" for each in others) + ")?" * len(others)
