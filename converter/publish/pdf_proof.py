"""A PDF compared with its report: texts in order, tables row by row. The only module that imports pypdf.

A PDF has no paragraphs or cells, only characters on pages. So spaces and line breaks in texts are ignored,
running heads and page numbers are skipped, and figures of a table must be separated from each other.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from converter.catalogue.messages import finding
from converter.document.expected import ExpectedText, expected_figures, expected_texts
from converter.document.readback import NotReadableError, read_back
from converter.form import Form
from converter.publish.pdf_tables import PAGE_END, solid, wrong_tables
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
    shown = list(without_running_lines(pages))
    text = "\n".join(shown)
    typed = solid("\n".join(block for block in blocks if isinstance(block, str)))
    missing = islice(_missing(solid(text), typed, expected_texts(report, form)), MAX_LISTED)
    return (
        *(finding("O-03", place, variant="text", expected=line[:_EXCERPT]) for line in missing),
        *(
            finding("O-03", place, variant="table", subject=form.section_of(key).title)
            for key in wrong_tables(PAGE_END.join(shown), expected_figures(report, form), form)
        ),
    )


def without_running_lines(pages: Sequence[str]) -> Iterator[str]:
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
    """A line without its numbers; a row of figures, which is no page number, as it is."""
    return re.sub(r"[\d\s]+", "", line) or ("" if len(line.split()) == 1 else line)


# --- texts --------------------------------------------------------------------------------------


def _missing(text: str, word: str, expected: Sequence[ExpectedText]) -> Iterator[str]:
    """Each expected text that is missing or out of order.

    `text`: of the PDF; `word`: of the Word document; both without spaces.
    """
    start = 0
    for mention in expected[0].mentions:  # agency and year, however the template words its title
        if solid(mention) not in text:
            yield mention
    for wanted in expected:
        line = solid(wanted.line)
        if wanted.kind in ("opening", "subheading"):  # their wording and place are the template's
            if line in word and line not in text:
                yield line
        elif wanted.kind in ("heading", "text", "note", "closing"):
            # a heading without its number, a text without its run-in heading
            alone = solid(wanted.name if wanted.kind == "heading" else wanted.text)
            ends = (at + len(each) for each in (line, alone) if (at := text.find(each, start)) >= 0)
            end = next(ends, 0)
            if end == 0:
                yield line
            start = end or start
