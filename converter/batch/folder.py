"""One folder, end to end: convert its workbooks, check them together, deliver their documents."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from converter.batch.conversion import Job, convert_workbook, revoke_document
from converter.batch.converting import Earlier, convert_all
from converter.batch.delivery import Planned, deliver, staging
from converter.batch.entries import Held, held_by
from converter.batch.given_paths import given_paths, require_last_run_covered
from converter.batch.input_files import InputFile, Unpackable, list_inputs, nothing_in
from converter.batch.keeping import Keeping, job_key
from converter.batch.reuse import PreviousDocuments
from converter.batch.unprocessed import keep_last_results, release
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
from converter.results.journal import PROBE, left_behind
from converter.results.kept import Kept
from converter.results.outcome import Batch, Outcome
from converter.results.spool import Spool
from converter.system import sharing
from converter.system.errors import UsageError
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
    kept: Kept | None = None,
) -> Batch:
    """Convert every workbook below a folder, those in zip archives too; one bad file never stops the rest.

    `folder`: or a file, or several files and folders (see `given_paths` for what their workbooks are called).
    `output`: where the documents are written, each whole or not at all; None to check only. `on_done` is
    called for each file with its number, the number of files and its outcome, `on_listed` before with that
    number alone. `jobs`: processes to use, None to choose by the number of files; a script that asks for
    several needs `if __name__ == "__main__"`.
    `scheduler`: the address of a Dask scheduler whose workers do the work instead. `on_planned`: as for
    `deliver`. `kept`: what earlier runs kept; it gets what this one adds. UsageError, TemplateError,
    OutputError: nothing could be done; ClusterError: the cluster was lost, nothing was written.
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
        earlier = Earlier(previous, Keeping(kept, job_key(job)) if kept is not None else None)
        converted = convert_all(workbooks, job, earlier, jobs, scheduler)
        for number, (outcome, added) in enumerate(converted):
            if kept is not None:
                kept.put_all(added)
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
        del workbooks  # of ten thousand files it takes some megabytes, which the county's checks can use
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
        standing = [o.document for o in known if o.kept and o.document] if known is not done else ()
        delivered, notices = deliver(final, output, draft=job.draft, kept=standing, on_planned=on_planned)
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


__all__ = ["Job", "convert_folder", "convert_workbook"]
