"""Where each agency stands: one line for every agency on the roster, or for every workbook that came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from converter.catalogue.words import STATUS_WORDS
from converter.report.finding import Finding, Severity
from converter.report.roster import RosterEntry
from converter.results.outcome import Batch, Outcome
from converter.results.spool import Spool


class Line(NamedTuple):
    """An agency and how far it is.

    `errors`, `warnings`: open findings; `answered`: warnings with a reason. `document`, `returned`:
    paths below OUT, "" where there is none. `versions`: files that another one of the agency
    replaced. `listed`: False for a workbook of nobody on the roster. `digest`: of the workbook.
    """

    agency: str
    category: str
    status: str
    errors: int = 0
    warnings: int = 0
    answered: int = 0
    document: str = ""
    returned: str = ""
    source: str = ""
    versions: tuple[str, ...] = ()
    contact: str = ""
    findings: tuple[Finding, ...] = ()
    listed: bool = True
    digest: str = ""

    @property
    def key(self) -> str:
        """What it is called from run to run: the agency, or the file of nobody's."""
        return self.agency.strip("（）")

    @property
    def word(self) -> str:
        """Its status in Chinese."""
        return STATUS_WORDS[self.status]


@dataclass(frozen=True, slots=True)
class Board:
    """Where everybody stands after a run, ready to be shown.

    `lines`: one for each agency in roster order, then those of workbooks of nobody on it; without a roster
    one for each workbook, in the order of their names. On disk, as there may be thousands. `counts`: how
    many of them have each status, in the order of urgency. `urging`: the text that asks the missing for
    their workbooks, "" where none is missing. `findings`: what is about no single workbook. `ignored`:
    files that are no workbooks.
    """

    lines: Sequence[Line]
    year: int | None
    counts: Mapping[str, int]
    urging: str
    findings: tuple[Finding, ...]
    ignored: tuple[str, ...]


def board(batch: Batch, deadline: str = "") -> Board:
    """Where everybody stands; `deadline`: until when workbooks are due, in words."""
    found, year = lines(batch), batch.year
    return Board(
        found, year, counts(found), urging(found, year, deadline), batch.findings, tuple(batch.ignored)
    )


def lines(batch: Batch) -> Sequence[Line]:
    """The lines of a board."""
    versions: dict[str, list[str]] = {}
    own: dict[str, list[int]] = {}
    for number, outcome in enumerate(batch.outcomes):
        if outcome.superseded_by:
            versions.setdefault(outcome.superseded_by, []).append(outcome.source)
        elif batch.roster is not None:
            own.setdefault(_identity(outcome), []).append(number)
    return Spool(_lines(batch, own, versions))


def _lines(batch: Batch, own: Mapping[str, list[int]], versions: Mapping[str, list[str]]) -> Iterator[Line]:
    """`own`: the numbers of an agency's outcomes; `versions`: which files another one replaced."""
    if batch.roster is None:
        for outcome in batch.outcomes:
            if not outcome.superseded_by:
                yield _line(outcome, versions, None)
        return
    for entry in batch.roster.entries:
        for number in own.get(entry.identity, ()):
            yield _line(batch.outcomes[number], versions, entry)
        if entry.identity not in own:
            yield Line(entry.name, entry.category, "missing", contact=_contact(entry))
    for number in own.get("", ()):
        yield _line(batch.outcomes[number], versions, None)._replace(listed=False)


def _identity(outcome: Outcome) -> str:
    """The identity of the agency on the roster; "" for nobody on it."""
    return outcome.match.entry.identity if outcome.match and outcome.match.entry else ""


def _line(outcome: Outcome, versions: Mapping[str, list[str]], entry: RosterEntry | None) -> Line:
    report = outcome.report
    agency = outcome.agency
    kinds = Counter(found.severity for found in outcome.findings if not found.reason)
    return Line(
        agency or f"（{outcome.source}）",
        entry.category if entry else report.category if report else "",
        outcome.status,
        kinds[Severity.ERROR],
        kinds[Severity.WARNING],
        sum(bool(found.reason) for found in outcome.findings),
        outcome.document or "",
        outcome.returned or "",
        outcome.source,
        tuple(versions.get(outcome.source, ())),
        _contact(entry) if entry else "",
        outcome.findings,
        digest=outcome.digest,
    )


def _contact(entry: RosterEntry) -> str:
    return " ".join(part for part in (entry.contact, entry.phone) if part)


def counts(of: Iterable[Line]) -> dict[str, int]:
    """How many lines have each status, in the order of urgency."""
    counted = Counter(line.status for line in of)
    return {status: counted[status] for status in STATUS_WORDS if status != "superseded"}


def urging(of: Iterable[Line], year: int | None, deadline: str = "") -> str:
    """A text that asks the missing agencies for their workbooks, ready to copy; "" where none is missing."""
    missing = [line for line in of if line.status == "missing"]
    if not missing:
        return ""
    what = f"{year}年度政府信息公开工作年度报告填报表" if year else "政府信息公开工作年度报告填报表"
    until = f"请于{deadline}前报送" if deadline else "请尽快报送"
    return "\n".join((f"以下 {len(missing)} 个单位尚未报送{what}，{until}：", *_named(missing)))


def _named(missing: Iterable[Line]) -> Iterator[str]:
    for number, line in enumerate(missing, start=1):
        beside = f"（{line.contact}）" if line.contact else ""
        yield f"{number}. {line.agency}{beside}"
