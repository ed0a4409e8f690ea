"""Further outputs of delivered Word reports: PDF, web page and fragment, open data (`publish`).

In: the batch after its Word reports were written. Out: the batch with files below PDF/ and HTML/, each read
back and compared with its report. A failure costs that file alone; its finding (O-…) is kept apart from those
about the workbook. Others import `publish` from here:

    pdf, office    Word reports converted by LibreOffice
    html           pages, fragments and index; styles, web_tables serve it
    data           figures and texts as open data (JSON, CSV)
    pdf_proof, html_proof
                   the outputs read back and compared
"""

from __future__ import annotations

import hashlib
import os
from array import array
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path, PurePosixPath

from converter.catalogue.messages import finding
from converter.report.finding import Finding
from converter.report.report import Place, Report
from converter.results.aside import Aside, aside_findings, set_aside
from converter.results.outcome import Batch, Outcome
from converter.results.paths import HTML, PDF, REPORTS
from converter.results.retiring import retire
from converter.results.spool import Spool
from converter.system.errors import OutputError
from converter.system.files import failure_reason, write_whole
from converter.system.text_stamps import HTML as HTML_COMMENT
from converter.system.text_stamps import HTML_MADE, PDF_MADE, stamped_pieces, stamped_text

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
    outputs = _Outputs()
    if html:
        outputs.files.append(Spool())
        _write_pages(batch, output, outputs, proof)
    if pdf:
        outputs.files.append(Spool())
        _write_pdfs(batch, output, outputs, proof)
    failed = {outcome.source for outcome in batch.outcomes if outcome.notices} if batch.notices else ()
    unmoved = retire(output, _kept(batch, outputs), "published", (PDF, HTML), outputs.aside, failed)
    for name, detail in unmoved.items():
        outputs.findings[_BATCH].append(finding("O-06", Place(name), subject=name, detail=detail))
    outputs.findings[_BATCH] += aside_findings(outputs.aside)
    return replace(
        batch,
        outcomes=Spool(_published(batch, outputs)) if html or pdf else batch.outcomes,
        published=tuple(outputs.of_all),
        unpublished=(*batch.unpublished, *outputs.findings[_BATCH]),
        notices=(
            *batch.notices,
            *(found for at in sorted(outputs.findings) for found in outputs.findings[at]),
        ),
    )


def _kept(batch: Batch, outputs: _Outputs) -> Iterator[str]:
    """The files that stay where they are."""
    yield from outputs.unwritten
    yield from outputs.of_all
    yield from (name for files in outputs.files for _, name in files)
    if batch.notices:  # of workbooks that could not be opened this time
        yield from (name for outcome in batch.outcomes if outcome.kept for name in outcome.published)


def _published(batch: Batch, outputs: _Outputs) -> Iterator[Outcome]:
    """The outcomes with their files, and with what is wrong with them."""
    files = groupby(merge(*outputs.files, key=itemgetter(0)), itemgetter(0))
    group = next(files, None)
    for at, outcome in enumerate(batch.outcomes):
        names: tuple[str, ...] = ()
        if group is not None and group[0] == at:
            names = tuple(name for _, name in group[1])
            group = next(files, None)
        unpublished = tuple(outputs.findings.get(at, ()))
        yield outcome if outcome.kept else replace(outcome, published=names, unpublished=unpublished)


_BATCH = -1


@dataclass(frozen=True, slots=True)
class _Outputs:
    """Files written and findings, by the index of the outcome (_BATCH: of the whole batch).

    `files`: of each kind of output, in the order of the outcomes, on disk; `of_all`: of the whole batch.
    `aside`: files that a person changed (`results.aside`). `unwritten`: files that the system did not let be
    written.
    """

    files: list[Spool[tuple[int, str]]] = field(default_factory=list)
    of_all: list[str] = field(default_factory=list)
    findings: dict[int, list[Finding]] = field(default_factory=lambda: defaultdict(list))
    aside: Aside = field(default_factory=dict)
    unwritten: set[str] = field(default_factory=set)

    def write(self, at: int, output: Path, name: str, make: Callable[[], Iterable[bytes]]) -> bool:
        """Write a file whole or not at all; False, with a finding, where it cannot be written.

        `make`: gives the content in pieces, each time anew.
        """
        try:
            set_aside(output, name, self.aside, lambda: b"".join(make()))
            write_whole(output / name, make())
        except OutputError as error:
            self.unwritten.add(name)
            detail = str(error).rstrip("。")
            self.findings[at].append(finding("O-05", Place(name), subject=name, detail=detail))
            return False
        if at == _BATCH:
            self.of_all.append(name)
        else:
            self.files[-1].append((at, name))
        return True


