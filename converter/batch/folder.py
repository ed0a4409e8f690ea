"""One folder, end to end: convert its workbooks, check them together, deliver their documents."""

from __future__ import annotations

import hashlib
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from converter.batch.conversion import Job, convert_workbook, revoke_document
from converter.batch.delivery import Planned, deliver, staging
from converter.batch.entries import Held, held_by
from converter.batch.given_paths import given_paths, require_last_run_covered
from converter.batch.input_files import InputFile, Unpackable, list_inputs, nothing_in
from converter.batch.pool import jobs_for, map_in_processes
from converter.batch.reuse import PreviousDocument, PreviousDocuments
from converter.batch.unprocessed import keep_last_results, release
from converter.catalogue.messages import finding
from converter.county.check import check_county
from converter.county.resubmissions import usual_year
from converter.document.openings import opening_findings
from converter.document.protection import protection_of
from converter.document.render import WordTemplate, distinct_templates, template_for
from converter.document.render_path import require_valid
from converter.document.template_cache import (
    render_path_findings,
    store_compiled,
    template_notices,
    verified_templates,
)
from converter.report.finding import Finding
from converter.report.report import Place
from converter.results.journal import PROBE, left_behind
from converter.results.outcome import Batch, Outcome, compact_outcome
from converter.results.spool import Spool
from converter.system import sharing
from converter.system.errors import ConverterError, UsageError
from converter.system.files import write_whole
from converter.system.stamps import kind_of


def convert_folder(
    folder: Path | Sequence[Path],
    output: Path | None,
    job: Job,
    on_done: Callable[[int, int, Outcome], None] = lambda done, total, outcome: None,
    jobs: int | None = 1,
    scheduler: str | None = None,
    on_listed: Callable[[int], None] = lambda total: None,
    on_planned: Planned = lambda documents: None,
) -> Batch:
    """Convert every workbook below a folder, those in zip archives too; one bad file never stops the rest.

    `folder`: or a file, or several files and folders (see `given_paths` for what their workbooks are called).
    `output`: where the documents are written, each whole or not at all; None to check only. `on_done` is
    called for each file with its number, the number of files and its outcome, `on_listed` before with that
    number alone. `jobs`: processes to use, None to choose by the number of files; a script that asks for
    several needs `if __name__ == "__main__"`.
    `scheduler`: the address of a Dask scheduler whose workers do the work instead. `on_planned`: as for
    `deliver`. UsageError, TemplateError, OutputError: nothing could be done; ClusterError: the cluster was
    lost, nothing was written.
    """
    given = given_paths(folder)
    workbooks, others = list_inputs(folder, output)
    on_listed(len(workbooks))
    if job.template is not None and not job.by_docxtpl:
        job = replace(job, template=verified_templates(job.template, job.form))
    left: list[Finding] = []
    if output is not None:
        left += _require_usable(output, job)
    done = Spool[Outcome]()
    used, differing = set[WordTemplate](), set[WordTemplate]()
    years: Counter[int] = Counter()
    unread: dict[int, InputFile] = {}
    categories: Counter[str] = Counter()
    with staging(output, left) as stage:
        previous = PreviousDocuments(output)
        converted = _convert_all(workbooks, job, previous, jobs, scheduler)
        for number, outcome in enumerate(converted):
            if outcome.report is None and (kind := _own_kind(workbooks[number])):
                others.append(f"{outcome.source}（本程序生成的{kind}）")
                continue
            if outcome.report is None and not outcome.is_unprocessed:
                unread[len(done)] = workbooks[number]
            used |= _template_of(outcome, job)
            differing |= _differing_template(outcome, job)
            if outcome.report is not None:
                categories[outcome.report.category] += 1
                if outcome.report.year:
                    years[outcome.report.year] += 1
            file = workbooks[number]
            done.append(stage(replace(outcome, location=(file.path, file.member))))
            on_done(number + 1, len(workbooks), outcome)
        if not done:
            raise UsageError(nothing_in(folder))
        if unread:
            done = Spool(_settled(done, unread))
        known = keep_last_results(done, output, job.form, job.roster)
        if output is not None:
            # only now: the digests and agencies by which a renamed workbook is known again come from outcomes
            require_last_run_covered(given, known, output, previous.names)
        county = check_county(
            known, job.form, job.roster, job.settings, job.record, job.year, texts=job.compares_texts
        )
        final = (stage(revoke_document(release(outcome), job)) for outcome in county.outcomes)
        kept = [o.document for o in known if o.kept and o.document] if known is not done else ()
        delivered, notices = deliver(final, output, draft=job.draft, kept=kept, on_planned=on_planned)
    store_compiled(used)
    return Batch(
        delivered,
        tuple(others),
        job.year or usual_year(years.elements()),
        job.settings,
        roster=job.roster,
        missing=county.missing,
        findings=(*county.findings, *_template_findings(job, categories)),
        notices=(*job.record.notices, *template_notices(differing, job.form), *notices, *left),
        form=job.form,
    )


