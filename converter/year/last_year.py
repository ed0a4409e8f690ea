"""上年 filled: last year's published reports read back into workbooks, or last year's workbooks themselves.

Published reports are kept in a folder of their own and all imported together, so that what is imported later
adds to what was before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from converter.published.page import FILE_TYPES, workbook_stem
from converter.report.report import Report
from converter.results.paths import RESULT
from converter.results.recorded import Item, read_outcomes, read_summary
from converter.results.result_file import Spoilt
from converter.system.errors import UsageError
from converter.system.files import OWN_PREFIX, is_file, write_whole
from converter.system.naming import safe_stem, unused
from converter.system.sharing import content_of
from converter.system.texts import name_key
from converter.year.folder import YearFolder

if TYPE_CHECKING:
    from converter.results.outcome import Outcome

PUBLISHED = "公布的报告"
"""The folder in 上年 in which published reports are kept as they came."""

WORKBOOK = ".xlsx"
_OTHER_WORKBOOKS = (".xls", ".xlsm", ".et", ".ods", ".zip")


class LastYearFiles(NamedTuple):
    """What lies in 上年. `recorded`: of an import, what became of each report.

    `is_result`: the result.json of a run is there, which counts alone. `workbooks`: those directly in it.
    """

    recorded: tuple[dict[str, Any], ...]
    is_result: bool
    workbooks: tuple[str, ...]


def last_year_files(year: YearFolder) -> LastYearFiles:
    """What lies in 上年 now; what cannot be read counts as another's result."""
    workbooks = tuple(
        sorted(
            path.name
            for path in year.last_year.glob(f"*{WORKBOOK}")
            if not path.name.startswith(("~$", ".", OWN_PREFIX))
        )
    )
    result = year.last_year / RESULT
    if not is_file(result):
        return LastYearFiles((), False, workbooks)
    try:
        if read_summary(result).get("imported"):
            return LastYearFiles(tuple(read_outcomes(result)), False, workbooks)
    except (OSError, Spoilt):
        pass
    return LastYearFiles((), True, workbooks)


def last_year_items(year: YearFolder) -> dict[str, Item]:
    """What the result.json in 上年 has of each agency's report on the year before, by the key of its name.

    Empty where there is none: workbooks alone are read by a run.
    """
    found: dict[str, Item] = {}
    with suppress(OSError, Spoilt):
        for item in read_outcomes(year.last_year / RESULT):
            name = str(item.get("roster") or item["agency"] or "")
            if (
                name
                and item.get("year") == year.year - 1
                and item["status"] not in ("superseded", "other_year")
            ):
                found.setdefault(name_key(name), item)
    return found


def published_content(year: YearFolder, item: Item) -> bytes | None:
    """The bytes of a published report as it was imported; None where it is gone or another one by now."""
    for path in sorted((year.last_year / PUBLISHED).rglob("*")):
        if path.name == item["source"] and is_file(path):
            with suppress(OSError):
                content = content_of(path)
                if hashlib.sha256(content).hexdigest() == item["digest"]:
                    return content
    return None


class Correctable(NamedTuple):
    """The workbook of an imported report. `corrected`: what it says where a person changed it."""

    name: str
    corrected: Report | None


def workbooks_of(year: YearFolder, items: Iterable[Item]) -> Iterator[Correctable | None]:
    """For each imported report its workbook in 上年 that counts; None where there is none.

    Of several that were corrected, the one saved last.
    """
    from converter.batch.published_reports import corrected_workbooks

    there = frozenset(path.name for path in year.last_year.glob(f"*{WORKBOOK}"))
    changed = [(path.stat().st_mtime_ns, path) for path in corrected_workbooks(year.last_year / RESULT)]
    corrected = [
        (path.name, report)
        for time, path in sorted(changed, reverse=True)
        if (report := _report(path, time, year)) is not None
    ]
    return (_workbook_of(item, there, corrected) for item in items)


def _workbook_of(
    item: Item, there: Collection[str], corrected: Iterable[tuple[str, Report]]
) -> Correctable | None:
    """`there`: the names of all workbooks; `corrected`: those that were, the one saved last first."""
    stem = workbook_stem(str(item["agency"] or ""), str(item["year"] or ""))
    second = f"{stem}（{Path(str(item['source'])).stem}）"  # of an agency and year
    own = next((name for each in (second, stem) if (name := f"{each}{WORKBOOK}") in there), None)
    key = name_key(str(item["agency"] or ""))
    for name, report in corrected:
        if name == own or (name_key(report.agency) == key and report.year == item["year"]):
            return Correctable(name, report)
    return Correctable(own, None) if own else None


