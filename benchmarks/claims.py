"""How long it takes to hold the texts of a report against its tables: `python benchmarks/claims.py`."""

from __future__ import annotations

import statistics
import time

from converter.checks.claims import claims_of
from converter.form import FORM
from converter.shipped.resources import shipped_folder
from converter.workbook.read.reader import read_workbook

RUNS, ROUNDS = 9, 20


def main() -> None:
    """Print the CPU time per report, and what the shipped samples hold."""
    start = time.process_time()
    folder = shipped_folder("workbook_templates") / "samples"
    reports = [
        reading.report
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.name.endswith(".xlsx")
        if (reading := read_workbook(path.read_bytes(), path.name)).report is not None
    ]
    ready = time.process_time()
    claims = [claim for report in reports for claim in claims_of(report, FORM)]
    first = time.process_time() - ready
    times = []
    for _ in range(RUNS):
        begin = time.process_time()
        for _ in range(ROUNDS):
            for report in reports:
                claims_of(report, FORM)
        times.append((time.process_time() - begin) / ROUNDS / len(reports) * 1000)
    length = sum(len(p.text) for report in reports for passage in report.passages.values() for p in passage)
    print(
        f"{len(reports)} reports, read in {(ready - start) * 1000:.0f} ms; first pass {first * 1000:.0f} ms"
    )
    print(f"{len(claims) / len(reports):.0f} claims and {length / len(reports):.0f} characters per report")
    print(f"{statistics.median(times):.2f} ms per report ({min(times):.2f} to {max(times):.2f})")


if __name__ == "__main__":
    main()
