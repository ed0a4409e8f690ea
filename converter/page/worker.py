"""The process that does long work: `python -m converter.page.worker FOLDER KIND`.

It calls what the commands call and says on its output, a JSON object a line, how far it is. It ends between
two files when it is asked to, and with the server in any case.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from converter.system.errors import ConverterError

if TYPE_CHECKING:
    from converter.desk.issued import Issued
    from converter.results.outcome import Outcome
    from converter.year.folder import YearFolder

FAILED, STOPPED = 1, 130

_ISSUED = {"new": "新生成", "renewed": "重新生成", "same": "没有变化", "kept": "已填写过、没有动"}
"""What became of issued workbooks, in words."""


class Stopped(Exception):
    """The work was asked to end."""


def main() -> int:
    """Do the work that the arguments name; 0 done, 1 impossible (and why, on the output), 130 stopped."""
    asked = threading.Event()
    signal.signal(signal.SIGTERM, lambda number, frame: asked.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's
    threading.Thread(target=_end_with_server, daemon=True).start()
    folder, kind = Path(sys.argv[1]), sys.argv[2]
    from converter.page.reading import sent_recorded
    from converter.results.paths import RESULT
    from converter.year.archive import back_up
    from converter.year.folder import read_year
    from converter.year.last_year import import_last_year
    from converter.year.running import convert_year, issue_year, published_formats, rollup_year, try_rules

    def on_done(done: int, total: int, outcome: Outcome) -> None:
        say(done=done, file=outcome.source, status=outcome.status)
        if asked.is_set():
            raise Stopped

    def on_issued(done: int, total: int, issued: Issued) -> None:
        if done == 1:
            say(total=total)
        say(done=done, file=issued.path.name, status=issued.what)
        if asked.is_set():
            raise Stopped

    try:
        year = read_year(folder)
        if kind == "issue":
            counted = Counter(each.what for each in issue_year(year, on_issued, sys.argv[3:] or None))
            say(
                told="，".join(
                    f"{word} {counted[what]} 份" for what, word in _ISSUED.items() if counted[what]
                )
            )
            return 0
        if kind == "close":
            say(told="\n".join(_closed(year, sys.argv[3])))
            return 0
        if kind == "trial":
            say(told="\n".join(try_rules(year, on_done, lambda total: say(total=total))))
            return 0
        if kind == "last_year":
            say(told=import_last_year(year, on_done, lambda total: say(total=total)))
            return 0
        if kind in ("rollup", "rollup_trial"):
            told = rollup_year(year, on_done, lambda total: say(total=total), trial=kind == "rollup_trial")
            say(told="\n".join(told))
            return 0
        now = datetime.now().astimezone()
        if kind == "backup":
            say(told=f"已备份：{back_up(year, now)}")
            return 0
        pdf, html = published_formats(year)
        convert_year(
            year, now, on_done, lambda total: say(total=total), on_told=lambda sentence: say(told=sentence),
            pdf=pdf or kind == "pdf", html=html or kind == "html",
        )  # fmt: skip
        result = year.output / RESULT
        say(result=str(result), recorded=sent_recorded(result))
    except Stopped:
        return STOPPED
    except ConverterError as error:
        say(told=str(error))
        return FAILED
    return 0


def _closed(year: YearFolder, reason: str) -> list[str]:
    """End a year and prepare the next one; what there is to say."""
    from converter.system.locks import only_run
    from converter.year.archive import close_year
    from converter.year.making import next_path, prepare_next

    with only_run(year.output, "close"):
        archive = close_year(year, datetime.now().astimezone(), reason)
    path = next_path(year)
    made = prepare_next(year, path)
    return [f"已存档：{archive}", f"下一年度的文件夹：{path}{'' if made else '（已经有了，没有改动）'}"]


def _end_with_server() -> None:
    """End at once when the server is gone: then nobody holds the other end of our input."""
    while os.read(0, 1024):
        pass
    os._exit(FAILED)


def say(**event: object) -> None:
    """Say how far the work is."""
    sys.stdout.buffer.write(json.dumps(event, ensure_ascii=False).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
