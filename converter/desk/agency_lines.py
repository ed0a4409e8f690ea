"""The status board as data: a line for every agency on the roster, or for every workbook received."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from converter.catalogue.messages import describe
from converter.catalogue.words import STATUS_WORDS
from converter.desk.told import Told, told_before, told_now
from converter.report.finding import Finding, Severity
from converter.report.roster import RosterEntry
from converter.results.outcome import Batch, Change, Outcome
from converter.results.spool import Spool

NOT_COUNTED = ("superseded", "other_year")
"""Statuses of workbooks that are no line of their own."""


class AgencyLine(NamedTuple):
    """An agency with the status of its workbook.

    `errors`, `warnings`: numbers of open findings; `answered`: findings with the agency's reason; `accepted`:
    those that the office accepted. `document`, `marked_copy`: paths below the output folder, "" where there
    is none. `versions`: files of the agency that this one supersedes. `listed`: False where the agency is not
    on the roster. `digest`: of the workbook (SHA-256). `remark`: why nothing could be found out this time;
    `kept`: what the last run found. `changes`: against the version before it, where that is there too.
    """

    agency: str
    category: str
    status: str
    errors: int = 0
    warnings: int = 0
    answered: int = 0
    accepted: int = 0
    document: str = ""
    marked_copy: str = ""
    source: str = ""
    versions: tuple[str, ...] = ()
    contact: str = ""
    findings: tuple[Finding, ...] = ()
    listed: bool = True
    digest: str = ""
    remark: str = ""
    changes: tuple[Change, ...] = ()
    kept: tuple[Told, ...] = ()

    @property
    def told(self) -> tuple[Told, ...]:
        """Its errors and warnings."""
        return self.kept or tuple(told_now(self.findings))

    @property
    def key(self) -> str:
        """The name that identifies it from run to run: the agency, or the file where that is not known."""
        return self.agency.strip("（）")

    @property
    def status_word(self) -> str:
        """Its status in Chinese."""
        return STATUS_WORDS[self.status]


class Board(NamedTuple):
    """The status of all agencies after a run.

    `lines`: one for each agency in roster order, then one for each workbook of an agency that is not on it;
    without a roster one for each workbook, by file name. Spooled to disk, as there may be thousands.
    `counts`: lines of each status, most urgent first. `reminder`: the text that asks the missing agencies for
    their workbooks, "" where none is missing. `findings`: those about no single workbook. `ignored`: files
    that are no workbooks. `notices`: what went wrong here and is no agency's fault. `other_years`: workbooks
    of another year, with year and agency; they count nowhere.
    """

    lines: Sequence[AgencyLine]
    year: int | None
    counts: Mapping[str, int]
    reminder: str
    findings: tuple[Finding, ...]
    ignored: tuple[str, ...]
    notices: tuple[Finding, ...] = ()
    other_years: tuple[str, ...] = ()


_UNSEEN = frozenset((("F-02", "folder"), ("F-02", "link")))
_NOT_YET = "（先不要发出：有文件夹没能打开，下面的单位可能已经报送。打开后重新运行，再以新的名单为准。）"


def board(batch: Batch, deadline: str = "", lines: Sequence[AgencyLine] | None = None) -> Board:
    """The board of a batch; `deadline`: until when workbooks are due, in words (1月20日).

    `lines`: those of the batch, where they are known.
    """
    lines, year = agency_lines(batch) if lines is None else lines, batch.year
    reminder = reminder_text(lines, year, deadline)
    if reminder and any((found.code, found.variant) in _UNSEEN for found in batch.notices):
        reminder = f"{_NOT_YET}\n{reminder}"
    return Board(
        lines,
        year,
        status_counts(lines),
        reminder,
        batch.findings,
        tuple(batch.ignored),
        batch.notices,
        tuple(_other_years(batch)),
    )


def _other_years(batch: Batch) -> Iterator[str]:
    for outcome in batch.outcomes:
        if outcome.other_year and outcome.report is not None:
            yield f"{outcome.source}（{outcome.report.year} 年度，{outcome.agency or '未填机关名称'}）"


def agency_lines(batch: Batch) -> Sequence[AgencyLine]:
    """The lines of a board."""
    versions: dict[str, list[str]] = {}
    own: dict[str, list[int]] = {}
    for number, outcome in enumerate(batch.outcomes):
        if outcome.superseded_by:
            versions.setdefault(outcome.superseded_by, []).append(outcome.source)
        elif batch.roster is not None and not outcome.other_year:
            own.setdefault(_identity(outcome), []).append(number)
    return Spool(_lines(batch, own, versions))


def _lines(
    batch: Batch, own: Mapping[str, list[int]], versions: Mapping[str, list[str]]
) -> Iterator[AgencyLine]:
    """`own`: numbers of each agency's outcomes, by identity; `versions`: files superseded by each source."""
    if batch.roster is None:
        for outcome in batch.outcomes:
            if outcome.counts:
                yield _line(outcome, versions, None)
        return
    awaited = {entry.identity for entry in batch.roster.awaited}
    for entry in batch.roster.entries:
        for number in own.get(entry.identity, ()):
            yield _line(batch.outcomes[number], versions, entry)
        if entry.identity not in own and entry.identity in awaited:
            yield AgencyLine(entry.name, entry.category, "missing", contact=_contact(entry))
    for number in own.get("", ()):
        yield _line(batch.outcomes[number], versions, None)._replace(listed=False)


