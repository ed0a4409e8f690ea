"""One folder, end to end: its workbooks converted, held against each other, their documents delivered."""

from __future__ import annotations

import hashlib
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from converter.batch.conversion import Job, convert_workbook, revoke_document
from converter.batch.delivery import deliver, staging
from converter.batch.inputs import InputFile, list_inputs
from converter.batch.pool import fitting_jobs, shared
from converter.batch.reuse import PreviousDocument, PreviousDocuments
from converter.batch.roots import input_roots, require_last_run_covered
from converter.catalogue.messages import finding
from converter.county import across
from converter.document.render import WordTemplate, chosen
from converter.document.render_path import require_sound
from converter.document.template_cache import keep_ready, told_ways, trusted
from converter.report.finding import Finding
from converter.report.report import Place
from converter.results.outcome import Batch, Outcome, compact_outcome
from converter.results.spool import Spool
from converter.system.errors import ConverterError
from converter.system.files import write_whole


def convert_folder(
    folder: Path | Sequence[Path],
    output: Path | None,
    job: Job,
    on_done: Callable[[int, int, Outcome], None] = lambda done, total, outcome: None,
    jobs: int | None = 1,
    scheduler: str | None = None,
) -> Batch:
    """Convert every workbook below a folder, those in zip archives too; one bad file never stops the rest.

    `folder`: or a file, or several files and folders (see `input_roots` for what their workbooks are called).
    With `output` the documents are written there, whole or not at all, and nothing else is touched;
    without, the workbooks are only checked. `on_done` hears of each file: its number, how many there
    are, its outcome. `jobs`: processes that share the work, None for as many as it is worth; a script
    that asks for several needs the usual `if __name__ == "__main__"`. `scheduler`: the address of a Dask
    scheduler whose workers share the work instead. SettingsError, TemplateError, OutputError: nothing
    can be done at all; ClusterError: the cluster is gone, and nothing was written.
    """
    workbooks, others = list_inputs(folder, output)
    if job.template is not None and not job.reference:
        job = replace(job, template=trusted(job.template))
    if output is not None:
        _try_out(output, job)
    done = Spool[Outcome]()
    used: set[WordTemplate] = set()
    years: Counter[int] = Counter()
    with staging(output) as stage:
        for outcome in _converted(workbooks, job, PreviousDocuments(output), jobs, scheduler):
            used |= _template_of(outcome, job)
            if outcome.report is not None and outcome.report.year:
                years[outcome.report.year] += 1
            done.append(stage(outcome))
            on_done(len(done), len(workbooks), outcome)
        if output is not None:
            require_last_run_covered(input_roots(folder), done, output)
        county = across(done, job.roster, job.settings)
        checked = (stage(revoke_document(outcome, job)) for outcome in county.outcomes)
        delivered, unmoved = deliver(checked, output, draft=job.draft)
    keep_ready(used)
    return Batch(
        delivered,
        tuple(others),
        job.year or next((year for year, _ in years.most_common(1)), None),
        job.settings,
        unpublished=unmoved,
        roster=job.roster,
        missing=county.missing,
        findings=(*county.findings, *_ways(job)),
    )


def _template_of(outcome: Outcome, job: Job) -> set[WordTemplate]:
    """The template that the quick way made a document from, if one was made."""
    if outcome.content is None or outcome.report is None or job.template is None or job.reference:
        return set()
    return {chosen(job.template, outcome.report.category)}


def _ways(job: Job) -> tuple[Finding, ...]:
    """Which templates were not rendered the quick way, and why; nothing where that was asked for."""
    return () if job.template is None or job.reference else told_ways(job.template)


def _try_out(output: Path, job: Job) -> None:
    """Fail before the first file where the template has errors or the output cannot be written.

    Of templates by category each is checked before the first report that needs it.
    """
    if isinstance(job.template, WordTemplate):
        require_sound(job.template)
    probe = output / ".xxgk-write-test"
    write_whole(probe, b"")
    probe.unlink()


class _WorkItem(NamedTuple):
    """A workbook with what the disk says of it. `content`: None where its bytes cannot be had.

    `previous`: its document of the last run, if it still stands.
    """

    file: InputFile
    content: bytes | None
    previous: PreviousDocument | None = None


def _converted(
    workbooks: Sequence[InputFile],
    job: Job,
    previous: PreviousDocuments,
    jobs: int | None,
    scheduler: str | None,
) -> Iterator[Outcome]:
    """The outcomes of workbooks in their order, made here, in several processes or on several machines."""
    if scheduler is not None:
        from converter.batch.cluster import shared_afar

        return shared_afar(
            scheduler, _convert_work_item, job, workbooks, partial(_work_item, previous), _dead
        )
    processes = fitting_jobs(len(workbooks)) if jobs is None else jobs
    return shared(_convert_file, (job, previous), workbooks, processes, _dead)


def _convert_file(constant: tuple[Job, PreviousDocuments], file: InputFile) -> Outcome:
    job, previous = constant
    return _convert_work_item(job, _work_item(previous, file))


def _dead(file: InputFile) -> Outcome:
    """The outcome of a file at which a process of its own ended."""
    return Outcome(file.name, None, (finding("F-01", Place(file.name), variant="crashed", detail=""),))


def _work_item(previous: PreviousDocuments, file: InputFile) -> _WorkItem:
    try:
        content = file.read()
    except OSError:
        return _WorkItem(file, None)
    return _WorkItem(file, content, previous.of(file.name, content))


def _convert_work_item(job: Job, work_item: _WorkItem) -> Outcome:
    name, content = work_item.file.name, work_item.content
    if content is None:
        variant = "archive" if work_item.file.member else "access"
        return Outcome(name, None, (finding("F-02", Place(name), variant=variant),))
    try:
        return compact_outcome(convert_workbook(content, name, job, work_item.previous))
    except ConverterError:
        raise
    except Exception as error:  # our own mistake: told for this file, and the batch goes on
        where = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{type(error).__name__}: {error}，{Path(where.filename).name}:{where.lineno}"
        told = finding("F-99", Place(name), detail=detail)
        return Outcome(name, None, (told,), digest=hashlib.sha256(content).hexdigest())


__all__ = ["Job", "convert_folder", "convert_workbook"]
