"""Proof by reading back (生成即核对): a document that differs from its report is not delivered.

In: a document's bytes, its Report, the Form. Out: a `Proof`, with findings of the family P. Only what the
form prescribes is compared. `tables`: every figure at its printed labels (P-01), each table once and complete
(P-02). `texts`: the headings of sections, every text under its heading and in order (P-03), the title (P-04).
Other text of an office's template is not compared. P-05, a document that cannot be read, is made here. Others
import `prove`.
"""

from __future__ import annotations

from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.document.expected import expected_texts
from converter.document.proof.printed_blocks import printed_blocks
from converter.document.proof.tables import compare_figures, figure_findings, table_findings
from converter.document.proof.texts import text_findings, title_findings
from converter.document.readback import NotReadableError, read_back
from converter.form import Form
from converter.report.finding import Finding
from converter.report.report import Place, Report


class Proof(NamedTuple):
    """What a comparison found: how many known figures are printed as filled, and every difference."""

    figures: int
    findings: tuple[Finding, ...]


def prove(document: bytes, report: Report, form: Form) -> Proof:
    """Compare a document with its report; pure.

    Without findings the title, all figures of the printed tables and all texts are as filled.
    """
    expected = expected_texts(report, form)
    place = Place(f"{expected[0].text}.docx")
    try:
        blocks = read_back(document)
    except NotReadableError as error:
        return Proof(0, (finding("P-05", place, detail=str(error)),))
    printed = list(printed_blocks(blocks, [table for table in form.tables.values() if table.printed]))
    verified, mismatched = compare_figures(printed, report, form)
    findings = (
        *title_findings(printed, expected, place),
        *table_findings(printed, blocks, form, place),
        *figure_findings(mismatched, form, place),
        *text_findings(printed, expected, place),
    )
    return Proof(verified, findings)
