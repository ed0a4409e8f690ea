"""The end of a year: what is still open, the list of all files with their digests, the archive."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from converter.batch.input_files import list_inputs
from converter.catalogue.words import STATUS_WORDS
from converter.results.journal import unfinished
from converter.results.paths import HISTORY, RESULT
from converter.results.recorded import Item, read_outcomes
from converter.results.result_file import Spoilt
from converter.system import sharing
from converter.system.errors import OutputError, UsageError
from converter.system.files import OWN_PREFIX, TEMPORARY, failure_advice, failure_reason, write_whole
from converter.system.locks import LOCK
from converter.system.naming import safe_stem, unused
from converter.system.sharing import new_file, open_file
from converter.system.texts import name_key
from converter.system.zips import member_info
from converter.year.folder import MANIFEST, YearFolder

ARCHIVES, REMARKS, FIGURES = "存档", "存档说明.txt", "各单位数字.csv"

_OPEN = ("missing", "unreadable", "unprocessed", "returned", "to_confirm")
_SHOWN = 5
_EPOCH = (1980, 1, 1, 0, 0, 0)


def open_points(year: YearFolder, known: list[Item] | None = None) -> list[str]:
    """What is still to be done before the year can be closed, in Chinese.

    `known`: the outcomes of the last run, where they were read already.
    """
    try:
        outcomes = known or [*read_outcomes(year.output / RESULT)]
    except (OSError, Spoilt):
        return ["还没有核对过收到的填报表（xxgk convert）。"]
    found = []
    if unfinished(year.output) is not None:
        found.append("上次核对没有做完，请再核对一次。")
    new = sum(1 for _ in _unseen(year, outcomes))
    if new:
        found.append(f"“{year.intake.name}”里有 {new} 个文件还没有核对。")
    counts = Counter(item["status"] for item in outcomes)
    for status in _OPEN:
        if counts[status]:
            names = [str(item.get("roster") or item["agency"] or item["source"]) for item in outcomes
                     if item["status"] == status]  # fmt: skip
            more = f" 等 {len(names)} 个" if len(names) > _SHOWN else ""
            found.append(f"{STATUS_WORDS[status]} {counts[status]} 个：{'、'.join(names[:_SHOWN])}{more}。")
    if not any(_is_own(year, item) for item in outcomes):
        found.append(f"没有{year.name}自己的报告。")
    return found


def close_year(year: YearFolder, now: datetime, reason: str = "") -> Path:
    """Write the list of all files and the archive; the year is closed then. Returns the archive.

    UsageError: something is open and there is no reason, or it is closed already. OutputError: a file cannot
    be written; nothing is closed then.
    """
    year.require_open()
    left = open_points(year)
    if left and not reason.strip():
        raise UsageError("还有没办完的：\n" + "\n".join(f"  {point}" for point in left))
    write_whole(year.path / FIGURES, _figures(year))
    write_whole(year.path / REMARKS, _remarks(year, now, left, reason.strip()))
    manifest = _manifest(year)
    archive = _write_archive(year, manifest)
    write_whole(year.path / MANIFEST, manifest)  # last: now it is closed
    return archive


def reopen_year(year: YearFolder) -> str:
    """Open a closed year again; the name under which its list of files is kept. UsageError: it is open."""
    if not year.is_closed:
        raise UsageError(f"{year.year} 年度没有结束，不用重新打开。")
    taken = {path.stem.casefold() for path in year.path.glob("*.csv")}
    name = f"{unused(Path(MANIFEST).stem, taken)}.csv"
    try:
        sharing.rename(year.path / MANIFEST, year.path / name)
    except OSError as error:
        raise OutputError(
            f"“{MANIFEST}”没能改名：{failure_reason(error)}。{failure_advice(error)}。"
        ) from error
    return name


def changed_since(year: YearFolder) -> list[str]:
    """The files of a closed year that are no longer what its list says, each with what happened to it."""
    with (year.path / MANIFEST).open(encoding="utf-8-sig", newline="") as file:
        listed = {row["文件"]: row["SHA-256"] for row in csv.DictReader(file)}
    now = {name: _digest(path) for name, path in _files(year)}
    found = [f"{name}（不在了）" for name in listed if name not in now]
    found += [f"{name}（改动过）" for name, digest in now.items() if listed.get(name, digest) != digest]
    return found + [f"{name}（后来加的）" for name in now if name not in listed]


def _is_own(year: YearFolder, item: Item) -> bool:
    """Whether a recorded outcome is the delivered report of the body itself."""
    own = name_key(year.name)
    names = (item.get("roster"), item["agency"])
    return any(name_key(str(name)) == own for name in names if name) and bool(item.get("document"))


def _unseen(year: YearFolder, outcomes: list[Item]) -> Iterator[str]:
    """The workbooks in 收件 whose content the last run did not see."""
    seen = {item.get("digest") for item in outcomes}
    try:
        workbooks, _ = list_inputs(year.intake)
    except UsageError:  # none at all
        return
    for file in workbooks:
        try:
            content = file.read()
        except OSError:  # held by another program, or in a broken archive: the run tells it
            continue
        if hashlib.sha256(content).hexdigest() not in seen:
            yield file.name


def _files(year: YearFolder) -> Iterator[tuple[str, Path]]:
    """Every file of a year but the list itself, hidden ones and what a run leaves for a moment."""
    for folder, below, names in os.walk(year.path):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in sorted(names):
            path = Path(folder) / name
            is_passing = name == LOCK or (name.startswith(OWN_PREFIX) and name.endswith(TEMPORARY))
            if not is_passing and not name.startswith((".", "~$")) and path.is_file():
                shown = path.relative_to(year.path).as_posix()
                if shown != MANIFEST:
                    yield shown, path


def _digest(path: Path) -> str:
    try:
        with open_file(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise OutputError(f"“{path}”读不出来：{failure_reason(error)}。{failure_advice(error)}。") from error


def _manifest(year: YearFolder) -> bytes:
    rows = ((name, path.stat().st_size, _digest(path)) for name, path in _files(year))
    return _table((("文件", "大小（字节）", "SHA-256"), *rows))


def _table(rows: Iterator[tuple[object, ...]] | tuple[tuple[object, ...], ...]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _figures(year: YearFolder) -> bytes:
    """Every figure of every agency in words, a line each, for people without this program."""
    form = year.form
    labels: Mapping[str, tuple[str, ...]] = {
        ref.key: (form.tables[ref.table].tag, form.row_label(ref), form.column_label(ref))
        for ref in form.refs
    }

    def rows() -> Iterator[tuple[object, ...]]:
        yield "单位", "状态", "表", "行", "列", "数"
        with suppress(OSError, Spoilt):
            for item in read_outcomes(year.output / RESULT):
                if item["status"] in ("superseded", "other_year"):
                    continue
                agency = item.get("roster") or item["agency"] or item["source"]
                for key, value in item.get("figures", {}).items():
                    if key in labels:
                        yield agency, STATUS_WORDS[item["status"]], *labels[key], value

    return _table(rows())


def _remarks(year: YearFolder, now: datetime, left: list[str], reason: str) -> bytes:
    lines = [
        f"{year.name} {year.year} 年度政府信息公开工作年度报告存档",
        f"{now.year}年{now.month}月{now.day}日 {now:%H:%M} 结束。",
        "",
        f"{year.intake.name}：收到的填报表原件，每一版都在。",
        f"{year.output.name}：Word 报告、退回件、校验结果；{HISTORY} 是收发记录，{RESULT} 是全部数字和文字。",
        f"{year.summary.name}：全县汇总。{year.issued.name}：发给单位的填报表。{year.last_year.name}：上年的数。",
        f"{year.record.name}：县里认可的问题和理由。{FIGURES}：每个单位的每个数，可用 Excel 打开。",
        f"{MANIFEST}：每个文件的大小和校验码（SHA-256），用来证明存档后没有改动。",
        "这些都是普通的 Word、Excel 和文本文件，不用本程序也能打开。",
    ]
    if left:
        lines += ["", "结束时没办完的：", *(f"  {point}" for point in left), f"提前结束的理由：{reason}"]
    return "\r\n".join((*lines, "")).encode("utf-8-sig")


def back_up(year: YearFolder, now: datetime) -> Path:
    """A zip of all files of the year, also of an open one, in 存档 beside its folder. Returns its path.

    OutputError: it cannot be written.
    """
    return _write_archive(year, _manifest(year), f"-备份-{now.month}月{now.day}日")


def backups(year: YearFolder) -> list[Path]:
    """The archives and backups of the year in 存档, the newest first."""
    start = safe_stem(year.name, f"-{year.year}")
    try:
        found = [path for path in archive_folder(year).glob("*.zip") if path.name.startswith(start)]
        return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:
        return []


def archive_folder(year: YearFolder) -> Path:
    """存档, beside the year's folder."""
    return year.path.resolve().parent / ARCHIVES


