"""A PDF read again: its texts in order and its tables row by row. The only door to pypdf.

A PDF knows no paragraphs and no cells, only characters on a page. So spaces and line breaks count for
nothing in texts, running heads and page numbers are passed over, and within a table figures must
stand apart from each other.
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
from converter.document.expected import Part, expected_figures, expected_parts
from converter.document.readback import NotReadableError, read_back
from converter.form import Form, PrintedCell, Ref, Table, printed
from converter.report.finding import Finding
from converter.report.report import Place, Report

TOLD = 3
"""Missing texts that are told one by one."""

_PARSING = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError)
_SHOWN = 40


def prove_pdf(content: bytes, word: bytes, report: Report, form: Form, name: str) -> tuple[Finding, ...]:
    """Compare a PDF with its report; pure. No finding: title, texts and all figures are as filled.

    `word`: the document from which it was made; its template decides about openings and sub-headings.
    """
    place = Place(name)
    try:
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
        blocks = read_back(word)
    except (NotReadableError, *_PARSING):  # pypdf meets a broken file in many ways
        return (finding("O-03", place, variant="unreadable"),)
    text = "\n".join(_without_running(pages))
    typed = _solid("\n".join(block for block in blocks if isinstance(block, str)))
    missing = islice(_missing(_solid(text), typed, expected_parts(report, form)), TOLD)
    return (
        *(finding("O-03", place, variant="text", expected=words[:_SHOWN]) for words in missing),
        *(
            finding("O-03", place, variant="table", subject=form.section_of(key).title)
            for key in _wrong_tables(text, report, form)
        ),
    )


def _without_running(pages: Sequence[str]) -> Iterator[str]:
    """The pages without the lines that come back at their top or bottom, numbers aside.

    A running line stands on every page or on every other one, the first page apart.
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


def _missing(text: str, typed: str, parts: Sequence[Part]) -> Iterator[str]:
    """Each part that is not there, or not after the one before it; all without spaces."""
    start = 0
    for words in parts[0].names:  # agency and year, however the template writes its title
        if _solid(words) not in text:
            yield words
    for part in parts:
        words = _solid(part.lead + part.text)
        if part.kind in ("opening", "subheading"):  # their wording and place are the template's
            if words in typed and words not in text:
                yield words
        elif part.kind in ("heading", "text", "note"):
            alone = _solid(part.name if part.kind == "heading" else part.text)  # without number or lead
            ends = (at + len(each) for each in (words, alone) if (at := text.find(each, start)) >= 0)
            end = next(ends, 0)
            if end == 0:
                yield words
            start = end or start


def _solid(text: str) -> str:
    """The characters that one sees, accents in one with their letters."""
    return "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if not character.isspace() and unicodedata.category(character) != "Cf"
    )


# --- tables -------------------------------------------------------------------------------------


def _wrong_tables(text: str, report: Report, form: Form) -> Iterator[str]:
    figures = expected_figures(report, form)
    shown = unicodedata.normalize("NFC", text)
    for table in form.tables.values():
        if table.printed and not re.search(_pattern(table, figures), shown):
            yield table.key


def _pattern(table: Table, figures: Mapping[Ref, str]) -> str:
    """All cells row by row; where a page ends the head may come again, and running lines are gone."""
    grid = printed(table)
    rows = [
        "".join(_cell(cell, figures) for cell in grid.cells if cell.row == row) for row in range(grid.rows)
    ]
    head = "".join(rows[: grid.head_rows])
    again = f"(?:{head})?" if head else ""
    return head + "".join(again + row for row in rows[grid.head_rows :])


def _cell(cell: PrintedCell, figures: Mapping[Ref, str]) -> str:
    """A cell's characters with any breaks between them; a figure stands apart from what is before it."""
    text = cell.text if cell.ref is None else figures[cell.ref]
    before = r"\s*" if cell.ref is None else r"\s+"
    return before + r"\s*".join(map(re.escape, _solid(text)))
