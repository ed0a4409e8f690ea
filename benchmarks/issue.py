"""How long it takes to issue workbooks for a county, and what one weighs: `python benchmarks/issue.py`."""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import load_workbook

from converter.form import FORM
from converter.workbook.roster.blank import blank_roster

AGENCIES, RUNS = 100, 5


def roster(folder: Path) -> Path:
    """A roster of a county in a file."""
    path = folder / "名单.xlsx"
    path.write_bytes(blank_roster(FORM))
    book = load_workbook(path)
    sheet = book.worksheets[0]
    head = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "机关名称")
    for number in range(1, AGENCIES + 1):
        line = (
            f"青禾县第{number}局",
            f"第{number}局",
            "",
            "县级部门",
            "",
            f"Q{number:03d}",
            "",
            "0000-0000001",
        )
        for place, text in enumerate(line):
            sheet.cell(head.row + number, head.column + place, text)
    book.save(path)
    return path


def main() -> None:
    """Run the command as a user does, several times; print the medians and write them as JSON."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = [sys.executable, "-m", "converter", "issue", str(roster(folder)), "--year", "2025"]
        seconds = []
        for run in range(RUNS):
            start = time.perf_counter()
            subprocess.run([*command, "-o", str(folder / str(run))], check=True, capture_output=True)
            seconds.append(time.perf_counter() - start)
        sizes = [path.stat().st_size for path in (folder / "0").iterdir()]
    result = {
        "agencies": AGENCIES,
        "seconds, median of runs": round(statistics.median(seconds), 2),
        "largest workbook, bytes": max(sizes),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
    }
    (Path(__file__).parent / "issue.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    for key, value in result.items():
        print(f"{key:28}{value}")


if __name__ == "__main__":
    main()
