"""One workbook, bytes in and bytes out: read, checked, rendered and proved."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from converter.batch.reuse import PreviousDocument, recipe
from converter.checks import Context, assess
from converter.checks.reasons import answer
from converter.checks.settings import DEFAULT, Settings
from converter.document.context import context
from converter.document.proof import prove
from converter.document.render import Templates, chosen, render
from converter.document.render_path import require_sound, way
from converter.form import FORM
from converter.report.earlier import LastYear
from converter.report.matching import Match, match
from converter.report.report import AGENCY_CODE, Report
from converter.report.roster import Roster
from converter.results.outcome import Outcome, title_of
from converter.workbook.read.reader import read_workbook


@dataclass(frozen=True, slots=True)
class Job:
    """What a conversion needs besides the workbook; picklable.

    `template`: for all reports or by their category; None: no documents are made. `year`: the year
    that the folder is about, None where each workbook says its own. `draft`: make documents of
    reports with errors too, marked as drafts. `proof`: read every document back and hand out only
    what says what its report says. `settings`: the office's choices. `roster`: who has to report.
    `last_year`: reports of the year before, to hold these against. `reference`: let docxtpl itself render
    every document.
    """

    template: Templates | None
    year: int | None = None
    draft: bool = False
    proof: bool = True
    settings: Settings = DEFAULT
    roster: Roster | None = None
    last_year: LastYear | None = None
    reference: bool = False


def convert_workbook(
    content: bytes, name: str, job: Job, previous: PreviousDocument | None = None
) -> Outcome:
    """Convert one workbook: read, check, and where nothing is wrong render and read back.

    `previous`: its document of the last run, which is kept where it was made from the same and still says
    what the report says. Pure: it touches no disk, and job and outcome travel between processes. Never
    raises for a bad file; TemplateError where the job's template cannot be used.
    """
    reading = read_workbook(content, name)
    report = reading.report
    digest = hashlib.sha256(content).hexdigest()
    if report is None:
        return Outcome(name, None, reading.findings, digest=digest)
    known = _match(report, job)
    beside = _context(report, known, reading.saved, job)
    assessment = assess(report, beside, reading.findings)
    outcome = Outcome(
        name,
        report,
        answer(assessment.findings, report.reasons),
        assessment.verdicts,
        digest=digest,
        modified=beside.saved,
        match=known,
        last=beside.last,
    )
    flawed = outcome.status == "returned"
    if job.template is None or (flawed and not job.draft):
        return outcome
    return _with_document(outcome, report, job.template, job, draft=flawed, previous=previous)


def _with_document(
    outcome: Outcome,
    report: Report,
    templates: Templates,
    job: Job,
    *,
    draft: bool,
    previous: PreviousDocument | None = None,
) -> Outcome:
    """Add the document, or in its place what reading it back found."""
    template = chosen(templates, report.category)
    require_sound(template)
    slowly = job.reference or way(template).by_docxtpl
    made_from = recipe(outcome.digest, template, job.settings, draft=draft, by_docxtpl=slowly)
    outcome = replace(outcome, recipe=made_from)
    if previous is not None and previous.recipe == outcome.recipe:
        proof = prove(previous.content, report, FORM)
        if not proof.findings:
            return replace(outcome, reused=previous.name, verified=proof.figures if job.proof else None)
    names = context(report, FORM, draft=draft)
    content = render(template, names, title=title_of(report), author=report.agency, by_docxtpl=slowly)
    if not job.proof:
        return replace(outcome, content=content)
    proof = prove(content, report, FORM)
    if proof.findings:
        return replace(outcome, content=None, findings=(*outcome.findings, *proof.findings))
    return replace(outcome, content=content, verified=proof.figures)


def _match(report: Report, job: Job) -> Match | None:
    """Which agency on the roster a report is of; None without a roster."""
    if job.roster is None:
        return None
    return match(job.roster, report.agency, report.identity.get(AGENCY_CODE, ""))


def _context(report: Report, known: Match | None, saved: datetime | None, job: Job) -> Context:
    """What a report is held against."""
    beside = Context(
        FORM,
        job.year,
        entry=known.entry if known else None,
        settings=job.settings,
        saved=saved,
        has_roster=job.roster is not None,
    )
    if job.last_year is None:
        return beside
    found = job.last_year.match_report(report, beside.entry, job.roster)
    return replace(beside, last=found.earlier.report if found.earlier else None, no_last=found.why)


def revoke_document(outcome: Outcome, job: Job) -> Outcome:
    """Take a document back from a report that turned out to be wrong only beside the others."""
    report = outcome.report
    has_document = outcome.content is not None or outcome.staged is not None or outcome.reused
    if outcome.status != "returned" or not has_document or report is None:
        return outcome
    outcome = replace(outcome, content=None, staged=None, reused="", recipe="")
    if job.template is None or not job.draft:
        return outcome
    return _with_document(outcome, report, job.template, job, draft=True)
