"""What each stage costs, in CPU milliseconds per workbook: `python benchmarks/stages.py FOLDER`.

The workbooks are gone through several times; the median of the rounds counts. Reading is measured twice where
LibreOffice is installed: as our own template has them, and as that program saves them.
"""

from __future__ import annotations

import io
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from lxml import etree
from openpyxl import load_workbook

from converter.checks import assess
from converter.document.proof import prove
from converter.document.render import WordTemplate, render
from converter.document.template_names import template_names
from converter.form import FORM
from converter.shipped.resources import word_template
from converter.system.files import write_whole
from converter.workbook.layout.workbook_layout import layout
from converter.workbook.read.reader import read_workbook

ROUNDS = 7
INPUTS = ("entry", "choice", "paragraph", "note", "figure", "reason", "identity")
PARTS = [
    "xl/workbook.xml", "xl/sharedStrings.xml",
    *(f"xl/worksheets/sheet{number}.xml" for number, sheet in enumerate(layout(FORM), 1)
      if any(cell.kind in INPUTS for cell in sheet.cells)),
]  # fmt: skip
Item, Result = TypeVar("Item"), TypeVar("Result")


def timed(
    work: Callable[[Item], Result], items: Sequence[Item], rounds: int = ROUNDS
) -> tuple[float, list[Result]]:
    """The median over rounds of the milliseconds per item, and what the work gave."""
    taken, results = [], [work(item) for item in items]  # the first round warms up
    for _ in range(rounds):
        start = time.process_time()
        results = [work(item) for item in items]
        taken.append((time.process_time() - start) * 1000 / len(items))
    return round(statistics.median(taken), 3), results


def saved_by_libreoffice(folder: Path) -> list[bytes]:
    """The first of the workbooks as LibreOffice saves them; none where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        return []
    with tempfile.TemporaryDirectory() as name:
        profile = f"-env:UserInstallation={Path(name, 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", name]
        workbooks = sorted(folder.glob("*.xlsx"))[:20]
        subprocess.run([*command, *map(str, workbooks)], check=True, capture_output=True)
        return [path.read_bytes() for path in sorted(Path(name).glob("*.xlsx"))]


def inflated_and_parsed(content: bytes) -> None:
    """What any reader has at least to do, in C: unpack and parse the sheets with inputs and the texts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in PARTS:
            etree.fromstring(archive.read(name))


def main() -> None:
    """Measure all stages on the workbooks of a folder."""
    workbooks = [path.read_bytes() for path in sorted(Path(sys.argv[1]).glob("*.xlsx"))[:40]]
    template = WordTemplate.of(word_template(FORM).read_bytes())
    found: dict[str, float] = {}
    found["read"], readings = timed(lambda content: read_workbook(content, "a.xlsx"), workbooks)
    resaved = saved_by_libreoffice(Path(sys.argv[1]))
    if resaved:
        found["read, saved by LibreOffice"], _ = timed(
            lambda content: read_workbook(content, "a.xlsx"), resaved
        )
    reports = [reading.report for reading in readings if reading.report]
    found["check"], _ = timed(assess, reports)
    found["render"], documents = timed(
        lambda report: render(template, template_names(report, FORM), title="标题", author="机关"), reports
    )
    found["read-back"], _ = timed(
        lambda pair: prove(pair[1], pair[0], FORM), list(zip(reports, documents, strict=True))
    )
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "a.docx"
        found["write"], _ = timed(lambda document: write_whole(target, document), documents)
    found["floor"], _ = timed(inflated_and_parsed, workbooks)
    found["openpyxl reads"], _ = timed(
        lambda content: load_workbook(io.BytesIO(content), data_only=True), workbooks[:5], rounds=3
    )
    print(json.dumps(found))


if __name__ == "__main__":
    main()
