"""What a run keeps of workbooks for the next: outcomes before their documents, what was proved, last year.

A key covers what `checked_workbook` is a function of: the workbook's bytes and name, and of the job the form,
the year, the settings, the roster, last year's reports and what the office accepted; the program's code is
that of the whole file (`results.kept`). A document is known by its recipe and its bytes, last year's reports
by all of their workbooks together, as these compete.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from converter.batch.conversion import Job
from converter.batch.input_files import Unpackable, list_inputs
from converter.form import Form
from converter.report.earlier import EarlierReport
from converter.results.kept import Kept, key_of
from converter.results.outcome import Batch, Outcome
from converter.results.spool import Spool
from converter.system.errors import UsageError

Added = tuple[str, bytes]
"""A key, and a value that is pickled."""


class Keeping(NamedTuple):
    """What earlier runs kept, and the key of the job of this one."""

    kept: Kept
    job: str

    def outcome(self, name: str, digest: str) -> Outcome | None:
        """The kept outcome of a workbook, without its document."""
        return None if self.kept.is_empty else self.kept.get(self.outcome_key(name, digest), Outcome)

    def outcome_key(self, name: str, digest: str) -> str:
        """The key of a workbook's outcome."""
        return key_of("workbook", self.job, name, digest)

    def proved(self, recipe: str, document: bytes) -> int | None:
        """How many figures of these bytes an earlier run compared with the report; None: none did."""
        return None if self.kept.is_empty else self.kept.get(document_key(recipe, document), int)


def document_key(recipe: str, document: bytes) -> str:
    """The key of a proved document."""
    return key_of("document", recipe, hashlib.sha256(document).hexdigest())


def job_key(job: Job) -> str:
    """A digest of all that the outcome of any workbook depends on besides itself."""
    roster = job.roster
    return key_of(
        "job",
        *(job.form.edition, job.form.local, str(job.year), repr(job.settings)),
        "" if roster is None else _digest_of(chain([roster.own], map(repr, roster.entries))),
        str(job.assesses),
        repr([*job.record.accepted.items()]),
        repr([*job.record.assigned.items()]),
        "" if job.last_year is None else job.last_year.digest(),
    )


def _digest_of(texts: Iterable[str]) -> str:
    """A digest of many texts, one in memory at a time."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    return digest.hexdigest()


def added_outcome(key: str, checked: Outcome) -> tuple[Added, ...]:
    """The entry of a checked, compact outcome; none of one that the next run may read otherwise."""
    if not key or checked.report is None or checked.notices:
        return ()
    return ((key, pickle.dumps(checked, pickle.HIGHEST_PROTOCOL)),)


def added_document(outcome: Outcome, document: bytes | None) -> tuple[Added, ...]:
    """The entry of a document that was compared with its report."""
    if document is None or outcome.figures_verified is None or not outcome.recipe:
        return ()
    packed = pickle.dumps(outcome.figures_verified, pickle.HIGHEST_PROTOCOL)
    return ((document_key(outcome.recipe, document), packed),)


# --- last year ------------------------------------------------------------------------------------


def kept_reports(paths: Sequence[Path], job: Job, form: Form, kept: Kept) -> Sequence[EarlierReport] | None:
    """Last year's reports in workbooks, as an earlier run read them; None where one of them is another now.

    `form`: this year's.
    """
    if kept.is_empty:
        return None
    try:
        workbooks, _ = list_inputs(paths)
        if any(file.held for file in workbooks):
            return None
        read = ((file.name, hashlib.sha256(file.read()).hexdigest()) for file in workbooks)
        key = _key_of_all(read, job, form)
    except (UsageError, OSError, Unpackable):  # told by who reads them
        return None
    count = kept.get(key, int)
    if count is None:
        return None
    reports = Spool[EarlierReport]()
    for number in range(count):
        report = kept.get(key_of("last year", key, str(number)), EarlierReport)
        if report is None:
            return None
        reports.append(report)
    return reports


def keep_reports(reports: Sequence[EarlierReport], batch: Batch, job: Job, form: Form, kept: Kept) -> None:
    """Keep the reports of last year's workbooks, if all could be read."""
    if batch.notices or any(outcome.report is None for outcome in batch.outcomes):
        return
    key = _key_of_all(((outcome.source, outcome.digest) for outcome in batch.outcomes), job, form)
    kept.put(key, len(reports))
    for number, report in enumerate(reports):
        kept.put(key_of("last year", key, str(number)), report)


def _key_of_all(read: Iterable[tuple[str, str]], job: Job, form: Form) -> str:
    """The key of workbooks together; `read`: name and digest of each."""
    return key_of("last year", job_key(job), form.edition, form.local, repr(sorted(read)))