def _settled(outcomes: Iterable[Outcome], unread: Mapping[int, InputFile]) -> Iterator[Outcome]:
    """The outcomes; a workbook that could not be read and has changed since was still being copied then.

    `unread`: the files of workbooks that could not be read, by the number of their outcome.
    """
    for number, outcome in enumerate(outcomes):
        file = unread.get(number)
        held = None if file is None else _changed(file, outcome.digest)
        yield (
            outcome
            if held is None
            else Outcome(outcome.source, None, (), notices=(held.told(outcome.source),))
        )


def _changed(file: InputFile, digest: str) -> Held | None:
    try:
        now = hashlib.sha256(file.read()).hexdigest()
    except Unpackable:
        return None
    except OSError as error:
        return held_by(error)
    return Held("changing") if digest and now != digest else None


def _own_kind(file: InputFile) -> str:
    """What a file of ours is that is no workbook to be filled in (a roster); "" where it is none of ours."""
    try:
        return kind_of(file.read())
    except OSError:
        return ""


def _template_of(outcome: Outcome, job: Job) -> set[WordTemplate]:
    """The template whose compiled form was used for a document, if any."""
    if outcome.content is None or outcome.report is None or job.template is None or job.by_docxtpl:
        return set()
    return {template_for(job.template, outcome.report.category)}


def _differing_template(outcome: Outcome, job: Job) -> set[WordTemplate]:
    """The template of a document that cannot be delivered, if any."""
    if not outcome.mismatched or outcome.report is None or job.template is None:
        return set()
    return {template_for(job.template, outcome.report.category)}


def _path_findings(job: Job) -> tuple[Finding, ...]:
    """Templates that docxtpl had to render, and why (T-12); nothing where the job asks for it."""
    return () if job.template is None or job.by_docxtpl else render_path_findings(job.template, job.form)


def _template_findings(job: Job, categories: Mapping[str, int]) -> Iterator[Finding]:
    """How templates are rendered (T-12), what they do to reports (T-13), what one for all loses (T-15)."""
    if job.template is None:
        return
    yield from _path_findings(job)
    for template in distinct_templates(job.template):
        yield from protection_of(template.content, template.name)
    if isinstance(job.template, WordTemplate):
        yield from opening_findings(job.template, categories, job.form)


def _require_usable(output: Path, job: Job) -> Iterator[Finding]:
    """Raise before the first file: TemplateError for the office's templates, OutputError for the folder.

    A notice where what was written to try it cannot be removed.
    """
    for template in distinct_templates(job.template) if job.template is not None else ():
        require_valid(template, job.form)
    probe = output / PROBE
    write_whole(probe, b"")
    try:
        sharing.remove(probe)
    except OSError as error:
        yield left_behind(probe, error)


class _WorkItem(NamedTuple):
    """A workbook with what is read from the disk for it. `content`: None where it cannot be read.

    `previous`: documents of earlier runs that were made from it. `held`: why the system does not give it
    out now; else it lies in an archive from which it cannot be unpacked.
    """

    file: InputFile
    content: bytes | None
    previous: Sequence[PreviousDocument] = ()
    held: Held | None = None


def _convert_all(
    workbooks: Sequence[InputFile],
    job: Job,
    previous: PreviousDocuments,
    jobs: int | None,
    scheduler: str | None,
) -> Iterator[Outcome]:
    """The outcomes in the order of the files; computed here, in several processes or on several machines."""
    if scheduler is not None:
        from converter.batch.cluster import map_on_cluster

        return map_on_cluster(scheduler, _convert_loaded, job, workbooks, partial(_load, previous), _crashed)
    processes = jobs_for(len(workbooks)) if jobs is None else jobs
    return map_in_processes(_convert_file, (job, previous), workbooks, processes, _crashed)


def _convert_file(constant: tuple[Job, PreviousDocuments], file: InputFile) -> Outcome:
    job, previous = constant
    return _convert_loaded(job, _load(previous, file))


def _crashed(file: InputFile) -> Outcome:
    """The outcome of a file that ends its process even when it is alone in it."""
    crash = finding("F-01", Place(file.name), variant="crashed", detail="")
    return Outcome(file.name, None, (), notices=(crash,))


def _load(previous: PreviousDocuments, file: InputFile) -> _WorkItem:
    if file.held is not None:
        return _WorkItem(file, None, held=file.held)
    try:
        content = file.read()
    except Unpackable:
        return _WorkItem(file, None)
    except OSError as error:
        return _WorkItem(file, None, held=held_by(error))
    return _WorkItem(file, content, previous.of(content))


def _convert_loaded(job: Job, work_item: _WorkItem) -> Outcome:
    name, content = work_item.file.name, work_item.content
    if work_item.held is not None:
        return Outcome(name, None, (), notices=(work_item.held.told(name),))
    if content is None:
        return Outcome(name, None, (finding("F-02", Place(name), variant="archive"),))
    try:
        return compact_outcome(convert_workbook(content, name, job, work_item.previous))
    except ConverterError:
        raise
    except Exception as error:  # a bug of ours: reported for this file, and the batch goes on
        where = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{type(error).__name__}: {error}，{Path(where.filename).name}:{where.lineno}"
        bug = finding("F-99", Place(name), detail=detail)
        return Outcome(name, None, (), digest=hashlib.sha256(content).hexdigest(), notices=(bug,))


__all__ = ["Job", "convert_folder", "convert_workbook"]
