"""One fault: the run that it befalls and the undisturbed one after it, held against a run without faults."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.faults.hook import Call, Fault
from tests.faults.scene import TRACEBACK, Home, Ran

REASONS = {
    "ENOSPC": ("磁盘空间不足",),
    "FULL": ("磁盘空间不足",),
    "EACCES": ("没有权限",),
    "ENOENT": ("已经不在", "找不到", "请检查路径", "同名的文件挡在那里"),
    "EIO": ("磁盘读写出错",),
}
"""How a fault is told to a clerk."""

_TIMES = re.compile(rb'"(time|started|since)": ?"[^"]*"')
_OWN = ".xxgk-"


class Reference(NamedTuple):
    """What a run without faults leaves and says. `after`: what one more run leaves."""

    ran: Ran
    files: Mapping[str, str]
    after: Mapping[str, str]
    result: Mapping[str, Any]
    calls: tuple[Call, ...]


class Trial(NamedTuple):
    """A fault and what came of it. `kind`: of outcome; `problems`: what should not be so."""

    fault: Fault
    call: Call
    kind: str
    problems: tuple[str, ...]
    text: str


def reference(home: Home) -> Reference:
    """What the scene comes to without a fault."""
    home.reset()
    calls: list[Call] = []
    home.run(calls=calls)
    home.reset()
    ran = home.run()
    files, result = tree(home.out), _result(home.out)
    home.run()
    return Reference(ran, files, tree(home.out), result or {}, tuple(calls))


def tree(folder: Path) -> dict[str, str]:
    """The digests of all files, times aside; the log may have its events of one run in another order."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(_bare(path)).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _bare(path: Path) -> bytes:
    content = _TIMES.sub(b"", path.read_bytes())
    return b"\n".join(sorted(content.splitlines())) if path.suffix == ".jsonl" else content


def attempt(home: Home, usual: Reference, fault: Fault) -> Trial:
    """Run with the fault, then without, and say what is wrong with either."""
    home.reset()
    given = _inputs(home)
    ran = home.run(fault)
    left = tree(home.out)
    problems = [*_faults_of_run(home, usual, fault, ran, left)]
    if _inputs(home) != given:
        problems.append("inputs changed")
    kind = "killed" if ran.status < 0 else "complete" if left == usual.files else f"told, {ran.status}"
    if kind != "complete":
        later = _faults_after(home, usual, left)
        # what was missing for a run because its folder could not be opened has one more line in the log
        is_closed = "文件夹这次没能打开" in ran.text
        problems += (each for each in later if not (is_closed and each == "next run: other: history.jsonl"))
    call = usual.calls[fault.number - 1]
    return Trial(fault, call, kind, tuple(problems), ran.text)


def _faults_of_run(
    home: Home, usual: Reference, fault: Fault, ran: Ran, left: Mapping[str, str]
) -> Iterator[str]:
    if fault.kind == "KILL":
        if ran.status != -9:
            yield f"not killed: {ran.status}"
        yield from _halves(home.out)
        return
    if ran.status == TRACEBACK or "Traceback" in ran.text or "F-99" in ran.text:
        yield "traceback"
    yield from _halves(home.out)
    yield from (f"temporary file left: {name}" for name in left if name.endswith(".tmp"))
    result = _result(home.out) if ran.status != 2 else None
    if ran.status == 2:
        if left != tree(home.start / home.out.name) and "都是完整的" not in ran.text:
            yield "status 2 though something was written"
    elif ran.status not in (0, 1):
        yield f"status {ran.status}"
    elif left != usual.files and ran.status != 1:
        yield f"status {ran.status} though something failed"
    if left != usual.files:
        yield from _silence(fault, usual, ran)
        yield from _changed_statuses(usual.result, result, home)


def _silence(fault: Fault, usual: Reference, ran: Ran) -> Iterator[str]:
    """What the message lacks. That a file of the run's own is gone already is believed, and no news."""
    at = usual.calls[fault.number - 1]
    if fault.kind == "ENOENT" and at.what in ("stat", "unlink") and at.path.split("/")[-1].startswith(_OWN):
        return
    said = {*ran.text.splitlines()} - {*usual.ran.text.splitlines()}
    told = [line for line in said if any(words in line for words in REASONS[fault.kind])]
    if not told:
        yield "reason not told: " + " | ".join(sorted(said))[:300]
    if fault.kind in ("ENOSPC", "FULL") and any("关闭" in line or "占用" in line for line in said):
        yield "disk full told as a file in use"
    names = ("“", ".xlsx", ".docx", ".html", *filter(None, at.path.split("/")[-2:]))
    if told and not any(name in line for line in told for name in names):
        yield "no file named"


def _changed_statuses(usual: Mapping[str, Any], found: Mapping[str, Any] | None, home: Home) -> Iterator[str]:
    """Agencies that come off worse for what is no fault of theirs."""
    if found is None or found == _result(home.start / home.out.name):  # nothing new was written
        return
    before = {
        _key(item): item["status"] for item in (_result(home.start / home.out.name) or {}).get("outcomes", ())
    }
    expected = {_key(item): item["status"] for item in usual["outcomes"]}
    held = {item["roster"] for item in found["outcomes"] if item["status"] == "unprocessed"}
    closed = {item["file"] for item in found["notices"] if item["code"] == "F-02"}
    statuses = {_key(item): item["status"] for item in found["outcomes"]}
    for key, status in expected.items():
        now = statuses.get(key, "nowhere")
        if now == "nowhere" and key in held:  # its workbook was damaged, and its name says whose it is
            continue
        if now == "nowhere" and key.rpartition("/")[0] in closed and key not in before:  # its folder is told
            continue
        if now not in (status, "unprocessed") and now != before.get(key):
            yield f"{key}: {status} became {now}"
    for key in statuses.keys() - expected.keys():
        if statuses[key] != "unprocessed" and not (closed and statuses[key] == "missing"):
            yield f"{key} appears as {statuses[key]}"


def _key(item: Mapping[str, Any]) -> str:
    return str(item["source"] or item["roster"])


def _faults_after(home: Home, usual: Reference, left: Mapping[str, str]) -> Iterator[str]:
    """What the next run leaves otherwise than a run without faults."""
    ran = home.run()
    if ran.status != usual.ran.status:
        yield f"next run: status {ran.status}: {ran.text[-200:]}"
    now = tree(home.out)
    yield from (f"next run: temporary file left: {name}" for name in tree(home.temporary))
    for name in sorted({*now, *usual.files}):
        if now.get(name) not in (usual.files.get(name), usual.after.get(name)):
            where = "missing" if name not in now else "other" if name in usual.files else "extra"
            yield f"next run: {where}: {name}"


def _halves(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if not path.is_file() or _OWN in str(path):
            continue
        content = path.read_bytes()
        try:
            if path.suffix in (".docx", ".xlsx"):
                with zipfile.ZipFile(io.BytesIO(content)) as archive:
                    if archive.testzip():
                        raise ValueError
            elif path.suffix == ".json":
                json.loads(content)
            elif path.suffix == ".jsonl":
                for line in content.decode().splitlines():
                    json.loads(line)
            elif not content:
                raise ValueError
        except (ValueError, zipfile.BadZipFile):
            yield f"half file: {path.relative_to(folder)}"


def _result(out: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads((out / "result.json").read_bytes())
        return found
    except OSError:
        return None


def _inputs(home: Home) -> dict[str, str]:
    return {**tree(home.path / "报送"), **tree(home.path / "上年"), **tree(home.path / "名单.xlsx")}
