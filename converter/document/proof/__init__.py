"""Proof by reading back (生成即核对): a finished document says what its report says, or it is not handed out.

Only what the form prescribes is compared: the title, the sections' headings, every figure at its
printed labels, every text under its heading and in order. Whatever else an office's template prints
is its own.
"""

from __future__ import annotations

from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.document.expected import expected_parts
from converter.document.proof.figures import figures, tables, told
from converter.document.proof.printed_blocks import items_of
from converter.document.proof.texts import texts, title
from converter.document.readback import NotReadableError, read_back
from converter.form import Form
from converter.report.finding import Finding
from converter.report.report import Place, Report


class Proof(NamedTuple):
    """What reading back came to: how many known figures stand in print as filled, and every difference."""

    figures: int
    findings: tuple[Finding, ...]


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
    items = list(items_of(blocks, [table for table in form.tables.values() if table.printed]))
    proved, differing = figures(items, report, form)
    findings = (
        *title(items, parts, place),
        *tables(items, blocks, form, place),
        *told(differing, form, place),
        *texts(items, parts, place),
    )
    return Proof(proved, findings)
