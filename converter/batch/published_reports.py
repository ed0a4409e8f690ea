"""Last year's reports from what was published: files themselves, or imported ones that were corrected."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from converter.batch.input_files import list_inputs, nothing_in
from converter.form import Form
from converter.published.page import FILE_TYPES
from converter.report.earlier import EarlierReport, as_last_report, pack_earlier
from converter.results.recorded import read_summary
from converter.results.result_file import Spoilt
from converter.system.errors import UsageError
from converter.system.files import failure_reason, is_folder
from converter.system.own_files import is_work
from converter.system.sharing import content_of


def published_files(paths: Sequence[Path]) -> list[Path]:
    """The published reports among paths and in folders, sorted by name, each once."""
    found: list[Path] = []
    for path in paths:
        if is_folder(path):
            found += sorted(each for each in _files_below(path) if _is_published(each))
        elif _is_published(path):
            found.append(path)
    return list(dict.fromkeys(found))


def _is_published(path: Path) -> bool:
    return path.suffix.lower() in FILE_TYPES and not path.name.startswith(("~$", "."))


def holds_workbooks(path: Path) -> bool:
    """False for a folder of published reports, with what a browser saves beside them, but no workbook."""
    if not (is_folder(path) and published_files([path])):
        return True
    try:
        list_inputs(path)
    except UsageError as error:
        return str(error) != nothing_in(path)  # any other reason is told by who converts it
    return True


def _files_below(folder: Path) -> Iterator[Path]:
    """The files in a folder and below; who lists it for workbooks tells of a folder that cannot be listed."""
    for root, _, names in os.walk(folder):
        yield from (Path(root, name) for name in names)


def earlier_reports(
    files: Sequence[Path], form: Form, on_unread: Callable[[Path], None]
) -> Iterator[EarlierReport]:
    """The reports in published files; `on_unread` gets what is none. UsageError: one cannot be read."""
    if not files:
        return
    from converter.published.reader import read_published  # which few counties need

    for path in files:
        try:
            content = content_of(path)
        except OSError as error:
            raise UsageError(f"上年的报告“{path}”没能打开（{failure_reason(error)}），没有核对。") from error
        report = read_published(content, path.name, form).reading.report
        if report is None:
            on_unread(path)
        else:
            yield pack_earlier(report.agency, "", as_last_report(report))


def corrected_workbooks(result: Path) -> list[Path]:
    """The workbooks beside the result.json of an import that a person corrected; none of any other."""
    try:
        if not read_summary(result).get("imported"):
            return []
        return [path for path in sorted(result.parent.glob("*.xlsx")) if is_work(path)]
    except (OSError, Spoilt):
        return []