def _delivered(batch: Batch) -> Iterator[tuple[int, Outcome, Report, str]]:
    """The outcomes whose report was delivered: index, outcome, report, file name without suffix."""
    for at, outcome in enumerate(batch.outcomes):
        if outcome.report is None or outcome.document is None:
            continue
        document = PurePosixPath(outcome.document)
        if document.parent.name == REPORTS:
            yield at, outcome, outcome.report, document.stem


def _write_pages(batch: Batch, output: Path, outputs: _Outputs, proof: bool) -> None:
    """Write a page and a fragment per report, then the index and the open data of reports with a page."""
    from converter.publish import data
    from converter.publish.html import IndexRow, index_pieces, render_fragment, render_page
    from converter.publish.html_proof import prove_html

    complete = array("Q")  # the indexes of outcomes with all their pages
    for at, outcome, report, stem in _delivered(batch):
        written = True
        for name, render in ((f"{stem}.html", render_page), (f"{stem}{FRAGMENT}", render_fragment)):
            content = stamped_text(render(report, report.form), HTML_MADE % outcome.recipe)
            findings = prove_html(content, report, report.form, name) if proof else ()
            if findings:
                outputs.findings[at].extend(findings)
            written = (
                not findings and outputs.write(at, output, f"{HTML}/{name}", [content].__iter__) and written
            )
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
    outputs.write(
        _BATCH, output, INDEX, lambda: stamped_pieces(index_pieces(rows(), batch.form), HTML_COMMENT)
    )
    if not outputs.write(_BATCH, output, CSV, table):
        outputs.unwritten.add(JSON)  # the one that stands vouches for the table that stands
        return
    outputs.write(
        _BATCH,
        output,
        JSON,
        lambda: data.json_pieces((row.report for row in rows()), batch.form, digest.hexdigest()),
    )


def _write_pdfs(batch: Batch, output: Path, outputs: _Outputs, proof: bool) -> None:
    """Write a PDF of each Word report in the output folder."""
    from converter.publish.office import VARIABLE, find_office
    from converter.publish.pdf import to_pdf
    from converter.publish.pdf_proof import prove_pdf

    if next(_delivered(batch), None) is None:
        return
    program = find_office()
    if program is None:
        named = os.environ.get(VARIABLE, "")
        variant = "named" if named else "missing"
        outputs.findings[_BATCH].append(finding("O-01", Place(PDF), variant=variant, found=named))
        return
    waiting: deque[tuple[int, Outcome, Report, str, bytes]] = deque()  # a chunk of them, not all
    done = 0

    def documents() -> Iterator[bytes]:
        for at, outcome, report, stem in _delivered(batch):
            word = (output / str(outcome.document)).read_bytes()
            waiting.append((at, outcome, report, stem, word))
            yield word

    try:
        for made in to_pdf(program, documents()):
            at, outcome, report, stem, word = waiting.popleft()
            done += 1
            name = f"{stem}.pdf"
            if not isinstance(made, bytes):
                outputs.findings[at].append(finding("O-02", Place(name), variant=made))
                continue
            comment = PDF_MADE % outcome.recipe
            content = stamped_text(made, comment, b"startxref") if b"startxref" in made else made
            if findings := prove_pdf(content, word, report, report.form, name) if proof else ():
                outputs.findings[at].extend(findings)
            else:
                outputs.write(at, output, f"{PDF}/{name}", [content].__iter__)
    except OSError as error:  # a report was moved meanwhile, or no space for temporary files
        outputs.findings[_BATCH].append(
            finding("O-05", Place(PDF), subject=PDF, detail=failure_reason(error))
        )
        left = islice(_delivered(batch), done, None)
        outputs.unwritten.update(f"{PDF}/{stem}.pdf" for _, _, _, stem in left)
