"""What reading a report back costs beside rendering it: `python benchmarks/proof.py`."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Callable
from pathlib import Path

from converter.document.proof import prove
from converter.document.readback import read_back
from converter.document.render import WordTemplate, render
from converter.document.template_names import template_names
from converter.form import FORM
from converter.shipped.resources import shipped_folder, word_template
from converter.workbook.read.reader import read_workbook

REPORTS, RUNS = 200, 7


def milliseconds(work: Callable[[], object]) -> float:
    """CPU time of one piece of work: the best of several runs over many, as others share the machine."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        for _ in range(REPORTS):
            work()
        best = min(best, (time.process_time() - start) / REPORTS)
    return round(best * 1000, 2)


def main() -> None:
    """Render a sample and read it back many times; print CPU times per report and write them as JSON."""
    sample = sorted((shipped_folder("workbook_templates") / "samples").glob("*.xlsx"))[0]
    report = read_workbook(sample.read_bytes(), sample.name).report
    assert report is not None
    template = WordTemplate.of(word_template(FORM).read_bytes())

    def rendered() -> bytes:
        return render(template, template_names(report, FORM), title="", author="")

    document = rendered()
    proof = prove(document, report, FORM)
    assert not proof.findings, proof.findings
    result = {
        "figures proved": proof.figures,
        "rendering, ms": milliseconds(rendered),
        "proof, ms": milliseconds(lambda: prove(document, report, FORM)),
        "of it reading, ms": milliseconds(lambda: read_back(document)),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
    }
    (Path(__file__).parent / "proof.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    for key, value in result.items():
        print(f"{key:28}{value}")


if __name__ == "__main__":
    main()
