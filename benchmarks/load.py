"""Ten thousand workbooks, some of them bad: `python benchmarks/load.py [SIZE ...] [--write]`.

Writes folders of so many workbooks, of which one in fifty is bad in one of the ways of `SPOILT`, and converts
each as a county does: plainly, then with roster, web pages and the workbooks of last year. After each run
every file must be accounted for: once in result.json, once on the board in both its forms, with a Word report
and pages where it is sound, with an error and no report where it is bad. Prints CPU time of whole processes
and the memory at the peak, and whether they grew from the first size to the last by more than they may.
`--write`: write load.json. Linux alone. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import datetime
import html
import io
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from material import STRINGS, YEAR, write_material, write_roster
from openpyxl import load_workbook

from converter.results.recorded import read_outcomes

HERE = Path(__file__).parent
SIZES = (2_000, 10_000)
BAD_EACH = 50
MAY_GROW = {"peak": 0.10, "each": 0.15}
"""By how much of itself the memory, and the time for one workbook, may grow from first to last size."""

KINDS = ("plain", "pages", "all")

Row = dict[str, Any]


def _without_name(content: bytes) -> bytes:
    """A workbook that opens and has an error: its agency is called what it cannot be called."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            part = old.read(member)
            if member == STRINGS:
                part = re.sub("青禾县第[0-9]{5}局".encode(), "我局".encode(), part)
            new.writestr(member, part)
    return made.getvalue()


