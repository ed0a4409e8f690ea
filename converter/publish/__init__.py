"""Further outputs of delivered Word reports: PDF, web page and fragment, open data (`publish`).

In: the batch after its Word reports were written. Out: the batch with files below PDF/ and HTML/, each read
back and compared with its report. A failure costs that file alone; its finding (O-…) is kept apart from those
about the workbook. Others import `publish` from here:

    outputs        what is written and found meanwhile
    pdf_files      PDF files: which are printed, and which stay; pdf, office print them by LibreOffice
    web_pages      pages and open data: which are written, and which stay
    html           pages, fragments and index; styles, web_tables serve it
    data           figures and texts as open data (JSON, CSV)
    pdf_proof, html_proof
                   the outputs read back and compared
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from heapq import merge
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from converter.catalogue.messages import finding
from converter.publish.outputs import BATCH, Outputs
from converter.publish.web_pages import write_pages
from converter.report.report import Place
from converter.results.aside import aside_findings
from converter.results.kept import Kept
from converter.results.outcome import Batch, Outcome
from converter.results.paths import HTML, PDF
from converter.results.retiring import retire
from converter.results.spool import Spool


def publish(
    batch: Batch,
    output: Path,
    *,
    pdf: bool = False,
    html: bool = False,
    proof: bool = True,
    kept: Kept | None = None,
) -> Batch:
    """Write the further outputs of every delivered report, each compared with its report first.

    Drafts have none; without `proof` nothing is read back. `kept`: which web pages earlier runs proved: those
    that stand as they were are neither made nor proved again. Files that an earlier run published and this
    one did not move to 已失效, but not those whose successors could not be written. Never raises for one
    file; the batch is returned with the files written and the findings.
    """
    outputs = Outputs()
    with _pdfs_begun(batch, output, outputs, proof) if pdf else nullcontext() as write_pdfs:
        if html:
            outputs.files.append(Spool())
            write_pages(batch, output, outputs, Kept(None) if kept is None else kept, proof=proof)
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
