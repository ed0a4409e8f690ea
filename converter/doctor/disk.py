"""Trials in a folder: writing, replacing, locking, long names, times."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from converter.doctor.another import run_python
from converter.doctor.lines import Line, bad, good, mind
from converter.system.errors import OutputError
from converter.system.file_locks import try_lock
from converter.system.files import OWN_PREFIX, TEMPORARY, failure_advice, failure_reason, write_whole
from converter.system.sharing import content_of, new_folder, open_file, replace
from converter.system.windows_errors import LONGEST_FILE

SIZE, FILES = 1_000_000, 20
"""Bytes of one file, and number of small files, that are written."""

LEAST, FEW = 200_000_000, 1_000_000_000
"""Bytes free on the disk: below the first nothing can be done, below the second it may be too few."""

LONG_TITLE = 76
"""Characters of a report's path below the output folder, where the agency's name is long."""

_RARE = "青禾县𠮷石·é（2）"
_TWO_RUNS = "同时运行"
_SLOW, _HELD = 3.0, 0.5

_LOCKING = (
    f"from {try_lock.__module__} import try_lock\n"
    "import os, sys\n"
    "print(try_lock(os.open(sys.argv[1], os.O_RDWR)))\n"
)


def disk_lines(folder: Path) -> Iterator[Line]:
    """The trials in a folder, which has to exist; everything is made in a folder of its own and removed."""
    try:
        own = new_folder(folder, OWN_PREFIX, TEMPORARY)
    except OSError as error:
        yield bad("写入", failure_reason(error), failure_advice(error))
        return
    try:
        for trial in _TRIALS:
            yield _tried(trial, own)
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _tried(trial: tuple[str, Callable[[Path], Line]], own: Path) -> Line:
    what, attempt = trial
    try:
        return attempt(own)
    except OutputError as error:
        cause = error.__cause__
        if isinstance(cause, OSError):
            return bad(what, failure_reason(cause), failure_advice(cause))
        raise
    except OSError as error:
        return bad(what, failure_reason(error), failure_advice(error))


def _writing(own: Path) -> Line:
    content = os.urandom(SIZE)
    begin = time.perf_counter()
    write_whole(own / "写入.bin", content)
    if content_of(own / "写入.bin") != content:
        return bad("写入", "读回来的内容与写入的不同", "这个盘可能坏了，请换一个文件夹")
    return good("写入", f"{SIZE // 1_000_000} MB 写入并读回一致（{time.perf_counter() - begin:.2f} 秒）")


def _space(own: Path) -> Line:
    free = shutil.disk_usage(own).free
    found = f"剩余 {free / 1e9:.1f} GB"
    if free < LEAST:
        return bad("磁盘空间", found, "请腾出一些空间")
    return mind("磁盘空间", found, "份数多时可能不够，请腾出一些") if free < FEW else good("磁盘空间", found)


def _replacing(own: Path) -> Line:
    """Small files written and replaced at once: a virus scanner or a cloud drive holds them for a moment."""
    slowest, begin = 0.0, time.perf_counter()
    for number in range(FILES):
        path = own / f"{number}.docx"
        for content in (b"PK\3\4 1", b"PK\3\4 2"):
            start = time.perf_counter()
            write_whole(path, content)
            slowest = max(slowest, time.perf_counter() - start)
    took = time.perf_counter() - begin
    found = f"{FILES} 个文件写好后马上替换，共 {took:.2f} 秒，最慢一次 {slowest:.2f} 秒"
    if slowest > _HELD:
        advice = "可能有杀毒软件、索引或网盘占住刚写好的文件；不影响结果，只是慢"
        return mind("替换文件", found, advice)
    return (
        mind("替换文件", found, "这个盘较慢，份数多时请改用本机的盘")
        if took > _SLOW
        else good("替换文件", found)
    )


def _open_elsewhere(own: Path) -> Line:
    """Whether a file can be replaced while it is open."""
    target, other = own / "打开着.docx", own / "新的.docx"
    target.write_bytes(b"old")
    other.write_bytes(b"new")
    with open_file(target):
        try:
            replace(other, target)
        except OSError:
            is_refused = True
        else:
            is_refused = False
    if not is_refused:
        return good("打开着的文件", "可以替换")
    replace(other, target)
    advice = "转换前请关闭打开着的报告和结果文件"
    if sys.platform == "win32":
        return good("打开着的文件", "不能替换，关闭后可以（Windows 都是这样）", advice)
    return mind("打开着的文件", "不能替换，关闭后可以", advice)


def _locking(own: Path) -> Line:
    """Whether another process is refused a lock that this one has."""
    path = own / "锁"
    handle = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        is_locked = bool(try_lock(handle))
        told = run_python(_LOCKING, str(path), seconds=60).stdout
    except subprocess.SubprocessError:
        told = b""
    finally:
        os.close(handle)
    if is_locked and told.strip() == b"False":
        return good(_TWO_RUNS, "两次运行不会同时写这里")
    return mind(
        _TWO_RUNS,
        "这个盘看不出别的电脑是不是正在写这里",
        "上一次没有正常结束的，这里要等 12 秒才接着做；请不要两台电脑同时往这里写",
    )


def _long_paths(own: Path) -> Line:
    """How long the path of the folder is, and whether longer ones than Office opens can be made."""
    used = len(str(own.parent.absolute()))
    left = LONGEST_FILE - used
    found = f"这个文件夹的路径有 {used} 个字"
    if left >= LONG_TITLE:
        return good("路径长度", found)
    advice = f"Windows 和 Office 最多 {LONGEST_FILE} 个字，名称长的报告会写不下或打不开，请移到路径较短的地方"
    can_be_made = False
    with suppress(OSError):
        deep = own / ("长" * 60) / ("长" * 60)
        deep.mkdir(parents=True)
        (deep / ("长" * 60)).touch()
        can_be_made = True
    return mind("路径长度", found, advice) if left > 0 or can_be_made else bad("路径长度", found, advice)


def _long_names(own: Path) -> Line:
    try:
        (own / ("长" * 78)).touch()  # 234 bytes, the longest that is written
    except OSError as error:
        return mind("长文件名", failure_reason(error), "名称很长的单位，报告会写不下，请换一个盘")
    return good("长文件名", "78 个汉字的文件名可以用")


def _rare_names(own: Path) -> Line:
    (own / _RARE).touch()
    if _RARE in os.listdir(own):  # noqa: PTH208  names alone
        return good("生僻字文件名", "写什么就是什么")
    return mind("生僻字文件名", "这个盘会改写文件名里的字", "有生僻字、字母加符号的单位，请核对报告的文件名")


def _times(own: Path) -> Line:
    path = own / "时间"
    path.touch()
    seconds = abs(path.stat().st_mtime - time.time())
    if seconds > 120:
        advice = "“什么时候做完”会显示得不对，不影响结果；请让管理员校准时间"
        return mind("文件时间", f"这个盘的时钟与这台电脑相差 {seconds / 60:.0f} 分钟", advice)
    return good("文件时间", "这个盘的时钟与这台电脑一致")


_TRIALS: tuple[tuple[str, Callable[[Path], Line]], ...] = (
    ("写入", _writing),
    ("磁盘空间", _space),
    ("替换文件", _replacing),
    ("打开着的文件", _open_elsewhere),
    (_TWO_RUNS, _locking),
    ("路径长度", _long_paths),
    ("长文件名", _long_names),
    ("生僻字文件名", _rare_names),
    ("文件时间", _times),
)