SPOILT: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    ("unreadable", lambda content: b""),
    ("unreadable", lambda content: content[: len(content) // 2]),
    ("unreadable", lambda content: b"<html><body><table><tr><td>1</td></tr></table></body></html>"),
    ("unreadable", lambda content: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + content[:4_000]),
    ("returned", _without_name),
)
"""The status that a bad workbook must get, and how it comes about."""


def spoil(paths: Sequence[Path]) -> dict[str, str]:
    """Make one workbook in fifty bad: the status that each of these must get, by its file name."""
    expected = {}
    for number, path in enumerate(paths[BAD_EACH - 1 :: BAD_EACH]):
        status, make = SPOILT[number % len(SPOILT)]
        path.write_bytes(make(path.read_bytes()))
        expected[path.name] = status
    return expected


def linked(paths: Sequence[Path], folder: Path) -> Path:
    """A folder with the same files."""
    folder.mkdir()
    for path in paths:
        (folder / path.name).hardlink_to(path)
    return folder


def convert(folder: Path, output: Path, home: Path, *words: str | Path) -> Row:
    """Convert a folder: seconds of CPU, megabytes at the peak."""
    cache = str(home / "cache")
    environment = {**os.environ, "XDG_CACHE_HOME": cache}
    command = (sys.executable, "-m", "converter", "convert", folder, "-o", output, "--jobs", "1", *words)
    done = subprocess.run(
        [sys.executable, "-S", HERE / "launch.py", *command],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    cpu, peak = done.stdout.split()
    return {"cpu": float(cpu), "peak": int(peak) / 1024}


def unaccounted(
    folder: Path, output: Path, bad: Mapping[str, str], *, agencies: int, pages: bool
) -> Iterator[str]:
    """Files that were lost, told twice, or told otherwise than they are."""
    names = {path.name for path in folder.iterdir()}
    told: Counter[str] = Counter()
    documents = set()
    for record in read_outcomes(output / "result.json"):
        name = record["source"]
        if name is None:
            continue  # an agency without a workbook that can be read
        told[name] += 1
        if name in bad:
            if record["status"] != bad[name] or record["document"] or not record["findings"]:
                yield f"{name}: {record['status']}, {record['document']}"
        elif not record["document"] or not (output / record["document"]).is_file():
            yield f"{name}: no report ({record['status']})"
        elif pages and not all(
            (output / page).is_file() for page in (*record["published"], "HTML/index.html")
        ):
            yield f"{name}: no page"
        else:
            documents.add(record["document"])
            if pages and len(record["published"]) != 2:
                yield f"{name}: {len(record['published'])} pages"
    yield from (f"{name}: told {told[name]} times" for name in names if told[name] != 1)
    yield from (f"{name}: not in the folder" for name in told if name not in names)
    there = {f"Word报告/{path.name}" for path in (output / "Word报告").iterdir()}
    yield from (f"{name}: a report of no workbook" for name in there - documents)
    yield from _not_on_board(output, names, agencies)


def _not_on_board(output: Path, names: set[str], agencies: int) -> Iterator[str]:
    book = load_workbook(output / "校验结果.xlsx", read_only=True)
    rows = [row for row in book["单位状态"].iter_rows(min_row=4, values_only=True) if row[0]]
    files = Counter(str(row[6]) for row in rows if row[6])
    yield from (f"{name}: {files[name]} lines on the board" for name in names if files[name] != 1)
    if agencies and len({row[0] for row in rows if not str(row[0]).startswith(("（", "我局"))}) != agencies:
        yield "agencies are missing on the board"
    page = (output / "校验结果.html").read_text(encoding="utf-8")
    shown = Counter(html.unescape(name) for name in re.findall('<span class="quiet">([^<]+)', page))
    yield from (f"{name}: {shown[name]} lines on the page" for name in names if shown[name] != 1)


def rows(home: Path, sizes: Sequence[int], kinds: Sequence[str]) -> Iterator[Row]:
    """Measure all sizes, each with the kinds of runs asked for."""
    most = max(sizes)
    this, last = write_material(home / "all", most), write_material(home / "all-last", most, YEAR - 1)
    bad = spoil(this)
    convert(linked(this[:1], home / "one"), home / "out-one", home, "--html")  # what is compiled once
    for size in sizes:
        folder = linked(this[:size], home / f"in-{size}")
        earlier = linked(last[:size], home / f"last-{size}")
        roster = home / f"roster-{size}.xlsx"
        write_roster(roster, size)
        all_words = ("--html", "--roster", roster, "--last-year", earlier, "--year", str(YEAR))
        for kind, words in (("plain", ()), ("pages", ("--html",)), ("all", all_words)):
            if kind not in kinds:
                continue
            output = Path(tempfile.mkdtemp(dir=home))
            took = convert(folder, output, home, *words)
            own = {name: status for name, status in bad.items() if (folder / name).exists()}
            agencies = size if kind == "all" else 0
            faults = list(unaccounted(folder, output, own, agencies=agencies, pages=bool(words)))
            yield {"workbooks": size, "bad": len(own), "run": kind, **took, "each": took["cpu"] / size * 1000,
                   "faults": len(faults), "first_faults": faults[:5]}  # fmt: skip


def growth(measured: Sequence[Row]) -> Iterator[str]:
    """What grew from the first size to the last, and whether it may."""
    for kind in dict.fromkeys(row["run"] for row in measured):
        first, *others = [row for row in measured if row["run"] == kind]
        if not others:  # one size says nothing of it
            continue
        last = others[-1]
        for key, most in MAY_GROW.items():
            grown = last[key] / first[key] - 1
            verdict = "as it should" if grown <= most else f"MORE than {most:.0%}"
            yield f"{kind}: {key} {first[key]:.2f} to {last[key]:.2f}, {grown:+.1%}, {verdict}"


def main() -> None:
    """Measure, print the table, write load.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE")
    parser.add_argument("--runs", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    measured = []
    with tempfile.TemporaryDirectory() as name:
        for row in rows(Path(name), sorted(options.sizes), options.runs):
            measured.append(row)
            print(
                f"{row['workbooks']:>7,} {row['run']:6} {row['cpu']:8.1f} s CPU {row['each']:6.2f} ms each"
                f" {row['peak']:6.1f} MB"
                f"  {row['bad']} bad, {row['faults']} unaccounted {row['first_faults']}",
                flush=True,
            )
    print("\n".join(growth(measured)))
    if options.write:
        machine = {
            "date": datetime.date.today().isoformat(),
            "python": platform.python_version(),
            "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        }
        text = json.dumps({**machine, "rows": measured}, indent=1)
        (HERE / "load.json").write_text(text + "\n", encoding="utf-8")
    if any(row["faults"] for row in measured):
        raise SystemExit("files are unaccounted for")


if __name__ == "__main__":
    main()
