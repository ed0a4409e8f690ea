"""The web pages of delivered reports, their index and open data: written, proved, or left as they stand.

A page is left where an earlier run proved these very bytes for the same recipe of the report, the index and
the tables where it wrote them for the same reports.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from converter.document.template_names import template_names
from converter.publish.outputs import BATCH, Outputs, delivered
from converter.report.compact import expanded_report
from converter.report.report import Report
from converter.results.kept import Kept, key_of
from converter.results.outcome import Batch
from converter.results.paths import HTML
from converter.system.sharing import content_of
from converter.system.text_stamps import HTML as HTML_COMMENT
from converter.system.text_stamps import HTML_MADE, stamped_pieces, stamped_text

if TYPE_CHECKING:
    from converter.publish.html import IndexRow

FRAGMENT = ".fragment.html"
INDEX, JSON, CSV = f"{HTML}/index.html", f"{HTML}/data.json", f"{HTML}/data.csv"


def write_pages(batch: Batch, output: Path, outputs: Outputs, kept: Kept, *, proof: bool) -> None:
    """Write a page and a fragment per report, then the index and the open data of reports with a page."""
    complete = array("Q")  # the indexes of outcomes with all their pages
    all_known, recipes = True, hashlib.sha256(f"{batch.form.edition}{batch.form.local}".encode())
    for at, outcome, report, stem in delivered(batch):
        recipes.update(f"\n{outcome.recipe}\t{stem}".encode("utf-8", "surrogatepass"))
        own = None
        all_known, written = all_known and bool(outcome.recipe), True
        for kind in (".html", FRAGMENT):
            name = f"{HTML}/{stem}{kind}"
            if outcome.recipe and _stands(output / name, kept, kind, outcome.recipe):
                outputs.standing.add(name)
                outputs.enter(at, name)
                continue
            own = own or _own(report)
            if not _write_page(at, own, output, name, outcome.recipe, outputs, kept, proof=proof):
                written = False
        if written:
            complete.append(at)
        else:
            recipes.update(b" incomplete")
    if complete:
        known = recipes.hexdigest() if all_known else ""
        _write_tables(batch, output, outputs, kept, complete, known)
    elif outputs.unwritten:
        outputs.unwritten.update((INDEX, CSV, JSON))


class _Own(NamedTuple):
    """A report with dictionaries, and its names."""

    report: Report
    names: Mapping[str, Any]


def _own(report: Report) -> _Own:
    report = expanded_report(report)
    return _Own(report, template_names(report, report.form))


def _stands(path: Path, kept: Kept, *made_from: str) -> bool:
    """Whether a file stands as an earlier run wrote it, made from the same."""
    if kept.is_empty:
        return False
    try:
        content = content_of(path)
    except OSError:
        return False
    return kept.get(key_of("page", *made_from, hashlib.sha256(content).hexdigest()), bool) is not None


def _write_page(
    at: int,
    own: _Own,
    output: Path,
    name: str,
    recipe: str,
    outputs: Outputs,
    kept: Kept,
    *,
    proof: bool,
) -> bool:
    """Make a page or a fragment, prove it and write it; False where it is not there then."""
    from converter.publish.html import render_fragment, render_page
    from converter.publish.html_proof import prove_html

    report = own.report
    is_fragment = name.endswith(FRAGMENT)
    render = render_fragment if is_fragment else render_page
    content = stamped_text(render(report, report.form, own.names), HTML_MADE % recipe)
    findings = prove_html(content, report, report.form, PurePosixPath(name).name) if proof else ()
    if findings:
        outputs.findings[at].extend(findings)
        return False
    if not outputs.write(at, output, name, [content].__iter__):
        return False
    outputs.enter(at, name)
    if proof and recipe:
        kind = FRAGMENT if is_fragment else ".html"
        kept.put(key_of("page", kind, recipe, hashlib.sha256(content).hexdigest()), True)
    return True


def _write_tables(
    batch: Batch, output: Path, outputs: Outputs, kept: Kept, complete: Iterable[int], recipes: str
) -> None:
    """Write the index and the open data of the reports at these indexes.

    `recipes`: a digest of all that they are made from, "" where it is not known.
    """
    names = (INDEX, CSV, JSON)
    if recipes and all(_stands(output / name, kept, name, recipes) for name in names):
        for name in names:
            outputs.enter(BATCH, name)
        return
    from converter.publish import data
    from converter.publish.html import IndexRow, index_pieces

    def rows() -> Iterator[IndexRow]:
        for outcome in map(batch.outcomes.__getitem__, complete):
            assert outcome.report is not None  # only reports have pages
            yield IndexRow(
                expanded_report(outcome.report), f"{PurePosixPath(str(outcome.document)).stem}.html"
            )

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
        digests = list[str]()
        if outputs.write(BATCH, output, name, partial(_hashed, make, digests)):
            outputs.enter(BATCH, name)
            if recipes:
                kept.put(key_of("page", name, recipes, digests[-1]), True)
        elif name == CSV:
            outputs.unwritten.add(JSON)  # the one that stands vouches for the table that stands
            return


def _hashed(make: Callable[[], Iterable[bytes]], digests: list[str]) -> Iterator[bytes]:
    """The pieces of a file; `digests` gets the digest of all when they are through."""
    digest = hashlib.sha256()
    for piece in make():
        digest.update(piece)
        yield piece
    digests.append(digest.hexdigest())
