"""The outcome of a conversion: of one workbook (`Outcome`) and of one folder (`Batch`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any, Literal, NamedTuple

from converter.catalogue.proof import MISMATCH_CODES
from converter.checks import State, Verdict
from converter.checks.settings import DEFAULT, Settings
from converter.form import Form
from converter.report.compact import CompactValues, compact_report, pack_shared, unpack_shared
from converter.report.correction import Correction
from converter.report.earlier import LastReport
from converter.report.finding import Finding, Severity, worst
from converter.report.matching import Match
from converter.report.report import Report
from converter.report.roster import Roster, RosterEntry
from converter.system.naming import safe_stem

Status = Literal["passed", "to_confirm", "returned", "unreadable", "unprocessed", "superseded", "other_year"]


class Change(NamedTuple):
    """What an agency changed from one version of its workbook to the next; "" where there was nothing."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One workbook after conversion. Paths of outputs are relative to the output folder.

    `source`: the file's name in the batch; `location`: its path, and its name inside the archive that lies
    there; `digest`: SHA-256 of its bytes; `modified`: the time of the last
    save that it states. `verdicts`: the result of every check, none without a report. `match`: the agency
    on the roster; `last`: last year's report that it was compared with. `superseded_by`: the file of the same
    agency that counts instead, "" where there is none; `changes`: against the version before it. `corrects`:
    what a returned copy says it corrects, None for any other workbook. `other_year`: its year is not the one
    that is collected, so it neither counts nor competes.

    The document: `content` are its bytes; `staged` is the temporary file that holds them until delivery, so
    that they need no memory; `document` is its path. `reused`: the path of the previous run's document, where
    that one is still right. `recipe`: digest of all that it is made from. `figures_verified`: how many
    figures were read back from it and compared, None where it was not read back.

    `marked_copy`: the path of the agency's workbook with cells marked; `copy_kept`: it is that of an earlier
    run; `returned_files`: the paths of all
    files that go back to the agency, that copy and the letter.
    `published`: paths of the PDF and HTML files, `standing`: those of an earlier run among them, which still
    hold; `unpublished`: why one is missing, which is no error of the workbook and does not change `status`.

    `findings` are about the workbook alone, and `status` comes of them. `notices` are about what happened to
    it here: it cannot be opened now, its document differs or cannot be written. `kept`: what result.json of
    the last run says of a workbook that could not be processed this time, and that holds until it can.
    """

    source: str
    report: Report | None
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...] = ()
    content: bytes | None = field(default=None, repr=False)
    staged: Path | None = field(default=None, repr=False)
    document: str | None = None
    reused: str = ""
    recipe: str = ""
    marked_copy: str | None = None
    returned_files: tuple[str, ...] = ()
    digest: str = ""
    figures_verified: int | None = None
    published: tuple[str, ...] = ()
    unpublished: tuple[Finding, ...] = ()
    standing: tuple[str, ...] = ()
    modified: datetime | None = None
    match: Match | None = None
    last: LastReport | None = None
    superseded_by: str = ""
    changes: tuple[Change, ...] = ()
    notices: tuple[Finding, ...] = ()
    kept: Mapping[str, Any] | None = field(default=None, repr=False)
    corrects: Correction | None = None
    location: tuple[str, str] | None = field(default=None, repr=False, compare=False)
    other_year: bool = False
    copy_kept: bool = False

    @property
    def counts(self) -> bool:
        """False where another workbook of its agency counts instead, or it is of another year."""
        return not self.superseded_by and not self.other_year

    @property
    def mismatched(self) -> bool:
        """True where the document, read back, differs from the report."""
        return any(finding.code in MISMATCH_CODES for finding in self.notices)

    @property
    def is_unprocessed(self) -> bool:
        """True for a workbook that could not be opened or processed here, whatever is in it."""
        return self.kept is not None or (self.report is None and not self.findings)

    @property
    def agency(self) -> str:
        """The agency: its full name on the roster, else the name typed in (or kept), else ""."""
        if self.match is not None and self.match.entry is not None:
            return self.match.entry.name
        if self.kept is not None:
            return str(self.kept.get("roster") or self.kept.get("agency") or "")
        return self.report.agency if self.report else ""

    @property
    def status(self) -> Status:
        """passed, to_confirm (open warnings), returned (errors), unreadable, or why it does not count.

        unprocessed: not even that could be found out; what the last run found is kept where there was one.
        """
        if self.superseded_by:
            return "superseded"
        if self.other_year:
            return "other_year"
        if self.is_unprocessed:
            before: Status = self.kept["status"] if self.kept is not None else "unprocessed"
            return before if before not in ("superseded", "other_year") else "unprocessed"
        if self.report is None:
            return "unreadable"
        heaviest = worst(self.findings)
        if heaviest is Severity.ERROR:
            return "returned"
        return "to_confirm" if heaviest is Severity.WARNING else "passed"

    @property
    def checks_made(self) -> int:
        """How many checks were made (passed or failed)."""
        return len(self.verdicts_with("passed")) + len(self.verdicts_with("failed"))

    def verdicts_with(self, state: State) -> tuple[Verdict, ...]:
        """The verdicts with a state; a check with a finding counts as failed, even if it was added later."""
        return _by_state(self.verdicts, frozenset([finding.code for finding in self.findings])).get(state, ())

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle all fields; verdicts, which many outcomes have in common, as shared bytes."""
        values = [() if name == "verdicts" else getattr(self, name) for name in _FIELDS]
        return _restored, (pack_shared(self.verdicts), *values)