def _write_archive(year: YearFolder, manifest: bytes, what: str = "") -> Path:
    """The zip archive of all files in 存档 beside the year's folder; an earlier one stays."""
    folder = archive_folder(year)
    stem = safe_stem(year.name, f"-{year.year}{what}")
    try:
        folder.mkdir(exist_ok=True)
        target = folder / f"{unused(stem, {path.stem.casefold() for path in folder.glob('*.zip')})}.zip"
        handle, made = new_file(folder, OWN_PREFIX, TEMPORARY)
        try:
            with os.fdopen(handle, "w+b") as file:
                with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                    for shown, path in _files(year):
                        _add(archive, shown, path)
                    archive.writestr(member_info(MANIFEST), manifest)
                file.flush()
                os.fsync(file.fileno())
            made.chmod(0o644)
            sharing.replace(made, target)
        except BaseException:
            sharing.remove(made, missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(f"没有存成档：{failure_reason(error)}。{failure_advice(error)}。") from error
    return target


def _add(archive: zipfile.ZipFile, shown: str, path: Path) -> None:
    """Add a file under its own time of change, or the first that an archive knows."""
    info = member_info(shown, path.stat().st_mtime)
    with open_file(path) as source, archive.open(info, "w", force_zip64=True) as target:
        while piece := source.read(1_000_000):
            target.write(piece)
