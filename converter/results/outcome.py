"""What a conversion comes to: one workbook, one folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any, Literal, NamedTuple

from converter.catalogue.proof import CODES as MISMATCHES
from converter.checks.model import State, Verdict
from converter.checks.settings import DEFAULT, Settings
from converter.form import FORM
from converter.report.compact import CompactValues, compact_report, pack_shared, unpack_shared
from converter.report.earlier import LastReport
from converter.report.finding import Finding, Severity, worst
from converter.report.matching import Match
from converter.report.report import Report
from converter.report.roster import Roster, RosterEntry
from converter.system.naming import safe_stem

Status = Literal["passed", "to_confirm", "returned", "unreadable", "superseded"]


class Change(NamedTuple):
    """What an agency changed from one version of its workbook to the next; "" for nothing there."""

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One workbook after conversion.

    `verdicts`: what came of every check; none where there is no report. `content`: the document's
    bytes until they are written; `staged`: the file in which they wait for their name, so that they
    need no memory; `document`: then its path below OUT. `reused`: the path of its document of the last run,
    which is as good; `recipe`: what the document is made from, as a digest. `returned`: the path of the
    marked copy that goes back, and `letters` are those of all that was written to go back. `digest`: of
    the workbook's bytes (SHA-256). `verified`: how many figures of the document were read back and compared,
    None where it was not read back. `published`: paths of what was made of the document;
    `unpublished`: why something was not, which is no mistake of the workbook and leaves `status` alone.
    `modified`: when the workbook says it was saved. `match`: which agency on the roster it is of.
    `last`: last year's report it was held against. `superseded_by`: the file that counts in its stead, "" for
    one that counts itself. `changes`: against the version before it.
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
    returned: str | None = None
    letters: tuple[str, ...] = ()
    digest: str = ""
    verified: int | None = None
    published: tuple[str, ...] = ()
    unpublished: tuple[Finding, ...] = ()
    modified: datetime | None = None
    match: Match | None = None
    last: LastReport | None = None
    superseded_by: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def mismatched(self) -> bool:
        """True where reading the document back found it to differ from the report."""
        return any(finding.code in MISMATCHES for finding in self.findings)

    @property
    def agency(self) -> str:
        """Whose workbook it is: the full name on the roster, else the one typed in; "" for nobody's."""
        if self.match is not None and self.match.entry is not None:
            return self.match.entry.name
        return self.report.agency if self.report else ""

    @property
    def status(self) -> Status:
        """passed, to_confirm (open warnings), returned (errors), unreadable (no report), superseded."""
        if self.superseded_by:
            return "superseded"
        if self.report is None:
            return "unreadable"
        heaviest = worst(self.findings)
        if heaviest is Severity.ERROR:
            return "returned"
        return "to_confirm" if heaviest is Severity.WARNING else "passed"

    @property
    def checks_made(self) -> int:
        """How many checks were made."""
        return len(self.verdicts_with("passed")) + len(self.verdicts_with("failed"))

    def verdicts_with(self, state: State) -> tuple[Verdict, ...]:
        """The checks that came to this; what was found after them, by reasons or beside others, failed."""
        return _by_state(self.verdicts, frozenset([finding.code for finding in self.findings])).get(state, ())

    def __reduce__(self) -> tuple[Any, ...]:
        """What is stored of it: all of it, the verdicts that many have once for all of them."""
        values = [() if name == "verdicts" else getattr(self, name) for name in _FIELDS]
        return _restored, (pack_shared(self.verdicts), *values)


@lru_cache(maxsize=64)
def _by_state(verdicts: tuple[Verdict, ...], told: frozenset[str]) -> Mapping[State, tuple[Verdict, ...]]:
    """The verdicts by what they came to; those of codes that were told failed."""
    found: dict[State, list[Verdict]] = {}
    for verdict in verdicts:
        settled = Verdict(verdict.code, "failed") if verdict.code in told else verdict
        found.setdefault(settled.state, []).append(settled)
    return {state: tuple(of) for state, of in found.items()}


@dataclass(frozen=True, slots=True)
class Batch:
    """One folder after conversion.

    `outcomes`: as a rule on disk and read anew each time they are gone through, so that a batch of any size
    takes little memory; to go through them once for several questions takes less time. `ignored`: files
    that are no workbooks, relative to the folder. `year`: the year that it is about, the one asked for or
    else the one that most reports say. `settings`: the office's choices it was checked by. `published`,
    `unpublished`: files about all reports together. `roster`: who has to report, None where nobody said;
    `missing`: who of them did not.
    `findings`: what is about no single workbook.
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


def compact(outcome: Outcome) -> Outcome:
    """The same outcome in a tenth of the room."""
    report, last = outcome.report, outcome.last
    return replace(
        outcome,
        report=compact_report(report) if report is not None else None,
        last=replace(last, figures=CompactValues(last.figures, last.source)) if last is not None else None,
    )


_FIELDS = tuple(field.name for field in fields(Outcome))


def _restored(verdicts: bytes, *values: Any) -> Outcome:
    return Outcome(**dict(zip(_FIELDS, values, strict=True)) | {"verdicts": unpack_shared(verdicts)})


def document_name(report: Report) -> tuple[str, str]:
    """The name of a report's document in two parts: the agency, and the rest of its title."""
    agency = report.agency or f"未填机关名称-{safe_stem(PurePath(report.source).stem)}"
    return agency, FORM.titled("", report.entries["年度"].text)


def title_of(report: Report) -> str:
    """The title of a report, which is the name of its file as well."""
    return "".join(document_name(report))