@lru_cache(maxsize=64)
def _by_state(verdicts: tuple[Verdict, ...], found: frozenset[str]) -> Mapping[State, tuple[Verdict, ...]]:
    """The verdicts by state; those of the codes found are failed."""
    grouped: dict[State, list[Verdict]] = {}
    for verdict in verdicts:
        final = Verdict(verdict.code, "failed") if verdict.code in found else verdict
        grouped.setdefault(final.state, []).append(final)
    return {state: tuple(group) for state, group in grouped.items()}


@dataclass(frozen=True, slots=True)
class Batch:
    """One folder after conversion.

    `outcomes`: usually on disk (`Spool`) and unpickled at each access, so that a batch of any size takes
    little memory; iterate once for several questions. `ignored`: files that are no workbooks, relative to
    the folder. `form`: the one that the county reports in. `year`: the one asked for, else the most
    frequent one. `settings`: the office's settings of the checks. `published`, `unpublished`: as in
    `Outcome`, for files about all reports. `roster`: who has to report, None if none was given; `missing`:
    who of them did not. `findings`: those about no single workbook. `notices`: what went wrong here and is
    no agency's fault, those of the outcomes among them.
    """

    outcomes: Sequence[Outcome]
    ignored: tuple[str, ...]
    year: int | None = None
    settings: Settings = DEFAULT
    published: tuple[str, ...] = ()
    unpublished: tuple[Finding, ...] = ()
    roster: Roster | None = None
    missing: tuple[RosterEntry, ...] = ()
    findings: tuple[Finding, ...] = ()
    notices: tuple[Finding, ...] = ()
    form: Form = field(kw_only=True, repr=False)


def compact_outcome(outcome: Outcome) -> Outcome:
    """The same outcome with compact reports."""
    report, last = outcome.report, outcome.last
    if last is not None:
        last = replace(last, figures=CompactValues(last.figures, last.source, last.form))
    return replace(
        outcome,
        report=compact_report(report) if report is not None else None,
        last=last,
    )


_FIELDS = tuple(field.name for field in fields(Outcome))


def _restored(verdicts: bytes, *values: Any) -> Outcome:
    return Outcome(**dict(zip(_FIELDS, values, strict=True)) | {"verdicts": unpack_shared(verdicts)})


def title_parts(report: Report) -> tuple[str, str]:
    """A report's title in two parts: the agency, and the rest. Without an agency: the file's name."""
    agency = report.agency or f"未填机关名称-{safe_stem(PurePath(report.source).stem)}"
    return agency, report.form.titled("", report.entries["年度"].text)


def title_of(report: Report) -> str:
    """The title of a report, also the name of its document."""
    return "".join(title_parts(report))
