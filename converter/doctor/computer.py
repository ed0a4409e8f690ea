"""Trials of the computer: clock, memory, processes, encodings, console, typefaces, LibreOffice, the page."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TextIO

from converter.batch.workers import Workers
from converter.doctor.another import run_python
from converter.doctor.lines import Line, bad, good, mind
from converter.doctor.typefaces import families, missing
from converter.document.template.typefaces import GB2312, WINDOWS
from converter.publish.office import VARIABLE, find_office, office_at_work
from converter.system import isolated_process
from converter.system.files import failure_advice, failure_reason
from converter.system.isolated_process import OUT_OF_MEMORY
from converter.system.sharing import content_of

OFFICE_SECONDS = 90
"""Seconds for LibreOffice to start for the first time and to make a page."""

_CHINA = timedelta(hours=8)
_YEARS = range(2024, 2100)
_LITTLE, _ENOUGH = 400_000_000, 1_000_000_000
_BOUND, _ASKED = 200_000_000, 600_000_000
_OLD_FORMATS = "旧格式的表"
_GREEDY = (
    f"from {isolated_process.__name__} import limit_memory, OUT_OF_MEMORY\n"
    "import sys, time\n"
    f"limit_memory({_BOUND})\n"
    "try:\n"
    f"    taken = b'1' * {_ASKED}\n"
    "except MemoryError:\n"
    "    sys.exit(OUT_OF_MEMORY)\n"
    "time.sleep(2)\n"
)


def computer_lines(console: TextIO) -> Iterator[Line]:
    """The trials of this computer. `console`: where the command prints."""
    yield _clock()
    yield _memory()
    yield _bounded_memory()
    yield _processes()
    yield _file_names()
    yield _console(console)
    yield _page()
    yield from _typefaces()
    yield _office()


def _clock() -> Line:
    now = _now()
    if now.year not in _YEARS:
        return bad("时钟", f"现在是 {now.year} 年", "请校准这台电脑的时间")
    offset = now.utcoffset()
    if offset != _CHINA:
        hours = (offset or timedelta()).total_seconds() / 3600
        return mind("时钟", f"时区是 UTC{hours:+g}", "记录里的时间会按这个时区写，请看是否要改成北京时间")
    return good("时钟", f"{now:%Y-%m-%d}，北京时间")


def _now() -> datetime:
    return datetime.now().astimezone()


def _memory() -> Line:
    free = free_memory()
    if free is None:
        return good("内存", "这个系统不说还剩多少")
    found = f"可用 {free / 1e9:.1f} GB"
    if free < _LITTLE:
        return mind("内存", found, "请关闭一些程序")
    return mind("内存", found, "份数多时请关闭一些程序") if free < _ENOUGH else good("内存", found)


def free_memory() -> int | None:
    """Bytes of memory that programs may still take; None where the system does not say."""
    if sys.platform == "win32":

        class Status(ctypes.Structure):
            _fields_ = (
                ("size", ctypes.c_uint32),
                ("load", ctypes.c_uint32),
                *((name, ctypes.c_uint64) for name in ("whole", "free", "a", "b", "c", "d", "e")),
            )

        status = Status(size=ctypes.sizeof(Status))
        is_told = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status.free) if is_told else None
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable"))
    except (OSError, StopIteration, ValueError):
        return None


def _bounded_memory() -> Line:
    """Whether a process that reads an old format can be kept from taking all memory."""
    try:
        status = run_python(_GREEDY, seconds=60).returncode
    except (OSError, subprocess.SubprocessError):
        return mind(_OLD_FORMATS, "没有试成", "打开 .xls、.ods 时如果电脑变慢，等几秒会自己停下")
    if status == OUT_OF_MEMORY:
        most = _BOUND // 1_000_000
        return good(_OLD_FORMATS, f"打开 .xls、.ods 最多用 {most} MB 内存，做坏的文件也拖不慢这台电脑")
    advice = "特意做坏的 .xls、.ods 可能让电脑慢几秒，之后会自己停下；别的文件不受影响"
    return mind(_OLD_FORMATS, "这个系统不限制打开 .xls、.ods 用多少内存", advice)


def _processes() -> Line:
    begin = time.perf_counter()
    try:
        with Workers(2) as workers:
            done = [future.result(timeout=60) for future in [workers.submit(pow, 2, n) for n in range(4)]]
    except (OSError, RuntimeError, TimeoutError) as error:
        found = failure_reason(error) if isinstance(error, OSError) else "没有启动起来"
        return mind("多个进程", found, "可能被杀毒软件拦下；转换时请加 --jobs 1")
    if done != [1, 2, 4, 8]:
        return mind("多个进程", "结果不对", "转换时请加 --jobs 1")
    took = time.perf_counter() - begin
    return good("多个进程", f"本机 {os.cpu_count() or 1} 个处理器，启动 2 个进程用 {took:.1f} 秒")


def _file_names() -> Line:
    encoding = sys.getfilesystemencoding()
    try:
        "青禾县报告".encode(encoding)
    except UnicodeEncodeError:
        return bad("文件名编码", encoding, "写不出中文文件名，请把语言设置（LC_ALL、LANG）设为 zh_CN.UTF-8")
    return good("文件名编码", encoding)


def _console(console: TextIO) -> Line:
    encoding = getattr(console, "encoding", None) or "没有"
    try:
        "通过，注意，不行：𠮷".encode(encoding)
    except LookupError:
        return good("屏幕", "没有控制台")
    except UnicodeEncodeError as error:
        if error.object[error.start] == "𠮷":
            return good("屏幕", f"编码 {encoding}，常用汉字都能显示，生僻字显示为 ?")
        return mind(
            "屏幕",
            f"编码 {encoding}，中文显示为 ?",
            "结果文件不受影响；要看提示请先运行 chcp 936 或 chcp 65001",
        )
    return good("屏幕", f"编码 {encoding}，中文都能显示")


def _page() -> Line:
    """Whether a page can be served to this computer alone."""
    try:
        with socket.socket() as server:
            server.bind(("127.0.0.1", 0))
            server.listen()
            with socket.create_connection(server.getsockname(), timeout=5), server.accept()[0]:
                return good("本机页面", "浏览器可以连到 xxgk serve")
    except OSError:
        return mind("本机页面", "连不上这台电脑自己的端口", "可能被安全软件拦下；请用命令行，不用 xxgk serve")


def _typefaces() -> Iterator[Line]:
    installed = families()
    lacking = missing(GB2312, installed)
    if not lacking:
        yield good("字体", "公文常用字体都有")
        return
    names = "、".join(lacking)
    others = missing(WINDOWS, installed)
    advice = "报告照样生成；打开时 Word 用相近的字体代替，打印和 PDF 会有些不同"
    if not others:
        advice += "。系统自带的字体都有，也可以用 xxgk word-template --fonts windows 的模板"
    yield mind("字体", f"没有 {names}", advice)


def _office() -> Line:
    program = find_office()
    if program is None:
        return mind("LibreOffice", "没有找到", f"只有 --pdf 用它；装在别处时请设环境变量 {VARIABLE}")
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="xxgk-", ignore_cleanup_errors=True) as folder:
        own = Path(folder)
        source = own / "试.txt"
        source.write_text("政府信息公开", encoding="utf-8-sig")
        try:
            with office_at_work(program, own / "profile", "pdf", [source], own) as office:
                if office is not None:
                    office.wait(OFFICE_SECONDS)
            made = own / "试.pdf"
            is_made = made.is_file() and content_of(made).startswith(b"%PDF")
        except subprocess.TimeoutExpired:
            return mind(
                "LibreOffice", f"{OFFICE_SECONDS} 秒没有做完一页", "请重新启动电脑再试；不用 --pdf 时不影响"
            )
        except OSError as error:
            return mind("LibreOffice", failure_reason(error), failure_advice(error))
    if not is_made:
        return mind("LibreOffice", "没有做出 PDF", "请重新安装 LibreOffice；不用 --pdf 时不影响")
    return good("LibreOffice", f"做出一页 PDF（{time.perf_counter() - begin:.0f} 秒）")
