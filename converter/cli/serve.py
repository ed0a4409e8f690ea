"""The command that opens the local page: serve."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from converter.cli.shared_options import OK, Parser
from converter.system.errors import UsageError


def serve(words: list[str]) -> int:
    """Serve the page of a folder until Ctrl+C."""
    parser = Parser(
        "xxgk serve",
        "在浏览器里办：收表、核对、退回、认可、出报告。只在这台电脑上，不联网。用完在这个窗口按 Ctrl+C。",
    )
    parser.options.add_argument(
        "-C",
        dest="folder",
        metavar="文件夹",
        default=".",
        help="年度文件夹，或放各年度文件夹的地方（默认当前文件夹）",
    )
    parser.options.add_argument("--port", metavar="端口", type=int, default=0, help="不写时自动选一个空闲的")
    parser.options.add_argument("--no-browser", action="store_true", help="不自动打开浏览器，只显示网址")
    options = parser.parse_args(words)
    folder = Path(options.folder)
    if not folder.is_dir():
        raise UsageError(f"找不到文件夹“{folder}”，请检查路径。")
    if not 0 <= options.port < 65536:
        raise UsageError("端口请写 1 到 65535 之间的数。")
    from converter.page.server import serve as serve_page
    from converter.year.folder import find_year

    found = find_year(folder)
    with _ended_by_itself():
        serve_page(
            found.path if found else folder,
            options.port,
            lambda address: print(address, flush=True),
            browser=not options.no_browser,
        )
    return OK


@contextmanager
def _ended_by_itself() -> Iterator[None]:
    """Leave signals to the server, which ends in order at Ctrl+C and raises the signal again."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    wakeup = signal.set_wakeup_fd(-1)
    names = [name for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), lambda *_: None) for name in names}
    if hasattr(signal, "SIGHUP"):  # a closed terminal
        before["SIGHUP"] = signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
        signal.set_wakeup_fd(wakeup)
