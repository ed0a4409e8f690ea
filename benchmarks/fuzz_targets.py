"""What benchmarks/fuzz.py throws damaged input at: each target takes changes and applies them to a sample.

A target returns in time and raises nothing but what is meant for users.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from converter.batch.conversion import Job, convert_workbook
from converter.batch.reuse import PreviousDocuments
from converter.catalogue.messages import describe
from converter.checks import assess
from converter.checks.record_file import read_record
from converter.checks.rules_file import default_rules, parse_rules
from converter.desk.changes import states_after_last_run
from converter.desk.history import repair
from converter.desk.returned_copies import letter_text, returned_copy
from converter.document.checking import check_template
from converter.document.template.build import build_word_template
from converter.form import FORM
from converter.grid.cells import RawCell
from converter.grid.values import is_blank, stored_number, to_figure, typed_date
from converter.publish.html import render_page
from converter.publish.office import find_office
from converter.published.reader import read_published
from converter.report.report import Paragraph, Place, Report
from converter.results.journal import unfinished
from converter.results.last_run import last_run
from converter.results.paths import HISTORY, JOURNAL, REPORTS, RESULT
from converter.results.retiring import outdated
from converter.shipped.office_templates import office_templates
from converter.shipped.resources import shipped_folder
from converter.system.own_files import holds_work
from converter.workbook.read.cells.ods import read_ods
from converter.workbook.read.cells.unreadable import UnreadableFile
from converter.workbook.read.cells.xls import read_xls
from converter.workbook.read.reader import read_workbook
from converter.workbook.roster.blank import blank_roster
from converter.workbook.roster.reading import read_roster

ODD = (
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


def damaged(content: bytes, made: list[Change]) -> bytes:
    """Bytes with changes at any place."""
    for change in made:
        at = int(change.place * len(content))
        piece = change.text.encode("utf-8", "surrogatepass")
        content = content[:at] + piece + content[at + change.length :]
    return content


def _samples() -> list[bytes]:
    folder = shipped_folder("workbook_templates") / "samples"
    return [path.read_bytes() for path in sorted(folder.glob("*.xlsx"))[:3]]


SAMPLES = _samples()
TEMPLATE = build_word_template(FORM, FORM.variants[0])
ROSTER = blank_roster(FORM)
JOB = Job(office_templates(None, FORM))
DOCUMENT = next(o for each in SAMPLES if (o := convert_workbook(each, "a.xlsx", JOB)).content)


@cache
def _old(kind: str) -> bytes:
    """A sample in an old format."""
    program = find_office()
    if program is None:
        raise SystemExit("LibreOffice is needed for the targets xls and ods")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.xlsx").write_bytes(SAMPLES[0])
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        words = ["--headless", "--convert-to", kind, "--outdir", str(folder), str(folder / "a.xlsx")]
        subprocess.run([program, profile, *words], capture_output=True, check=True, timeout=120)
        return (folder / f"a.{kind}").read_bytes()


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
    read(damaged(SAMPLES[0], made))


def xls(made: list[Change]) -> None:
    """A workbook of Excel 97 with damaged bytes."""
    with suppress(UnreadableFile):
        read_xls(damaged(_old("xls"), made))


def ods(made: list[Change]) -> None:
    """A workbook of LibreOffice with damaged parts."""
    with suppress(UnreadableFile):
        read_ods(changed_package(_old("ods"), made))


def report(made: list[Change]) -> None:
    """A workbook with other texts and figures, made into a Word report that is read back."""
    outcome = convert_workbook(changed_strings(SAMPLES[len(made) % len(SAMPLES)], made), "a.xlsx", JOB)
    assert not outcome.mismatched, [describe(found) for found in outcome.notices]
    letter_text(outcome)


def copies(made: list[Change]) -> None:
    """A returned copy of a workbook with damaged parts."""
    content = changed_package(SAMPLES[len(made) % len(SAMPLES)], made)
    returned_copy(content, convert_workbook(content, "a.xlsx", Job(None)), "1月20日")


@cache
def _page() -> bytes:
    """The web page of a sample, as a portal would have it."""
    filled = read(SAMPLES[0])
    assert filled is not None
    return render_page(filled, FORM)


def published(made: list[Change]) -> None:
    """A web page with damaged bytes, and a Word report with damaged parts, read back."""
    for content in (damaged(_page(), made), changed_package(DOCUMENT.content or b"", made)):
        found = read_published(content, "a", FORM).reading.findings
        assert not [each for each in found if each.variant == "crashed"], found


def changed_strings(content: bytes, made: list[Change]) -> bytes:
    """A workbook with changes to the texts that were typed into it, which stay markup."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for change in made:
        names = [name for name in parts if name.startswith(("xl/worksheets/sheet", "xl/sharedStrings"))]
        name = names[int(change.part * len(names))]
        texts = list(re.finditer(rb"(?<=>)[^<>]+(?=</(?:t|v)>)", parts[name])) or [re.match(b"", b"")]
        found = texts[int(change.place * len(texts))]
        if found is not None and found.group():
            new = escape(_UNPRINTABLE.sub("", change.text)).encode("utf-8", "replace")
            parts[name] = parts[name][: found.start()] + new + parts[name][found.end() :]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


