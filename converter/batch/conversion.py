"""One workbook, bytes in and bytes out: read it, check it, render its document and verify that."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from converter.batch.reuse import PreviousDocument, recipe
from converter.catalogue.messages import finding
from converter.checks import Assessment, Context, assess
from converter.checks.acceptances import NOTHING_ACCEPTED, OfficeRecord, accept_findings
from converter.checks.reasons import attach_reasons
from converter.checks.settings import DEFAULT, Settings, apply_settings
from converter.document.built_templates import built_templates
from converter.document.proof import prove
from converter.document.render import Templates, render, template_for
from converter.document.render_path import render_path, require_valid
from converter.document.template_names import template_names
from converter.form import Form, form_in_force
from converter.report.earlier import LastYear
from converter.report.matching import Match, match, names_of
from converter.report.report import AGENCY_CODE, Place, Report
from converter.report.roster import Roster
from converter.results.outcome import Outcome, title_of
from converter.system.errors import TemplateError
from converter.system.stamps import RECIPE, SOURCE
from converter.workbook.read.reader import read_workbook


@dataclass(frozen=True, slots=True)
class Job:
    """What a conversion needs besides the workbook; picklable.

    `template`: for all reports or by category; None: no documents are made. `year`: the year of the whole
    folder, None to accept each workbook's own. `draft`: also make documents of reports with errors, marked as
    drafts. `proof`: read every document back and deliver only those that agree with their reports.
    `settings`: the office's settings of the checks. `roster`: who has to report. `last_year`: reports of the
    year before, for comparison. `record`: what the office accepted. `by_docxtpl`: render every
    document by docxtpl itself. `form`: the one that the county reports in. `compares_texts`: look for texts
    that agencies copied, and for names of others. `assesses`: check the reports; without it only what reading
    finds is found.
    """

    template: Templates | None
    year: int | None = None
    draft: bool = False
    proof: bool = True
    settings: Settings = DEFAULT
    roster: Roster | None = None
    last_year: LastYear | None = None
    record: OfficeRecord = NOTHING_ACCEPTED
    by_docxtpl: bool = False
    form: Form = field(default_factory=form_in_force)
    compares_texts: bool = True
    assesses: bool = True


def convert_workbook(
    content: bytes, name: str, job: Job, previous: Sequence[PreviousDocument] = ()
) -> Outcome:
    """Convert one workbook: read, check, and without errors render its document and read that back.

    `previous`: documents of earlier runs made from it; one is reused where its recipe is the same and it
    still agrees with the report. Pure: no disk is touched; job and outcome are picklable. A bad file raises
    nothing. TemplateError: the job's template cannot be used.
    """
    return with_document(checked_workbook(content, name, job), job, previous)


def checked_workbook(content: bytes, name: str, job: Job) -> Outcome:
    """The outcome of one workbook before its document: read, checked, matched; pure as `convert_workbook`."""
    reading = read_workbook(content, name, job.form)
    report = reading.report
    digest = hashlib.sha256(content).hexdigest()
    if report is None:
        return Outcome(name, None, reading.findings, digest=digest, match=_assigned(digest, job))
    matched = _match(report, digest, job)
    context = _context(report, matched, reading.saved, job)
    if job.assesses:
        assessment = assess(report, context, reading.findings)
    else:
        assessment = Assessment(tuple(apply_settings(job.settings, reading.findings)), ())
    return Outcome(
        name,
        report,
        accept_findings(
            attach_reasons(assessment.findings, report.reasons), report, names_of(report, matched), job.record
        ),
        assessment.verdicts,
        digest=digest,
        modified=context.saved,
        match=matched,
        last=context.last,
        corrects=reading.corrects,
    )


def with_document(outcome: Outcome, job: Job, previous: Sequence[PreviousDocument] = ()) -> Outcome:
    """The outcome of a checked workbook with its document, where it is to have one."""
    report, flawed = outcome.report, outcome.status == "returned"
    if report is None or job.template is None or (flawed and not job.draft):
        return outcome
    return _with_document(
        outcome, report, _templates(report, job.template, job), job, draft=flawed, previous=previous
    )


def _with_document(
    outcome: Outcome,
    report: Report,
    templates: Templates,
    job: Job,
    *,
    draft: bool,
    previous: Sequence[PreviousDocument] = (),
) -> Outcome:
    """Add the document, or where it differs from the report or cannot be made, notices instead."""
    template = template_for(templates, report.category)
    require_valid(template, report.form)
    by_docxtpl = job.by_docxtpl or render_path(template, report.form).by_docxtpl
    title = title_of(report)
    made_from = recipe(
        outcome.digest, template, job.settings, report.form, draft=draft, by_docxtpl=by_docxtpl, title=title
    )
    outcome = replace(outcome, recipe=made_from)
    for document in sorted(previous, key=lambda each: title not in each.name):
        if document.recipe != made_from:
            continue
        figures = document.proved
        if figures is None and not (proof := prove(document.content, report, report.form)).findings:
            figures = proof.figures
        if figures is not None:
            figures_verified = figures if job.proof else None
            return replace(outcome, reused=document.name, figures_verified=figures_verified)
    names = template_names(report, report.form, draft=draft)
    stated = {SOURCE: outcome.digest, RECIPE: made_from}
    try:
        content = render(
            template, names, title=title, author=report.agency, by_docxtpl=by_docxtpl, stated=stated
        )
    except TemplateError as error:
        detail = str(error).rstrip("。")
        return replace(
            outcome, notices=(finding("P-05", Place(outcome.source), variant="unmade", detail=detail),)
        )
    if not job.proof:
        return replace(outcome, content=content)
    proof = prove(content, report, report.form)
    if proof.findings:  # of template or program, never of the workbook
        return replace(outcome, content=None, notices=proof.findings)
    return replace(outcome, content=content, figures_verified=proof.figures)


def _match(report: Report, digest: str, job: Job) -> Match | None:
    """The agency of a report on the roster; None without a roster."""
    if job.roster is None:
        return None
    return _assigned(digest, job) or match(job.roster, report.agency, report.identity.get(AGENCY_CODE, ""))


def _assigned(digest: str, job: Job) -> Match | None:
    """The agency on the roster that the office said a file is of; None where it said nothing."""
    agency = job.record.assigned.get(digest)
    entry = job.roster.find(agency) if agency and job.roster else None
    return Match(entry, "assigned") if entry else None


def _context(report: Report, matched: Match | None, saved: datetime | None, job: Job) -> Context:
    """What a report is checked against."""
    context = Context(
        job.year,
        entry=matched.entry if matched else None,
        settings=job.settings,
        saved=saved,
        has_roster=job.roster is not None,
    )
    if job.last_year is None:
        return context
    found = job.last_year.match_report(report, context.entry, job.roster)
    return replace(context, last=found.earlier.report if found.earlier else None, no_last=found.why)


def revoke_document(outcome: Outcome, job: Job) -> Outcome:
    """The outcome without its document where the county checks found an error; its draft with `job.draft`."""
    report = outcome.report
    has_document = outcome.content is not None or outcome.staged is not None or outcome.reused
    if outcome.status != "returned" or not has_document or report is None:
        return outcome
    outcome = replace(outcome, content=None, staged=None, reused="", recipe="")
    if job.template is None or not job.draft:
        return outcome
    return _with_document(outcome, report, _templates(report, job.template, job), job, draft=True)


def _templates(report: Report, templates: Templates, job: Job) -> Templates:
    """The templates of a report: those of the run, or where it is in another edition its own."""
    return templates if report.form is job.form else built_templates(report.form)
