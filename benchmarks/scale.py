"""From a county to the country: `python benchmarks/scale.py [SIZE ...] [--cluster SIZE] [--workers N]`.

Converts folders of so many workbooks as a user does, first with one process, then one of them on a
cluster on this machine (`--cluster 0`: none), prints the table and writes scale.json. CPU time of whole
processes, user and system; the clock says something only where nothing else runs. The largest folder
takes 60 kB of disk for each workbook, and as much again for what is made of it; smaller ones are links into
it, and all goes at the end. Linux alone, because of /proc. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from material import write_material
from run import Run, run

HERE = Path(__file__).parent
SIZES = (100, 1_000, 10_000, 50_000)
CLUSTER = 1_000
PROVINCE, COUNTRY = 50_000, 700_000


class Helper:
    """One of Dask's processes, and what it took with its children once it has ended."""

    def __init__(self, *words: str) -> None:
        command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)

    def peak(self) -> float:
        """Megabytes at the peak of its largest child."""
        threads = Path(f"/proc/{self.process.pid}/task").iterdir()
        children = (child for thread in threads for child in (thread / "children").read_text().split())
        told = (Path(f"/proc/{child}/status").read_text() for child in children)
        return max(int(re.findall(r"VmHWM:\s*(\d+)", status)[0]) for status in told) / 1024

    def end(self) -> float:
        """Seconds of CPU."""
        self.process.send_signal(signal.SIGTERM)
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        return usage.ru_utime + usage.ru_stime


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, Helper, Helper]]:
    """The address of a scheduler with so many workers; the scheduler; the workers."""
    told = folder / "scheduler.json"
    scheduler = Helper("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told))
    while not told.exists() or not told.read_text().endswith("}"):
        time.sleep(0.1)
    address = json.loads(told.read_text())["address"]
    place = ("--local-directory", str(folder), "--nworkers", str(workers), "--nthreads", "1")
    crew = Helper("worker", address, *place)
    from distributed import Client

    with Client(address) as client:
        client.wait_for_workers(workers)
    try:
        yield address, scheduler, crew
    finally:
        for helper in (crew, scheduler):
            if helper.process.returncode is None:
                helper.end()


def folders(home: Path, sizes: Sequence[int]) -> dict[int, Path]:
    """A folder of each size: the largest is written, the others are links to the same files."""
    largest = home / "in"
    paths = write_material(largest, max(sizes))
    found = {max(sizes): largest}
    for size in sizes:
        if size not in found:
            found[size] = home / f"in-{size}"
            found[size].mkdir()
            for path in paths[:size]:
                (found[size] / path.name).hardlink_to(path)
    return found


def convert(folder: Path, home: Path, *words: str) -> tuple[Run, float, int]:
    """Convert a folder: what the process took, seconds by the clock, bytes of documents and result."""
    output = home / "out"
    begun = time.perf_counter()
    took = run([sys.executable, "-m", "converter", "convert", folder, "-o", output, *words], home / "cache")
    wall = time.perf_counter() - begun
    made = sum(path.stat().st_size for path in (*output.glob("*/*.docx"), output / "result.json"))
    shutil.rmtree(output)
    return took, wall, made


def rows(home: Path, sizes: Sequence[int], of_cluster: int, workers: int) -> Iterator[dict[str, Any]]:
    """Measure all; seconds, megabytes, bytes."""
    inputs = folders(home, sorted({*sizes, *([of_cluster] if of_cluster else [])}))
    convert(workbooks_of_one(home, inputs), home)  # so that start-up is what it is every day
    for size in sorted(sizes):
        took, wall, made = convert(inputs[size], home, "--jobs", "1")
        yield {"workbooks": size, "cpu": took.cpu, "wall": wall, "peak": took.peak, "made": made}
    if of_cluster:
        with cluster(home, workers) as (address, scheduler, crew):
            took, wall, made = convert(inputs[of_cluster], home, "--scheduler", address)
            row = {"workbooks": of_cluster, "workers": workers, "cpu": took.cpu, "wall": wall}
            row |= {"peak": took.peak, "made": made, "workers_peak": crew.peak()}
            yield {**row, "workers_cpu": crew.end(), "scheduler_cpu": scheduler.end()}


def workbooks_of_one(home: Path, inputs: dict[int, Path]) -> Path:
    """A folder with a single workbook."""
    folder = home / "in-one"
    folder.mkdir()
    (folder / "00000.xlsx").hardlink_to(inputs[min(inputs)] / "00000.xlsx")
    return folder


def line(row: dict[str, Any]) -> str:
    """A row as it is printed."""
    where = f"{row['workers']} workers" if "workers" in row else "one process"
    each = row["cpu"] / row["workbooks"] * 1000
    text = f"{row['workbooks']:>7,} {where:12} {row['cpu']:9.1f} s CPU {each:7.2f} ms each "
    text += f"{row['wall']:9.1f} s {row['peak']:7.0f} MB at the peak {row['made'] / 1e6:8.1f} MB made"
    if "workers" in row:
        text += f"; workers {row['workers_cpu']:.1f} s, {row['workers_peak']:.0f} MB"
        text += f"; scheduler {row['scheduler_cpu']:.1f} s"
    return text


def arithmetic(measured: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What the figures come to for a province and the country, as docs/scale.md has it."""
    singles = [row for row in measured if "workers" not in row]
    first, last = singles[0], singles[-1]
    grown = last["workbooks"] - first["workbooks"]
    each = (last["cpu"] - first["cpu"]) / grown if grown else last["cpu"] / last["workbooks"]
    kept = (last["peak"] - first["peak"]) / grown * 1000 if grown else 0.0
    yield f"a workbook more: {each * 1000:.2f} ms, {kept:.1f} kB"
    for name, count in (("province", PROVINCE), ("country", COUNTRY)):
        yield f"{name}, {count:,}: {count * each / 60:.0f} minutes of CPU"
    for row in measured:
        if "workers" in row:
            own, theirs = (row[key] / row["workbooks"] * 1000 for key in ("cpu", "workers_cpu"))
            yield f"cluster: {own:.2f} ms here, {theirs:.2f} ms there: up to {theirs / own:.0f} cores a run"


def main() -> None:
    """Measure, print the table, write scale.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE")
    parser.add_argument("--cluster", type=int, default=CLUSTER, metavar="SIZE", help="0: no cluster")
    parser.add_argument("--workers", type=int, default=2, metavar="N")
    options = parser.parse_args()
    machine = {
        "date": datetime.date.today().isoformat(),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
    }
    print(", ".join(f"{key} {value}" for key, value in machine.items()))
    measured = []
    with tempfile.TemporaryDirectory() as name:
        for row in rows(Path(name), options.sizes, options.cluster, options.workers):
            measured.append({key: round(value, 3) for key, value in row.items()})
            print(line(row), flush=True)
    for text in arithmetic(measured):
        print(text)
    text = json.dumps({**machine, "rows": measured}, indent=1)
    (HERE / "scale.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
