"""How quickly the page answers: `python benchmarks/page.py [--write]`.

Serves a year's folder and measures, as a browser on the same machine sees it: from the start of the program
to the whole first screen; then every answer of 看板 while 200 workbooks are put in at once and checked, while
60 of 1 MB are, and while eight clients send a workbook piece by piece. Each file must lie in 收件 afterwards
as it was sent, and be in the result. `--write`: write page.json, with the load of the machine. No test.
"""

from __future__ import annotations

import argparse
import datetime
import io
import json
import multiprocessing
import os
import platform
import re
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from material import write_material, write_roster

from converter.results.recorded import read_outcomes
from converter.year.making import make_year

HERE = Path(__file__).parent
AT_ONCE, LARGE, SLOW = 200, 60, 8
SIZE = 1_000_000
"""Bytes of a large workbook."""

STARTS = 5
GOALS = {"start": 1.5, "answer": 0.3}
"""Seconds in which the first screen is there, and in which an answer comes whatever else is done."""

Row = dict[str, Any]


class Server(NamedTuple):
    """A server of a folder: its port and what its page's requests carry."""

    port: int
    headers: dict[str, str]

    def ask(self, path: str, body: bytes | None = None, kind: str = "") -> bytes:
        """The content of an answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        headers = self.headers | ({"Content-Type": kind} if kind else {})
        connection.request("GET" if body is None else "POST", quote(path), body, headers)
        content = connection.getresponse().read()
        connection.close()
        return content

    def wait(self) -> None:
        """Wait until nothing is being done."""
        while json.loads(self.ask("/在吗"))["running"]:
            time.sleep(0.1)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A server of a folder, until the context ends."""
    command = [sys.executable, "-m", "converter", "serve", "-C", str(folder), "--no-browser"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert process.stdout is not None
        found = re.search(r"127\.0\.0\.1:(\d+)/打开/([\w-]+)", process.stdout.readline())
        assert found is not None
        host = f"127.0.0.1:{found[1]}"
        own = {"Host": host, "Cookie": f"xxgk-{found[1]}={found[2]}", "Origin": f"http://{host}"}
        yield Server(int(found[1]), own)
    finally:
        process.terminate()
        process.wait()


def body_of(name: str, content: bytes) -> tuple[bytes, str]:
    """A form with one file, and its kind."""
    head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    return head.encode() + content + b"\r\n--x--\r\n", "multipart/form-data; boundary=x"


def put_in(server: Server, files: Sequence[tuple[str, bytes]]) -> None:
    """Put files in as the page's own script does: three requests at a time, a file each; then check."""
    with ThreadPoolExecutor(3) as several:
        list(several.map(lambda file: server.ask("/收件/放入", *body_of(*file)), files))
    server.ask("/核对", b"", "application/x-www-form-urlencoded")
    server.wait()


def send_slowly(server: Server, files: Sequence[tuple[str, bytes]]) -> None:
    """Send files over as many connections at once, each a little at a time, for some ten seconds."""
    sockets = []
    for name, content in files:
        body, kind = body_of(name, content)
        lines = [f"POST {quote('/收件/放入')} HTTP/1.1", f"Content-Type: {kind}"]
        lines += [f"{key}: {value}" for key, value in server.headers.items()]
        head = "\r\n".join((*lines, f"Content-Length: {len(body)}", "", "")).encode()
        sockets.append((socket.create_connection(("127.0.0.1", server.port)), head + body))
    pieces = 100
    for number in range(pieces):
        for each, sent in sockets:
            at = len(sent) * number // pieces, len(sent) * (number + 1) // pieces
            each.sendall(sent[slice(*at)])
        time.sleep(0.1)
    for each, _ in sockets:
        each.recv(1000)
        each.close()
    server.wait()


def _probe(server: Server, ended: Connection, took: Connection) -> None:
    """Ask for the board again and again until told to end; in a process of its own."""
    found = []
    while not ended.poll(0.02):
        begun = time.perf_counter()
        server.ask("/看板")
        found.append(time.perf_counter() - begun)
    took.send(found)


def answers_during(server: Server, work: Callable[[], None]) -> list[float]:
    """Seconds that each answer took while some work went on."""
    (ended, end), (took, tell) = multiprocessing.Pipe(False), multiprocessing.Pipe(False)
    prober = multiprocessing.Process(target=_probe, args=(server, ended, tell))
    prober.start()
    work()
    end.send(True)
    found: list[float] = took.recv()
    prober.join()
    return found


def starts(folder: Path) -> Row:
    """Seconds from the start of the program to the whole first screen; `cpu`: its processor time in all."""
    taken, worked = [], []
    for _ in range(STARTS):
        begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        with serving(folder) as server:
            assert b"</html>" in server.ask("/看板")
            taken.append(time.perf_counter() - begun)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        worked.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {**_summary(taken, GOALS["start"]), "cpu": statistics.median(worked)}


def large(content: bytes) -> bytes:
    """A workbook of `SIZE` with something in it that nobody reads, as a picture is."""
    made = io.BytesIO(content)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_STORED) as book:
        book.writestr("xl/media/image1.png", os.urandom(SIZE - len(content)))
    return made.getvalue()


