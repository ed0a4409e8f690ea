"""Workbooks for a whole roster: one per agency, with what is known of it and of last year already in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import repeat
from pathlib import Path

from converter.batch import Job, convert_folder
from converter.errors import SettingsError
from converter.finding import Finding
from converter.form import FORM, Ref
from converter.grid.texts import name_key
from converter.naming import safe_stem, unused
from converter.report import Entry, Figure, Value
from converter.roster import Roster, RosterEntry
from converter.workbook.plans import AGENCY, AGENCY_CODE
from converter.workbook.roster import read_roster
from converter.workbook.template import blank_report, fill_workbook

Figures = Mapping[Ref, Value]


@dataclass(frozen=True, slots=True)
class LastYear:
    """Last year's figures by agency. `doubtful`: agencies with more than one report, or one with errors."""

    figures: Mapping[str, Figures]
    doubtful: frozenset[str]

    def of(self, entry: RosterEntry, roster: Roster) -> Figures | None:
        """The figures of an agency under any name that is its alone; None where there is no single one.

        Of a body that merged or split, last year's figures are for a person to settle.
        """
        keys = {name_key(name) for name in entry.names if roster.find(name) is entry}
        found = [self.figures[key] for key in keys if key in self.figures]
        return found[0] if len(found) == 1 and not keys & self.doubtful else None


def roster_from(path: Path) -> tuple[Roster | None, tuple[Finding, ...]]:
    """Read a roster file. SettingsError: it cannot be opened."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SettingsError(f"单位名单“{path}”打不开，请检查路径。") from error
    return read_roster(content, path.name)


def last_year_from(path: Path, year: int) -> LastYear:
    """The figures of the year before `year`, from a folder of workbooks or a result.json.

    Reports of other years are left out. SettingsError: neither a folder nor a result, or nothing of
    that year in it.
    """
    reports = _workbooks(path) if path.is_dir() else _results(path)
    figures: dict[str, Figures] = {}
    doubtful = set()
    for agency, of_year, values, status in reports:
        if of_year != year - 1:
            continue
        key = name_key(agency)
        if key in figures or status == "returned":
            doubtful.add(key)
        figures[key] = values
    if not figures:
        raise SettingsError(f"“{path}”里没有 {year - 1} 年度的数，请检查路径和年度。")
    return LastYear(figures, frozenset(doubtful))


def _workbooks(path: Path) -> Iterator[tuple[str, int | None, dict[Ref, Value], str]]:
    """Agency, year, figures and status of each workbook of a folder."""
    for outcome in convert_folder(path, None, Job(None)).outcomes:
        if outcome.report is not None:
            figures = outcome.report.figures.items()
            known = {ref: figure.value for ref, figure in figures if figure.value is not None}
            yield outcome.report.agency, outcome.report.year, known, outcome.status


def _results(path: Path) -> Iterator[tuple[str, int | None, dict[Ref, Value], str]]:
    """Agency, year, figures and status of each outcome of a result.json."""
    codes = {ref.key: ref for ref in FORM.refs}
    try:
        outcomes = json.loads(path.read_text(encoding="utf-8"))["outcomes"]
        for outcome in outcomes:
            values: dict[Ref, Value] = {}
            for code, text in outcome["figures"].items():
                ref = codes[code]
                values[ref] = int(text) if FORM.column(ref).whole else Decimal(text)
            if outcome["agency"]:
                yield outcome["agency"], outcome["year"], values, outcome["status"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, InvalidOperation) as error:
        raise SettingsError(f"上年数“{path}”不是填报表文件夹，也不是 result.json，请检查路径。") from error


def issued(
    roster: Roster, year: int, last: LastYear | None = None, executor: Executor | None = None
) -> Iterator[tuple[str, bytes, RosterEntry]]:
    """Each agency's workbook with its file name <序号>-<机关简称>-<年度>.xlsx, in roster order.

    `executor`: shares the work, any of concurrent.futures; without one it is done here.
    SettingsError: no such year.
    """
    if not 2000 <= year <= 2999:
        raise SettingsError(f"年度 {year} 不对：请写四位数字，如 2024。")
    digits = max(2, len(str(len(roster.entries))))
    taken: set[str] = set()
    names = [
        unused(safe_stem(f"{number:0{digits}d}-{entry.short}", f"-{year}"), taken)
        for number, entry in enumerate(roster.entries, start=1)
    ]
    figures = [last.of(entry, roster) if last else None for entry in roster.entries]
    run = executor.map if executor else map
    made = run(issue_workbook, roster.entries, repeat(year, len(names)), figures)
    for name, content, entry in zip(names, made, roster.entries, strict=True):
        yield f"{name}.xlsx", content, entry


def issue_workbook(entry: RosterEntry, year: int, last: Figures | None = None) -> bytes:
    """The workbook of one agency: name, category, contacts, identity, and last year's figures."""
    blank = blank_report(FORM, year)
    known = {
        "机关名称": entry.name,
        "机关类别": entry.category,
        "联系电话": entry.phone,
        "填报联系人": entry.contact,
    }
    carried = {rule.last for rule in FORM.carry_overs}
    return fill_workbook(
        replace(
            blank,
            entries={**blank.entries, **{key: Entry(text) for key, text in known.items()}},
            identity={AGENCY_CODE: identity_of(entry), AGENCY: entry.name},
            last_year={ref: Figure(value) for ref, value in (last or {}).items() if ref in carried},
        )
    )


def identity_of(entry: RosterEntry) -> str:
    """What stays the same of an agency: its code, or a short hash of its name where it has none."""
    return entry.code or hashlib.sha256(name_key(entry.name).encode()).hexdigest()[:12]