@lru_cache(maxsize=1_000)
def _report(path: Path, changed: int, year: YearFolder) -> Report | None:
    """The report of a corrected workbook; read again only where it has changed."""
    from converter.workbook.read.reader import read_workbook

    return read_workbook(content_of(path), path.name, year.form).report


def keep(year: YearFolder, files: Iterable[tuple[str, bytes]]) -> bool:
    """Put files into 上年; whether a published report is among them. Nothing is written over.

    UsageError: one is neither a published report nor a workbook, or 上年 has a result that counts alone.
    OutputError: one cannot be written.
    """
    given = [(PurePosixPath(name.replace("\\", "/")).name, content) for name, content in files]
    if not given:
        raise UsageError("没有选文件。请选上年公布的报告（Word 的 .docx、网页、PDF）或填报表（.xlsx）。")
    if last_year_files(year).is_result:
        raise UsageError(
            f"“{year.last_year.name}”里已经有上年的结果（{RESULT}），核对时只用它，没有再收别的文件。"
            f"要改用这些文件的，请先把 {RESULT} 移走。"
        )
    known = (*FILE_TYPES, WORKBOOK)
    strange = [name for name, _ in given if Path(name).suffix.lower() not in known]
    if strange:
        names = "、".join(f"“{name}”" for name in strange[:5])
        raise UsageError(f"{names}不是 Word 报告（.docx）、网页、PDF 或填报表（.xlsx），一份都没有收下。")
    for name, content in given:
        suffix = Path(name).suffix.lower()
        folder = year.last_year if suffix == WORKBOOK else year.last_year / PUBLISHED
        _keep(folder, safe_stem(Path(name).stem), suffix, content)
    return any(Path(name).suffix.lower() != WORKBOOK for name, _ in given)


def _keep(folder: Path, stem: str, suffix: str, content: bytes) -> None:
    """Write a file under a name that nobody has; one that is there with the same content stays alone."""
    there = [path for path in folder.glob(f"*{suffix}") if path.stem.partition("（")[0] == stem]
    if any(content_of(path) == content for path in there):
        return
    name = unused(stem, {path.stem.casefold() for path in folder.glob(f"*{suffix}")})
    write_whole(folder / f"{name}{suffix}", content)


def _idle(folder: Path) -> Iterator[str]:
    """The workbooks in 上年 that do not count beside an import: not .xlsx, or in a folder below."""
    for path in sorted(folder.rglob("*")):
        suffix = path.suffix.lower()
        is_idle = suffix in _OTHER_WORKBOOKS or (suffix == WORKBOOK and path.parent != folder)
        if is_idle and not path.name.startswith(("~$", ".")):
            yield path.relative_to(folder).as_posix()


def import_last_year(
    year: YearFolder,
    on_done: Callable[[int, int, Outcome], None],
    on_listed: Callable[[int], None],
) -> str:
    """Read all published reports in 上年 into workbooks there, with result.json; what came of it, in Chinese.

    A workbook that a person corrected stays. UsageError: there are none, or workbooks lie deeper in 上年,
    which would not count any more. OutputError: one cannot be written.
    """
    from converter.desk.importing import files_to_import, import_published, require_importable, write_result
    from converter.system.locks import only_run

    year.require_open()
    folder = year.last_year
    idle = [*_idle(folder)]
    if idle:
        raise UsageError(
            f"“{folder.name}”里的“{idle[0]}”与公布的报告放在一起就用不上了，没有导入。"
            f"请先用 Excel 另存为 .xlsx，直接放在“{folder.name}”里（不放在下级文件夹），再导入一次。"
        )
    files = files_to_import([folder / PUBLISHED])
    on_listed(len(files))
    made, kept = 0, 0
    outcomes = []
    with only_run(folder, "import"):
        require_importable(folder)
        for number, imported in enumerate(import_published(files, folder, year.form), start=1):
            outcomes.append(imported.outcome)
            made += imported.workbook is not None
            kept += imported.kept
            on_done(number, len(files), imported.outcome)
        write_result(outcomes, folder, year.form)
    unread = len(files) - made
    more = f"，{unread} 份没有读出" if unread else ""
    return f"读出 {made} 份{more}" + (f"；{kept} 份填报表您改过，没有动" if kept else "")
