"""Folders of workbooks for tests: who handed in what, and when it was saved."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from converter.batch.folder import Job, convert_folder
from converter.form import FORM
from converter.report.finding import Finding
from converter.report.report import Entry, Report, Value
from converter.report.roster import Roster, RosterEntry
from converter.results.outcome import Batch
from tests.reports import report
from tests.workbooks import fill_workbook


def entry(
    name: str, category: str = "县级部门", *, short: str = "", former: str = "", code: str = ""
) -> RosterEntry:
    """A line of a roster."""
    return RosterEntry(name, short, (former,) if former else (), category, code=code)


def roster(*entries: RosterEntry | str) -> Roster:
    """A roster of these agencies."""
    return Roster(tuple(entry(e) if isinstance(e, str) else e for e in entries), form=FORM)


def of(
    agency: str,
    figures: Mapping[str, Value | None] | None = None,
    texts: Mapping[str, tuple[str, ...]] | None = None,
    *,
    year: int = 2024,
    category: str = "县级部门",
    code: str = "",
) -> Report:
    """A report of an agency on a year, correct unless the figures say otherwise."""
    dates = {"统计起": f"{year}年1月1日", "统计止": f"{year}年12月31日"}
    made = report(figures, {"机关名称": agency, "机关类别": category, "年度": str(year), **dates}, texts)
    return replace(made, identity={"单位代码": code, "单位名称": agency}) if code else made


def named(of_agency: Report, name: str) -> Report:
    """The same workbook with another name of an agency typed in."""
    return replace(of_agency, entries={**of_agency.entries, "机关名称": Entry(name)})


def saved(content: bytes | Report, time: str) -> bytes:
    """A workbook as a program saves it at this time."""
    book = content if isinstance(content, bytes) else fill_workbook(content)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(target, "w") as copy:
        for info in source.infolist():
            data = source.read(info)
            if info.filename == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + time.encode(), data)
            copy.writestr(info, data)
    return target.getvalue()


def folder(path: Path, files: Mapping[str, bytes | Report]) -> Path:
    """A folder with these workbooks."""
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (path / name).write_bytes(content if isinstance(content, bytes) else fill_workbook(content))
    return path


def checked(path: Path, files: Mapping[str, bytes | Report], job: Job | None = None) -> Batch:
    """What comes of a folder of these workbooks, without documents."""
    return convert_folder(folder(path, files), None, job or Job(None))


def statuses(batch: Batch) -> dict[str, str]:
    """The status of each file, in the order of the outcomes."""
    return {outcome.source: outcome.status for outcome in batch.outcomes}


def told(batch: Batch, codes: str | tuple[str, ...]) -> dict[str, list[Finding]]:
    """Findings whose code begins so, by file; files without any are left out."""
    found = {o.source: [f for f in o.findings if f.code.startswith(codes)] for o in batch.outcomes}
    return {source: findings for source, findings in found.items() if findings}
