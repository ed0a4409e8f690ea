"""What a delivered Word report becomes besides: a PDF, a web page with its fragment, data of all.

The batch is complete and the Word files are written when this begins: whatever fails here costs that
file alone and is told beside the outcome, not as a mistake of the workbook.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from converter.catalogue.messages import finding
from converter.form import FORM
from converter.report.finding import Finding
from converter.report.report import Place, Report
from converter.results.last_run import retire
from converter.results.outcome import Batch, Outcome
from converter.results.paths import HTML, PDF, REPORTS
from converter.results.spool import Spool
from converter.system.errors import OutputError
from converter.system.files import why, write_whole

FRAGMENT = ".fragment.html"
INDEX, JSON, CSV = f"{HTML}/index.html", f"{HTML}/data.json", f"{HTML}/data.csv"


def publish(
    batch: Batch, output: Path, *, pdf: bool = False, html: bool = False, proof: bool = True
) -> Batch:
    """Write the further outputs of every delivered report, each proved by reading it back.

    Drafts get none; without `proof` nothing is read back. What an earlier run published and this one
    did not, retires. Never raises for one file; the batch comes back with what was written and what
    could not be.
    """
    made = _Made()
    if html:
        _write_pages(batch, output, made, proof)
    if pdf:
        _write_pdfs(batch, output, made, proof)
    kept = {name for names in made.files.values() for name in names}
    for name, detail in retire(output, kept, "published", (PDF, HTML)).items():
        made.findings[_BATCH].append(finding("O-06", Place(name), subject=name, detail=detail))
    outcomes = (
        replace(outcome, published=tuple(made.files[at]), unpublished=tuple(made.findings[at]))
        for at, outcome in enumerate(batch.outcomes)
    )
    return replace(
        batch,
        outcomes=Spool(outcomes) if html or pdf else batch.outcomes,
        published=tuple(made.files[_BATCH]),
        unpublished=(*batch.unpublished, *made.findings[_BATCH]),
    )


_BATCH = -1


@dataclass(frozen=True, slots=True)
class _Made:
    """What was written and what could not be, by the number of the outcome (_BATCH: of all)."""

    files: Mapping[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    findings: Mapping[int, list[Finding]] = field(default_factory=lambda: defaultdict(list))

    def write(self, at: int, output: Path, name: str, content: bytes) -> bool:
        """Write a file whole or not at all; a place that cannot be written is told."""
        try:
            write_whole(output / name, content)
        except OutputError as error:
            told = finding("O-05", Place(name), subject=name, detail=str(error).rstrip("。"))
            self.findings[at].append(told)
            return False
        self.files[at].append(name)
        return True


def _delivered(batch: Batch) -> Iterator[tuple[int, Outcome, Report, str]]:
    """The outcomes whose report was written: number, outcome, report, name without folder and ending."""
    for at, outcome in enumerate(batch.outcomes):
        if outcome.report is None or outcome.document is None:
            continue
        document = PurePosixPath(outcome.document)
        if document.parent.name == REPORTS:
            yield at, outcome, outcome.report, document.stem


def _write_pages(batch: Batch, output: Path, made: _Made, proof: bool) -> None:
    """A page and a fragment for each report, then the index and the data of those that have a page."""
    from converter.publish import data
    from converter.publish.html import Entry, render_fragment, render_index, render_page
    from converter.publish.html_proof import prove_html

    entries = []
    for at, _, report, stem in _delivered(batch):
        whole = True
        for name, render in ((f"{stem}.html", render_page), (f"{stem}{FRAGMENT}", render_fragment)):
            content = render(report, FORM)
            told = prove_html(content, report, FORM, name) if proof else ()
            made.findings[at].extend(told)
            whole = not told and made.write(at, output, f"{HTML}/{name}", content) and whole
        if whole:
            entries.append(Entry(report, f"{stem}.html"))
    if entries:
        reports = [entry.report for entry in entries]
        made.write(_BATCH, output, INDEX, render_index(entries, FORM))
        made.write(_BATCH, output, JSON, data.to_json(reports, FORM))
        made.write(_BATCH, output, CSV, data.to_csv(reports, FORM))


def _write_pdfs(batch: Batch, output: Path, made: _Made, proof: bool) -> None:
    """A PDF of each Word report as it lies in the output folder."""
    from converter.publish.office import VARIABLE, find_office
    from converter.publish.pdf import to_pdf
    from converter.publish.pdf_proof import prove_pdf

    delivered = list(_delivered(batch))
    if not delivered:
        return
    program = find_office()
    if program is None:
        named = os.environ.get(VARIABLE, "")
        told = finding("O-01", Place(PDF), variant="named" if named else "missing", found=named)
        made.findings[_BATCH].append(told)
        return
    try:
        documents = [(output / str(outcome.document)).read_bytes() for _, outcome, _, _ in delivered]
        contents = list(to_pdf(program, documents))
    except OSError as error:  # a report taken away meanwhile, or no room for temporary files
        made.findings[_BATCH].append(finding("O-05", Place(PDF), subject=PDF, detail=why(error)))
        return
    for (at, _, report, stem), word, content in zip(delivered, documents, contents, strict=True):
        name = f"{stem}.pdf"
        if not isinstance(content, bytes):
            made.findings[at].append(finding("O-02", Place(name), variant=content))
            continue
        differing = prove_pdf(content, word, report, FORM, name) if proof else ()
        made.findings[at].extend(differing)
        if not differing:
            made.write(at, output, f"{PDF}/{name}", content)
