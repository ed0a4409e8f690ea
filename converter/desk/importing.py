"""Published reports imported into a folder: a filled workbook of each for correction, and result.json."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from converter.batch.published_reports import published_files
from converter.catalogue.messages import finding
from converter.checks import Context, assess
from converter.form import Form
from converter.published.reader import Imported, read_published
from converter.report.finding import Reading
from converter.report.report import Place
from converter.results.outcome import Batch, Outcome
from converter.results.paths import RESULT
from converter.results.recorded import read_summary
from converter.results.result import json_pieces
from converter.results.result_file import Spoilt
from converter.system.errors import UsageError
from converter.system.files import failure_reason, is_file, is_folder, write_whole
from converter.system.own_files import holds_work
from converter.system.sharing import content_of

MAX_FILE = 100_000_000
"""Bytes of the largest file that is read."""


class ImportedFile(NamedTuple):
    """What became of one file. `workbook`: its workbook. `kept`: corrected, so it stays as it is."""

    outcome: Outcome
    workbook: Path | None
    kept: bool = False


def files_to_import(given: Sequence[Path]) -> list[Path]:
    """The published reports among files and in folders; a file counts whatever its name. UsageError: none."""
    for path in given:
        if not (is_folder(path) or is_file(path)):
            raise UsageError(f"找不到文件或文件夹“{path}”，请检查路径。")
    files = [*(path for path in given if is_file(path)), *published_files(given)]
    if not files:
        names = "、".join(f"“{path}”" for path in given)
        raise UsageError(f"{names}里没有公布的报告（Word 的 .docx、网页 .html、PDF）。")
    return list(dict.fromkeys(files))


def import_published(files: Sequence[Path], folder: Path, form: Form) -> Iterator[ImportedFile]:
    """Import files one by one, writing a workbook of each into a folder. OutputError: it cannot be written.

    A workbook that a person corrected meanwhile is never overwritten.
    """
    taken: set[str] = set()
    for path in files:
        imported, digest = read_file(path, form)
        report = imported.reading.report
        outcome = Outcome(path.name, report, imported.reading.findings, digest=digest)
        target, kept = None, False
        if report is not None:
            assessment = assess(report, Context(), imported.reading.findings)
            outcome = replace(outcome, findings=assessment.findings, verdicts=assessment.verdicts)
            target, kept = write_workbook(imported, path, folder, taken)
        yield ImportedFile(outcome, target, kept)


def write_workbook(imported: Imported, path: Path, folder: Path, taken: set[str]) -> tuple[Path, bool]:
    """Write the workbook of a report that was read; its path, and whether a corrected one was kept instead.

    `taken`: the names of the workbooks written before, to which this one's is added.
    """
    target = folder / _unused(imported.name, path.stem, taken)
    kept = holds_work(target, imported.workbook)
    if not kept:
        write_whole(target, imported.workbook)
    return target, kept


def read_file(path: Path, form: Form) -> tuple[Imported, str]:
    """A published file read, and the SHA-256 of its bytes, "" where it cannot be opened."""
    place = Place(path.name)
    try:
        if path.stat().st_size > MAX_FILE:
            return Imported(Reading(None, (finding("I-01", place, variant="large", file=path.name),))), ""
        content = content_of(path)
    except OSError as error:
        facts = {"file": path.name, "found": failure_reason(error)}
        return Imported(Reading(None, (finding("I-01", place, variant="unopened", **facts),))), ""
    return read_published(content, path.name, form), hashlib.sha256(content).hexdigest()


def _unused(name: str, stem: str, taken: set[str]) -> str:
    """A name for the workbook; the second one of an agency and year also has that of its file."""
    unused, number = name, 1
    while unused.casefold() in taken:
        more = f"（{stem}）" if number == 1 else f"（{stem}，{number}）"
        unused = f"{name.removesuffix('.xlsx')}{more}.xlsx"
        number += 1
    taken.add(unused.casefold())
    return unused


def require_importable(folder: Path) -> None:
    """UsageError where a folder has the results of a conversion, which an import must not replace."""
    result = folder / RESULT
    if not is_file(result):
        return
    try:
        imported = read_summary(result).get("imported")
    except (Spoilt, OSError):
        imported = None
    if not imported:
        raise UsageError(
            f"文件夹“{folder}”里有转换结果（{RESULT}），不能把公布的报告导入到这里。请用 -o 另写一个文件夹。"
        )


def write_result(outcomes: Sequence[Outcome], folder: Path, form: Form) -> None:
    """Write result.json of an import. OutputError: it cannot be written."""
    write_whole(folder / RESULT, json_pieces(Batch(outcomes, (), form=form), imported=True))
