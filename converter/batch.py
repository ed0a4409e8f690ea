"""One workbook, bytes in and bytes out; one folder, end to end: the only module that sees the whole line."""

from __future__ import annotations

import traceback
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from converter.arrivals import Arrival, arrivals
from converter.checks import Context, assess
from converter.delivery import deliver
from converter.document.checking import require_sound
from converter.document.context import context
from converter.document.proof import prove
from converter.document.render import Templates, WordTemplate, chosen, render
from converter.errors import ConverterError
from converter.files import write_whole
from converter.form import FORM
from converter.grid.texts import name_key
from converter.messages import finding
from converter.outcome import Batch, Outcome, title_of
from converter.reasons import answer
from converter.report import Place, Report
from converter.settings import DEFAULT, Settings, applied
from converter.workbook.properties import modified
from converter.workbook.reader import read_workbook


@dataclass(frozen=True, slots=True)
class Job:
    """What a conversion needs besides the workbook; picklable.

    `template`: for all reports or by their category; None: no documents are made. `year`: the year
    that the folder is about, None where each workbook says its own. `draft`: make documents of
    reports with errors too, marked as drafts. `proof`: read every document back and hand out only
    what says what its report says. `settings`: the office's choices.
    """

    template: Templates | None
    year: int | None = None
    draft: bool = False
    proof: bool = True
    settings: Settings = DEFAULT


def convert_workbook(content: bytes, name: str, job: Job) -> Outcome:
    """Convert one workbook: read, check, and where nothing is wrong render and read back.

    Pure: it touches no disk, and job and outcome travel between processes. Never raises for a bad
    file; TemplateError where the job's template cannot be used.
    """
    reading = read_workbook(content, name)
    report = reading.report
    if report is None:
        return Outcome(name, None, reading.findings)
    assessment = assess(report, _context(content, job), reading.findings)
    outcome = Outcome(name, report, answer(assessment.findings, report.reasons), assessment.verdicts)
    flawed = outcome.status == "returned"
    if job.template is None or (flawed and not job.draft):
        return outcome
    return _with_document(outcome, report, job.template, job, draft=flawed)


def _with_document(
    outcome: Outcome, report: Report, templates: Templates, job: Job, *, draft: bool
) -> Outcome:
    """Add the document, or in its place what reading it back found."""
    template = chosen(templates, report.category)
    require_sound(template)
    content = render(
        template, context(report, FORM, draft=draft), title=title_of(report), author=report.agency
    )
    if not job.proof:
        return replace(outcome, content=content)
    proof = prove(content, report, FORM)
    if proof.findings:
        return replace(outcome, content=None, findings=(*outcome.findings, *proof.findings))
    return replace(outcome, content=content, proved=proof.figures)


def _context(content: bytes, job: Job) -> Context:
    """What a report is held against."""
    return Context(FORM, job.year, settings=job.settings, saved=modified(content))


def convert_folder(
    folder: Path,
    output: Path | None,
    job: Job,
    on_done: Callable[[int, int, Outcome], None] = lambda done, total, outcome: None,
) -> Batch:
    """Convert every workbook below a folder, those in zip archives too; one bad file never stops the rest.

    With `output` the documents are written there, whole or not at all, and nothing else is touched;
    without, the workbooks are only checked. `on_done` hears of each file: its number, how many there
    are, its outcome. SettingsError, TemplateError, OutputError: nothing can be done at all.
    """
    workbooks, others = arrivals(folder, output)
    if output is not None:
        _try_out(output, job)
    outcomes: list[Outcome] = []
    for arrival in workbooks:
        outcomes.append(_convert_file(arrival, job))
        on_done(len(outcomes), len(workbooks), outcomes[-1])
    settled = [_settle(outcome, job) for outcome in _without_twins(outcomes, job)]
    return Batch(tuple(deliver(settled, output, draft=job.draft)), tuple(others), job.year, job.settings)


def _try_out(output: Path, job: Job) -> None:
    """Fail before the first file where the template has errors or the output cannot be written.

    Of templates by category each is checked before the first report that needs it.
    """
    if isinstance(job.template, WordTemplate):
        require_sound(job.template)
    probe = output / ".xxgk-write-test"
    write_whole(probe, b"")
    probe.unlink()


def _convert_file(arrival: Arrival, job: Job) -> Outcome:
    name = arrival.name
    try:
        content = arrival.read()
    except OSError:
        return Outcome(name, None, (finding("F-02", Place(name), variant="access"),))
    try:
        return convert_workbook(content, name, job)
    except ConverterError:
        raise
    except Exception as error:  # our own mistake: told for this file, and the batch goes on
        where = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{type(error).__name__}: {error}，{Path(where.filename).name}:{where.lineno}"
        return Outcome(name, None, (finding("F-99", Place(name), detail=detail),))


def _without_twins(outcomes: Sequence[Outcome], job: Job) -> list[Outcome]:
    """Where two workbooks are of one agency, return both, each naming the others."""
    groups: dict[str, list[int]] = defaultdict(list)
    for index, outcome in enumerate(outcomes):
        if outcome.report is not None and outcome.report.agency:
            groups[name_key(outcome.report.agency)].append(index)
    told = list(outcomes)
    for twins in groups.values():
        for index in twins if len(twins) > 1 else ():
            report = outcomes[index].report
            if report is None:
                continue
            place = report.entries["机关名称"].place or Place(outcomes[index].source)
            others = "、".join(outcomes[other].source for other in twins if other != index)
            twin = finding("G-01", place, variant="twice", subject=report.agency, other=others)
            findings = (*outcomes[index].findings, *applied(job.settings, [twin]))
            told[index] = replace(outcomes[index], findings=findings)
    return told


def _settle(outcome: Outcome, job: Job) -> Outcome:
    """Take a document back from a report that turned out to be wrong only beside the others."""
    if outcome.status != "returned" or outcome.content is None or outcome.report is None:
        return outcome
    if job.template is None or not job.draft:
        return replace(outcome, content=None)
    return _with_document(outcome, outcome.report, job.template, job, draft=True)
