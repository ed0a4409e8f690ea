"""What stands in an output folder: what an ended run left there, and what the last run came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from converter.catalogue.words import STATUS_WORDS
from converter.results.journal import Unfinished, standing, temporaries, unfinished
from converter.results.last_run import LastRun, last_run
from converter.results.paths import DRAFTS, HTML, JOURNAL, PDF, REPORTS, RESULT, RETURNED
from converter.results.recorded import listed
from converter.results.retiring import outdated
from converter.system.clock import local_time
from converter.system.locks import holder_of, who_works

_SHOWN = 10


def unfinished_sentence(output: Path) -> str:
    """What is left of a run that did not end, in a sentence; "" where nothing is."""
    left, halves = unfinished(output), sum(1 for _ in temporaries(output))
    if left is None:
        return f"上次运行中途停了，留下临时文件 {halves} 个。" if halves else ""
    more = f"，留下临时文件 {halves} 个" if halves else ""
    if left.is_unknown:
        return f"上次运行没有做完，它的记录“{JOURNAL}”已损坏，不知道做到哪里{more}。"
    return f"上次运行{_since(left)}没有做完：{_done(output, left)}{more}。"


def _since(left: Unfinished) -> str:
    try:
        since = datetime.fromisoformat(left.started)
    except ValueError:
        return ""
    return f"（{since.month}月{since.day}日 {since:%H:%M} 开始写）"


def _done(output: Path, left: Unfinished) -> str:
    if not left.documents:
        return "没有报告要写，退回件和汇总没有写完"
    there, due = standing(output, left.documents), len(left.documents)
    if there < due:
        return f"要写的报告 {due} 份，已有 {there} 份"
    return f"{due} 份报告都有了，退回件和汇总没有写完"


class Line(NamedTuple):
    """A sentence about a folder. `is_open`: another run has something to do there."""

    text: str
    is_open: bool


def status_lines(output: Path) -> Iterator[Line]:
    """What was left in a folder and what the last run came to, in Chinese; the most urgent first."""
    if holder := holder_of(output):
        yield Line(f"有人正在这里做：{who_works(holder)}。下面是它做完以前的情况。", True)
    elif sentence := unfinished_sentence(output):
        yield Line(f"{sentence}再运行一次 xxgk convert，会接着做完并清理。", True)
    last = last_run(output)
    if last is None:
        is_there = (output / RESULT).exists()
        yield Line(f"{RESULT} 读不出来。" if is_there else "还没有做完过一次运行。", True)
        return
    if last.spoilt:
        told = f"{RESULT} 已损坏（{listed([*last.spoilt])}），下面只是读得出的部分。"
        yield Line(f"{told}再运行一次会把它改名留着，重新生成。", True)
    changed = local_time((output / RESULT).stat().st_mtime)
    counts = Counter(record.status for record in last.records)
    words = "，".join(f"{word} {counts[key]}" for key, word in STATUS_WORDS.items() if counts[key])
    when = f"{changed.year}年{changed.month}月{changed.day}日 {changed:%H:%M}"
    yield Line(f"上次做完：{when}，{words or '没有填报表'}。", False)
    if not holder:  # what it has written already is not of the last run
        yield from _differences(output, last)


def _differences(output: Path, last: LastRun) -> Iterator[Line]:
    """Where the files that stand there are not those that the last run wrote."""
    missing, stale = [], []
    for key, folders in _FOLDERS.items():
        named = last.files(key)
        missing += [name for name in sorted(named) if not _is_file(output, name)]
        found, unlisted = outdated(output, named, key, folders)
        stale += found
        for folder, reason in unlisted.items():
            yield Line(f"文件夹“{folder}”列不出来：{reason}。", True)
    if missing:
        yield Line(f"上次写的文件现在不在了：{_listed(missing)}。再运行一次会重新生成。", True)
    if stale:
        told = f"这些文件不属于上次的结果：{_listed(stale)}。再运行一次，不再需要的会移到“已失效”。"
        yield Line(told, True)


_FOLDERS: Mapping[str, tuple[str, ...]] = {
    "document": (REPORTS, DRAFTS),
    "letters": (RETURNED,),
    "published": (PDF, HTML),
}


def _is_file(output: Path, name: str) -> bool:
    try:
        return (output / name).is_file()
    except (OSError, ValueError):
        return False


def _listed(names: list[str]) -> str:
    shown = "、".join(f"“{name}”" for name in names[:_SHOWN])
    return shown + (f" 等 {len(names)} 个" if len(names) > _SHOWN else "")