def lost(year: Path, files: Sequence[tuple[str, bytes]]) -> list[str]:
    """Files that do not lie in 收件 as they were sent, or that the result does not have."""
    there = {path.name: path for path in (year / "收件").rglob("*.xlsx")}
    told = {str(item["source"]).rpartition("/")[2] for item in read_outcomes(year / "输出/result.json")}
    return [
        name
        for name, content in files
        if name not in there or there[name].read_bytes() != content or name not in told
    ]


def measured(home: Path) -> Iterator[Row]:
    """All measures."""
    made = write_material(home / "made", AT_ONCE + LARGE + SLOW)
    contents = [(path.name, path.read_bytes()) for path in made]
    first, rest = contents[:AT_ONCE], contents[AT_ONCE:]
    heavy = [(name, large(content)) for name, content in rest[:LARGE]]
    year = home / "年报2024"
    make_year(year, "青禾县人民政府", 2024, "1月20日")
    yield {"what": "start, an empty year", **starts(year)}
    write_roster(year / "单位名单.xlsx", AT_ONCE + LARGE + SLOW)
    for what, files, work in (
        (f"{AT_ONCE} workbooks put in at once and checked", first, put_in),
        (f"{LARGE} workbooks of 1 MB put in at once and checked", heavy, put_in),
        (f"{SLOW} slow clients, then checked", rest[LARGE:], send_slowly),
    ):
        with serving(year) as server:
            begun = time.perf_counter()
            taken = answers_during(server, lambda files=files, work=work: work(server, files))  # type: ignore[misc]
            row = {"what": what, "seconds": time.perf_counter() - begun}
        yield {**row, **_summary(taken, GOALS["answer"]), "lost": lost(year, files)}
    yield {"what": f"start, {len(contents)} agencies", **starts(year)}


def _summary(taken: Sequence[float], goal: float) -> Row:
    ordered = sorted(taken)
    return {
        "answers": len(ordered),
        "median": statistics.median(ordered),
        "most of 100": ordered[int(len(ordered) * 0.99)],
        "longest": ordered[-1],
        "goal": goal,
        "load": os.getloadavg()[0],
    }


def main() -> None:
    """Measure, print the table, write page.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        for row in measured(Path(name)):
            rows.append(row)
            verdict = "as it should" if row["longest"] <= row["goal"] else f"MORE than {row['goal']} s"
            print(
                f"{row['what']:50} {row['answers']:5} answers, median {row['median']:.3f} s, "
                f"99 of 100 within {row['most of 100']:.3f} s, longest {row['longest']:.3f} s, {verdict}; "
                f"load {row['load']:.1f}; lost {row.get('lost', [])}"
                + (f"; {row['cpu']:.2f} s of the processor" if "cpu" in row else ""),
                flush=True,
            )
    if options.write:
        machine = {
            "date": datetime.date.today().isoformat(),
            "python": platform.python_version(),
            "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        }
        text = json.dumps({**machine, "rows": rows}, ensure_ascii=False, indent=1)
        (HERE / "page.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
