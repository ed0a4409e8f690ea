"""Fuzzing: `python benchmarks/fuzz.py [MINUTES] [TARGET …]` throws damaged input at everything that reads.

Promised for each target: an answer in time, never an exception that is not one of ours. Input is a real file
or text of ours with changes drawn by Hypothesis, which also makes a failing one small. What it finds is
written to fuzz-found/; when it is mended, it belongs into tests/ as a case with a name.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from converter.checks import assess
from converter.checks.record_file import read_record
from converter.checks.rules_file import default_rules, parse_rules
from converter.document.checking import check_template
from converter.document.template.build import build_word_template
from converter.form import FORM
from converter.grid.cells import RawCell
from converter.grid.values import is_blank, stored_number, to_figure, typed_date
from converter.report.report import Paragraph, Place, Report
from converter.results.last_run import last_run
from converter.results.paths import RESULT
from converter.shipped.resources import shipped_folder
from converter.system.errors import ConverterError
from converter.workbook.read.reader import read_workbook
from converter.workbook.roster.blank import blank_roster

SECONDS = 3.0
"""Processor time that one input may take."""

FOUND = Path("fuzz-found")

_ODD = (
    "", "0", "-1", "007", "１２", "1,024", "1e9", "NaN", "3.5", "无", "/", "—", "=1+1", "#REF!", "五",
    "三百五", "\u200e8\u200e", "\u202e12\u202c", "【#新收申请】", "【#", "{{", "{%", "%}", "A" * 5000,
    "\x00", "\ud83d", "&lt;", "]]>", "<!--", "2024年度", "9" * 400, "null", "true", "[]", "{}", "-0",
    "0‰", "../../x", "C:\\x", "\\\\host\\x", "CON", "\n", "\t", "，", "。",
)  # fmt: skip
"""Pieces that a change may put in."""


@dataclass(frozen=True)
class Change:
    """A change to a part of a file: which part and place (as shares of all), how much goes, what comes."""

    part: float
    place: float
    length: int
    text: str


changes = st.lists(
    st.builds(
        Change,
        st.floats(0, 0.999),
        st.floats(0, 0.999),
        st.integers(0, 60),
        st.one_of(st.sampled_from(_ODD), st.text(max_size=12)),
    ),
    min_size=1,
    max_size=6,
)


def changed(text: bytes, change: Change) -> bytes:
    """A text with a change; places are between tokens of markup, numbers and words where there are any."""
    starts = [match.start() for match in re.finditer(rb"[<>\"{}:,=]|\d+", text)] or [0]
    at = starts[int(change.place * len(starts))]
    return text[:at] + change.text.encode("utf-8", "surrogatepass") + text[at + change.length :]


def changed_package(content: bytes, made: list[Change]) -> bytes:
    """A zip package with changes to its parts, packed again."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(parts)
    for change in made:
        name = names[int(change.part * len(names))]
        parts[name] = changed(parts[name], change)
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        warnings.simplefilter("ignore")
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def _samples() -> list[bytes]:
    folder = shipped_folder("workbook_templates") / "samples"
    return [path.read_bytes() for path in sorted(folder.glob("*.xlsx"))[:3]]


SAMPLES = _samples()
TEMPLATE = build_word_template(FORM, FORM.variants[0])
ROSTER = blank_roster()


def read(content: bytes) -> Report | None:
    """Read a workbook and check what could be read."""
    reading = read_workbook(content, "a.xlsx")
    if reading.report is not None:
        assess(reading.report)
    return reading.report


def reader(made: list[Change]) -> None:
    """A workbook with damaged parts."""
    read(changed_package(SAMPLES[len(made) % len(SAMPLES)], made))


def raw_bytes(made: list[Change]) -> None:
    """A workbook with damaged bytes."""
    content = SAMPLES[0]
    for change in made:
        at = int(change.place * len(content))
        piece = change.text.encode("utf-8", "surrogatepass")
        content = content[:at] + piece + content[at + change.length :]
    read(content)


def values(made: list[Change]) -> None:
    """Cells with odd contents."""
    for change in made:
        for kind in ("text", "number", "error", "bool"):
            raw = RawCell(change.text, kind)
            is_blank(raw)
            for ref in (FORM.refs[0], FORM.refs[-1]):
                to_figure(raw, FORM.column(ref), Place("a.xlsx", "二", "C3"), "格")
        stored_number(change.text)
        typed_date(change.text)