_UNPRINTABLE = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
    check_template(changed_package(TEMPLATE, made), "t.docx", FORM)


def roster(made: list[Change]) -> None:
    """A roster with damaged parts."""
    read_roster(changed_package(ROSTER, made), "名单.xlsx", FORM)


def rules(made: list[Change]) -> None:
    """A rules file with changes."""
    text = default_rules(FORM).encode()
    for change in made:
        text = changed(text, change)
    parse_rules(text, "规则.toml", FORM)


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


LOG_LINE = json.dumps(
    {"time": "2025-01-10T09:30:00+08:00", "agency": "青禾县财政局", "event": "收到", "before": "",
     "now": "通过", "digest": "ab", "changes": [{"what": "二.r2.c1", "before": "1", "after": "2"}]},
    ensure_ascii=False,
)  # fmt: skip
PLAN = json.dumps(
    {"started": "2025-01-10T09:30:00+08:00", "documents": ["Word报告/a.docx"], "log": 10, "result": "ab"},
    ensure_ascii=False,
)


def log(made: list[Change]) -> None:
    """The log of an output folder, mended and asked."""

    def use(path: Path) -> None:
        states_after_last_run(path.parent)
        repair(path.parent)
        assert not repair(path.parent), "mended, and still spoilt"

    _with_file(HISTORY, f"{LOG_LINE}\n" * 3, made, use)


def journal(made: list[Change]) -> None:
    """The journal of a run that did not end."""
    _with_file(JOURNAL, PLAN, made, lambda path: unfinished(path.parent))


def standing(made: list[Change]) -> None:
    """A document in an output folder with damaged parts or bytes."""
    assert DOCUMENT.content is not None
    change = damaged if len(made) % 2 else changed_package
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, REPORTS, "a.docx")
        path.parent.mkdir()
        path.write_bytes(change(DOCUMENT.content, made))
        previous = PreviousDocuments(Path(name))
        outdated(Path(name), (), "document", (REPORTS,))
        holds_work(path)
        convert_workbook(SAMPLES[0], "a.xlsx", JOB, [
            document for documents in previous.names.values() for each in documents
            if (document := previous._read(each)) is not None
        ])  # fmt: skip


TARGETS: Mapping[str, Callable[[list[Change]], None]] = {
    "reader": reader, "bytes": raw_bytes, "values": values, "claims": claims, "template": template,
    "roster": roster, "rules": rules, "record": record, "results": results,
    "log": log, "journal": journal, "standing": standing, "report": report, "copies": copies,
    "published": published, "xls": xls, "ods": ods,
}  # fmt: skip