def _identity(outcome: Outcome) -> str:
    """The identity of an outcome's agency on the roster; "" where it is not on it."""
    return outcome.match.entry.identity if outcome.match and outcome.match.entry else ""


def _line(outcome: Outcome, versions: Mapping[str, list[str]], entry: RosterEntry | None) -> AgencyLine:
    report = outcome.report
    agency = outcome.agency
    if outcome.is_unprocessed:
        return _unprocessed_line(outcome, entry)
    kinds = Counter(found.severity for found in outcome.findings if found.is_open)
    return AgencyLine(
        agency or f"（{outcome.source}）",
        entry.category if entry else report.category if report else "",
        outcome.status,
        kinds[Severity.ERROR],
        kinds[Severity.WARNING],
        sum(bool(found.reason) for found in outcome.findings),
        sum(found.accepted is not None for found in outcome.findings),
        outcome.document or "",
        outcome.marked_copy or "",
        outcome.source,
        tuple(versions.get(outcome.source, ())),
        _contact(entry) if entry else "",
        outcome.findings,
        digest=outcome.digest,
        changes=outcome.changes,
    )


def _unprocessed_line(outcome: Outcome, entry: RosterEntry | None) -> AgencyLine:
    """The line of a workbook that could not be opened or processed here; what the last run found holds."""
    kept = outcome.kept or {}
    found = [item for item in kept.get("findings", ()) if not item.get("accepted")]
    error = Severity.ERROR.value
    open_now = Counter(i["severity"] for i in found if i["severity"] == error or not i.get("reason"))
    return AgencyLine(
        outcome.agency or f"（{outcome.source}）",
        entry.category if entry else kept.get("category") or "",
        outcome.status,
        open_now[error],
        open_now[Severity.WARNING.value],
        sum(bool(item.get("reason")) for item in kept.get("findings", ())),
        len(kept.get("findings", ())) - len(found),
        outcome.document or "",
        outcome.marked_copy or "",
        outcome.source,
        contact=_contact(entry) if entry else "",
        digest=outcome.digest,
        kept=tuple(told_before(kept.get("findings", ()))),
        remark="这次没能打开，沿用上次的结果，请稍后重试" if kept else "这次没能打开或处理，请稍后重试",
    )


def _contact(entry: RosterEntry) -> str:
    return " ".join(part for part in (entry.contact, entry.contact_phone or entry.phone) if part)


def notice_texts(notices: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each notice with its sentence, and in front the file that it is about."""
    for found in notices:
        file = found.places[0].file if found.places else ""
        yield found, f"{file}：{describe(found)}" if file else describe(found)


def status_counts(lines: Iterable[AgencyLine]) -> dict[str, int]:
    """How many lines have each status, most urgent first."""
    counted = Counter(line.status for line in lines)
    return {status: counted[status] for status in STATUS_WORDS if status not in NOT_COUNTED}


def reminder_text(lines: Iterable[AgencyLine], year: int | None, deadline: str = "") -> str:
    """A text that asks the missing agencies for their workbooks, ready to copy; "" where none is missing."""
    missing = [line for line in lines if line.status == "missing"]
    if not missing:
        return ""
    what = f"{year}年度政府信息公开工作年度报告填报表" if year else "政府信息公开工作年度报告填报表"
    until = f"请于{deadline}前报送" if deadline else "请尽快报送"
    return "\n".join((f"以下 {len(missing)} 个单位尚未报送{what}，{until}：", *_numbered(missing)))


def _numbered(missing: Iterable[AgencyLine]) -> Iterator[str]:
    for number, line in enumerate(missing, start=1):
        contact = f"（{line.contact}）" if line.contact else ""
        yield f"{number}. {line.agency}{contact}"
