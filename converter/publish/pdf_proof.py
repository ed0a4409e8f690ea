"""A PDF compared with its report: texts in order, tables row by row. The only module that imports pypdf.

A PDF has no paragraphs or cells, only characters on pages. So spaces and line breaks in texts are ignored,
running heads and page numbers are skipped, and figures of a table must be separated from each other.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from converter.catalogue.messages import finding
from converter.document.expected import ExpectedText, expected_figures, expected_texts
from converter.document.readback import NotReadableError, read_back
from converter.form import Form, PrintedCell, Ref, Table, printed
from converter.report.finding import Finding
from converter.report.report import Place, Report

MAX_LISTED = 3
"""Missing texts with a finding each; further ones have none."""

_PARSING_ERRORS = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    RecursionError,
)
_EXCERPT = 40
"""Characters of a missing text in a finding."""


def prove_pdf(content: bytes, word: bytes, report: Report, form: Form, name: str) -> tuple[Finding, ...]:
    """Compare a PDF with its report; pure. No finding: title, texts and all figures are as filled.

    `word`: the document that it was made from; its template decides on the opening and sub-headings.
    """
    place = Place(name)
    try:
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
        blocks = read_back(word)
    except (NotReadableError, *_PARSING_ERRORS):  # what pypdf raises for damaged files
        return (finding("O-03", place, variant="unreadable"),)
    text = "\n".join(_without_running_lines(pages))
    typed = _solid("\n".join(block for block in blocks if isinstance(block, str)))
    missing = islice(_missing(_solid(text), typed, expected_texts(report, form)), MAX_LISTED)
    return (
        *(finding("O-03", place, variant="text", expected=line[:_EXCERPT]) for line in missing),
        *(
            finding("O-03", place, variant="table", subject=form.section_of(key).title)
            for key in _wrong_tables(text, report, form)
        ),
    )


def _without_running_lines(pages: Sequence[str]) -> Iterator[str]:
    """The pages without lines that repeat at their top or bottom, numbers disregarded.

    A running line is on every page or on every other one, not counting the first page.
    """
    lines = [[line for line in page.split("\n") if line.strip()] for page in pages]
    for end in (0, -1):
        while True:
            seen = Counter(_numberless(page[end]) for page in lines if page)
            running = {line for line, times in seen.items() if times > 1 and times * 2 >= len(pages) - 1}
            hit = [page for page in lines if page and _numberless(page[end]) in running]
            if not hit:
                break
            for page in hit:
                del page[end]
    return ("\n".join(page) for page in lines)


def _numberless(line: str) -> str:
    return re.sub(r"[\d\s]+", "", line)


# --- texts --------------------------------------------------------------------------------------


def _missing(text: str, word: str, expected: Sequence[ExpectedText]) -> Iterator[str]:
    """Each expected text that is missing or out of order.

    `text`: of the PDF; `word`: of the Word document; both without spaces.
    """
    start = 0
    for mention in expected[0].mentions:  # agency and year, however the template words its title
        if _solid(mention) not in text:
            yield mention
    for wanted in expected:
        line = _solid(wanted.line)
        if wanted.kind in ("opening", "subheading"):  # their wording and place are the template's
            if line in word and line not in text:
                yield line
        elif wanted.kind in ("heading", "text", "note"):
            # a heading without its number, a text without its run-in heading
            alone = _solid(wanted.name if wanted.kind == "heading" else wanted.text)
            ends = (at + len(each) for each in (line, alone) if (at := text.find(each, start)) >= 0)
            end = next(ends, 0)
            if end == 0:
                yield line
            start = end or start


def _solid(text: str) -> str:
    """The visible characters, accents composed with their letters."""
    return "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if not character.isspace() and unicodedata.category(character) != "Cf"
    )


# --- tables -------------------------------------------------------------------------------------


def _wrong_tables(text: str, report: Report, form: Form) -> Iterator[str]:
    figures = expected_figures(report, form)
    shown = unicodedata.normalize("NFKC", text)
    for table in form.tables.values():
        if table.printed and not re.search(_pattern(table, figures), shown):
            yield table.key


def _pattern(table: Table, figures: Mapping[Ref, str]) -> str:
    """A pattern of all cells row by row; before each row the head may be repeated, as on a new page.

    Headings, at all levels, and labels are cells too, in any spelling that an office's template may print.
    """
    grid = printed(table)
    rows = [
        "".join(_cell(table, cell, figures) for cell in grid.cells if cell.row == row)
        for row in range(grid.rows)
    ]
    head = "".join(rows[: grid.head_rows])
    repeated = f"(?:{head})?" if head else ""
    return head + "".join(repeated + row for row in rows[grid.head_rows :])


def _cell(table: Table, cell: PrintedCell, figures: Mapping[Ref, str]) -> str:
    """A pattern of a cell's characters with optional spaces; before a figure there must be one."""
    if cell.ref is not None:
        return r"\s+" + _characters(figures[cell.ref])
    return rf"\s*(?:{'|'.join(map(_characters, table.spellings(cell.text)))})"


def _characters(text: str) -> str:
    return r"\s*".join(map(re.escape, _solid(unicodedata.normalize("NFKC", text))))
