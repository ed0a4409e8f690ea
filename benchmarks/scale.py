"""From a county to the country: `python benchmarks/scale.py [SIZE ...] [--cluster SIZE ...] [--workers N]`.

Converts folders of so many workbooks as a user does, first with one process, then on a cluster on this
machine (a bare `--cluster`: not at all), prints the table and writes scale.json. CPU time of whole
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
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from distributed import Client
from material import write_material
from measuring import run

HERE = Path(__file__).parent
SIZES = (100, 1_000, 10_000, 50_000)
CLUSTER = (100, 1_000)
PROVINCE, COUNTRY = 50_000, 700_000

Row = dict[str, float]


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Client]:
    """A client of a scheduler with so many workers of one thread."""
    folder = Path(tempfile.mkdtemp(dir=folder))
    told = folder / "scheduler.json"
    place = ("--local-directory", str(folder), "--nworkers", str(workers), "--nthreads", "1")
    with (
        started("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(told)),
        started("worker", "--scheduler-file", str(told), *place),
        Client(scheduler_file=str(told)) as client,
    ):
        client.wait_for_workers(workers)
        yield client


@contextmanager
def started(*words: str) -> Iterator[None]:
    """One of Dask's commands, for as long as it is needed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *words, "--no-dashboard"], stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def peak() -> float:
    """Megabytes that this process, a worker, had at its peak."""
    return int(re.findall(r"VmHWM:\s*(\d+)", Path("/proc/self/status").read_text())[0]) / 1024


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


def convert(folder: Path, home: Path, *words: str) -> Row:
    """Convert a folder: what the process took, seconds by the clock, bytes of documents and result."""
    output = Path(tempfile.mkdtemp(dir=home))  # kept to the end: deleting files slows down what comes next
    begun = time.perf_counter()
    took = run([sys.executable, "-m", "converter", "convert", folder, "-o", output, *words], home / "cache")
    wall = time.perf_counter() - begun
    made = sum(path.stat().st_size for path in (*output.glob("*/*.docx"), output / "result.json"))
    return {"cpu": took.cpu, "wall": wall, "peak": took.peak, "made": made}


def rows(home: Path, sizes: Sequence[int], shared: Sequence[int], workers: int) -> Iterator[Row]:
    """Measure all; seconds, megabytes, bytes."""
    inputs = folders(home, sorted({*sizes, *shared}))
    convert(workbooks_of_one(home, inputs), home)  # so that start-up is what it is every day
    for size in sizes:
        yield {"workbooks": size, **convert(inputs[size], home, "--jobs", "1")}
    for size in shared:
        with cluster(home, workers) as client:
            words = ("--scheduler", client.scheduler_info()["address"])
            convert(home / "in-one", home, *words)  # so that what is imported there is not measured
            before = (*client.run(time.process_time).values(), client.run_on_scheduler(time.process_time))
            row = {"workbooks": size, "workers": workers, **convert(inputs[size], home, *words)}
            after = (*client.run(time.process_time).values(), client.run_on_scheduler(time.process_time))
            *theirs, schedulers = (last - first for first, last in zip(before, after, strict=True))
            row |= {"workers_cpu": sum(theirs), "workers_peak": max(client.run(peak).values())}
            yield {**row, "scheduler_cpu": schedulers}


def workbooks_of_one(home: Path, inputs: dict[int, Path]) -> Path:
    """A folder with a single workbook."""
    folder = home / "in-one"
    folder.mkdir()
    (folder / "00000.xlsx").hardlink_to(inputs[min(inputs)] / "00000.xlsx")
    return folder


def line(row: Row) -> str:
    """A row as it is printed."""
    where = f"{row['workers']} workers" if "workers" in row else "one process"
    each = row["cpu"] / row["workbooks"] * 1000
    text = f"{row['workbooks']:>7,} {where:12} {row['cpu']:9.1f} s CPU {each:7.2f} ms each "
    text += f"{row['wall']:9.1f} s {row['peak']:7.0f} MB at the peak {row['made'] / 1e6:8.1f} MB made"
    if "workers" in row:
        text += f"; workers {row['workers_cpu']:.1f} s, {row['workers_peak']:.0f} MB"
        text += f"; scheduler {row['scheduler_cpu']:.1f} s"
    return text


def each(measured: Sequence[Row], key: str) -> float:
    """What a workbook more adds to a quantity."""
    first, last = measured[0], measured[-1]
    return (last[key] - first[key]) / (last["workbooks"] - first["workbooks"])


def arithmetic(measured: Sequence[Row]) -> Iterator[str]:
    """What the figures come to for a province and the country, as docs/scale.md has it."""
    alone = [row for row in measured if "workers" not in row]
    shared = [row for row in measured if "workers" in row]
    if len(alone) > 1:
        taken, kept = each(alone, "cpu"), each(alone, "peak")
        yield f"one process: a workbook more takes {taken * 1e3:.2f} ms and {kept * 1e3:.1f} kB"
        for name, count in (("province", PROVINCE), ("country", COUNTRY)):
            yield f"{name}, {count:,} workbooks: {count * taken / 60:.0f} minutes on one core"
    if len(shared) > 1:
        own, theirs, schedulers = (each(shared, key) for key in ("cpu", "workers_cpu", "scheduler_cpu"))
        yield f"cluster: a workbook more takes {own * 1e3:.2f} ms here, {theirs * 1e3:.2f} ms on the workers,"
        yield f"{schedulers * 1e3:.2f} ms on the scheduler: a run keeps {theirs / own:.1f} cores busy"


def main() -> None:
    """Measure, print the table, write scale.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE")
    parser.add_argument("--cluster", nargs="*", type=int, default=CLUSTER, metavar="SIZE")
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
        for row in rows(Path(name), sorted(options.sizes), sorted(options.cluster), options.workers):
            measured.append({key: round(value, 3) for key, value in row.items()})
            print(line(row), flush=True)
    for text in arithmetic(measured):
        print(text)
    text = json.dumps({**machine, "rows": measured}, indent=1)
    (HERE / "scale.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