SENTENCES = (
    "收到政府信息公开申请11件，其中自然人9件、商业企业2件，办结10件，予以公开4件，占40%，结转下年度2件。",
    "未发生因政府信息公开引起的行政复议、行政诉讼。2023年结转1件，分别为3件、5件，均予以公开。",
    "制发规范性文件3件，废止1件，现行有效12件；行政许可20件，行政事业性收费12.5万元，较上年的10件增长10%。",
)
BASE = read(SAMPLES[0])


def claims(made: list[Change]) -> None:
    """Sentences with pieces of others in them."""
    assert BASE is not None
    text = "".join(SENTENCES)
    for change in made:
        at = int(change.place * len(text))
        other = SENTENCES[int(change.part * len(SENTENCES))]
        piece = change.text or other[: change.length]
        text = text[:at] + piece + text[at + change.length :]
    narratives = dict.fromkeys(BASE.passages, (Paragraph(text),))
    assess(replace(BASE, passages=narratives))


def template(made: list[Change]) -> None:
    """An office's Word template with damaged parts."""
    check_template(changed_package(TEMPLATE, made), "t.docx")


def roster(made: list[Change]) -> None:
    """A roster with damaged parts."""
    from converter.workbook.roster.reading import read_roster

    read_roster(changed_package(ROSTER, made), "名单.xlsx")


def rules(made: list[Change]) -> None:
    """A rules file with changes."""
    text = default_rules().encode()
    for change in made:
        text = changed(text, change)
    parse_rules(text, "规则.toml")


RECORD_LINE = (
    '{"agency":"青禾县财政局","code":"D-07","sheet":"一","cell":"C3","found":"","message":"空","reason":"并入",'
    '"by":"张","date":"2025-01-20","finding":"ab","seal":"cd"}\n'
)
RUN = json.dumps(
    {
        "schema": 1,
        "recipe": "ab",
        "outcomes": [
            {"source": "a.xlsx", "agency": "青禾县财政局", "status": "passed", "output": "Word报告/a.docx"}
        ],
        "findings": [],
        "records": [],
    },
    ensure_ascii=False,
)


def _with_file(name: str, text: str, made: list[Change], use: Callable[[Path], object]) -> None:
    content = text.encode()
    for change in made:
        content = changed(content, change)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        use(path)


def record(made: list[Change]) -> None:
    """The office's record of what it accepts."""
    _with_file("县里记录.jsonl", RECORD_LINE * 3, made, read_record)


def results(made: list[Change]) -> None:
    """What an earlier run left."""
    _with_file(RESULT, RUN, made, lambda path: last_run(path.parent))


TARGETS: Mapping[str, Callable[[list[Change]], None]] = {
    "reader": reader, "bytes": raw_bytes, "values": values, "claims": claims, "template": template,
    "roster": roster, "rules": rules, "record": record, "results": results,
}  # fmt: skip


def trial(target: Callable[[list[Change]], None], number: int, examples: int) -> int:
    """Try a target with some inputs; the number of those tried. Raises what a fault raises."""
    tried = 0

    @seed(number)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
        print_blob=False,
    )
    @given(changes)
    def run(made: list[Change]) -> None:
        nonlocal tried
        tried += 1
        start = time.process_time()
        with suppress(ConverterError):  # ours: a sentence for the user
            target(made)
        spent = time.process_time() - start
        assert spent < SECONDS, f"took {spent:.1f} s"

    run()
    return tried


def main() -> int:
    """Fuzz the targets in turn until the time is over; 1 where a fault was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", nargs="?", type=float, default=60)
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS], default=[])
    given_words: Any = parser.parse_args()
    chosen = {name: TARGETS[name] for name in given_words.targets or TARGETS}
    tried, faults = dict.fromkeys(chosen, 0), dict.fromkeys(chosen, 0)
    end, number = time.monotonic() + given_words.minutes * 60, int.from_bytes(os.urandom(4), "big")
    print(f"seed {number}", flush=True)
    while time.monotonic() < end:
        for name, target in chosen.items():
            number += 1
            try:
                tried[name] += trial(target, number, 100)
            except Exception:
                faults[name] += 1
                FOUND.mkdir(exist_ok=True)
                (FOUND / f"{name}-{number}.txt").write_text(traceback.format_exc(), encoding="utf-8")
                print(f"{name}: a fault, see {FOUND}/{name}-{number}.txt", flush=True)
    for name in chosen:
        print(f"{name:10} {tried[name]:8} inputs {faults[name]:4} runs of 100 with a fault")
    return min(sum(faults.values()), 1)


if __name__ == "__main__":
    sys.exit(main())
