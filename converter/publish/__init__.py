"""Further outputs of delivered Word reports: PDF, web page and fragment, open data (`publish`).

In: the batch after its Word reports were written. Out: the batch with files below PDF/ and HTML/, each read
back and compared with its report. A failure costs that file alone; its finding (O-…) is kept apart from those
about the workbook. Others import `publish` from here:

    outputs        what is written and found meanwhile
    pdf_files      PDF files: which are printed, and which stay; pdf, office print them by LibreOffice
    html           pages, fragments and index; styles, web_tables serve it
    data           figures and texts as open data (JSON, CSV)
    pdf_proof, html_proof
                   the outputs read back and compared
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path, PurePosixPath

from converter.catalogue.messages import finding
from converter.publish.outputs import BATCH, Outputs, delivered
from converter.report.report import Place
from converter.results.aside import aside_findings
from converter.results.outcome import Batch, Outcome
from converter.results.paths import HTML, PDF
from converter.results.retiring import retire
from converter.results.spool import Spool
from converter.system.text_stamps import HTML as HTML_COMMENT
from converter.system.text_stamps import HTML_MADE, stamped_pieces, stamped_text

FRAGMENT = ".fragment.html"
INDEX, JSON, CSV = f"{HTML}/index.html", f"{HTML}/data.json", f"{HTML}/data.csv"


def publish(
    batch: Batch, output: Path, *, pdf: bool = False, html: bool = False, proof: bool = True
) -> Batch:
    """Write the further outputs of every delivered report, each compared with its report first.

    Drafts have none; without `proof` nothing is read back. Files that an earlier run published and this one
    did not move to 已失效, but not those whose successors could not be written. Never raises for one file;
    the batch is returned with the files written and the findings.
    """
    outputs = Outputs()
    with _pdfs_begun(batch, output, outputs, proof) if pdf else nullcontext() as write_pdfs:
        if html:
            outputs.files.append(Spool())
            _write_pages(batch, output, outputs, proof)
        if write_pdfs is not None:
            outputs.files.append(Spool())
            write_pdfs()
    failed = {outcome.source for outcome in batch.outcomes if outcome.notices} if batch.notices else ()
    unmoved = retire(output, _kept(batch, outputs), "published", (PDF, HTML), outputs.aside, failed)
    for name, detail in unmoved.items():
        outputs.findings[BATCH].append(finding("O-06", Place(name), subject=name, detail=detail))
    outputs.findings[BATCH] += aside_findings(outputs.aside)
    return replace(
        batch,
        outcomes=Spool(_published(batch, outputs)) if html or pdf else batch.outcomes,
        published=tuple(outputs.of_all),
        unpublished=(*batch.unpublished, *outputs.findings[BATCH]),
        notices=(
            *batch.notices,
            *(found for at in sorted(outputs.findings) for found in outputs.findings[at]),
        ),
    )


def _kept(batch: Batch, outputs: Outputs) -> Iterator[str]:
    """The files that stay where they are."""
    yield from outputs.unwritten
    yield from outputs.of_all
    yield from (name for files in outputs.files for _, name in files)
    if batch.notices:  # of workbooks that could not be opened this time
        yield from (name for outcome in batch.outcomes if outcome.kept for name in outcome.published)


def _published(batch: Batch, outputs: Outputs) -> Iterator[Outcome]:
    """The outcomes with their files, and with what is wrong with them."""
    files = groupby(merge(*outputs.files, key=itemgetter(0)), itemgetter(0))
    group = next(files, None)
    for at, outcome in enumerate(batch.outcomes):
        names: tuple[str, ...] = ()
        if group is not None and group[0] == at:
            names = tuple(name for _, name in group[1])
            group = next(files, None)
        unpublished = tuple(outputs.findings.get(at, ()))
        standing = tuple(name for name in names if name in outputs.standing)
        yield (
            outcome
            if outcome.kept
            else replace(outcome, published=names, unpublished=unpublished, standing=standing)
        )


def _pdfs_begun(
    batch: Batch, output: Path, outputs: Outputs, proof: bool
) -> AbstractContextManager[Callable[[], None]]:
    from converter.publish.pdf_files import begun

    return begun(batch, output, outputs, proof=proof)


def _write_pages(batch: Batch, output: Path, outputs: Outputs, proof: bool) -> None:
    """Write a page and a fragment per report, then the index and the open data of reports with a page."""
    from converter.publish import data
    from converter.publish.html import IndexRow, index_pieces, render_fragment, render_page
    from converter.publish.html_proof import prove_html

    complete = array("Q")  # the indexes of outcomes with all their pages
    for at, outcome, report, stem in delivered(batch):
        written = True
        for name, render in ((f"{stem}.html", render_page), (f"{stem}{FRAGMENT}", render_fragment)):
            content = stamped_text(render(report, report.form), HTML_MADE % outcome.recipe)
            findings = prove_html(content, report, report.form, name) if proof else ()
            if findings:
                outputs.findings[at].extend(findings)
            if not findings and outputs.write(at, output, f"{HTML}/{name}", [content].__iter__):
                outputs.enter(at, f"{HTML}/{name}")
            else:
                written = False
        if written:
            complete.append(at)
    if not complete:
        if outputs.unwritten:
            outputs.unwritten.update((INDEX, CSV, JSON))
        return

    def rows() -> Iterator[IndexRow]:
        for outcome in map(batch.outcomes.__getitem__, complete):
            assert outcome.report is not None  # only reports have pages
            yield IndexRow(outcome.report, f"{PurePosixPath(str(outcome.document)).stem}.html")

    def table() -> Iterator[bytes]:
        return data.csv_pieces(row.report for row in rows())

    digest = hashlib.sha256()
    for piece in table():
        digest.update(piece)
    for name, make in (
        (INDEX, lambda: stamped_pieces(index_pieces(rows(), batch.form), HTML_COMMENT)),
        (CSV, table),
        (JSON, lambda: data.json_pieces((row.report for row in rows()), batch.form, digest.hexdigest())),
    ):
        if outputs.write(BATCH, output, name, make):
            outputs.enter(BATCH, name)
        elif name == CSV:
            outputs.unwritten.add(JSON)  # the one that stands vouches for the table that stands
            return
