"""Parity of a workbook's live checks with the converter's findings.

Generated fillings, right and wrong, are typed into the blank workbook; LibreOffice recomputes the
states; each line of the checklist must agree with the converter's findings.

`python -m tests.parity [FILLINGS]` runs the whole proof (300 by default) and prints the result.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from converter.checks import check_report
from converter.form import FORM
from converter.grid.cells import address, position
from converter.publish.office import find_office
from converter.report.finding import Finding, Severity
from converter.workbook.layout.checklist import checklist
from converter.workbook.layout.workbook_layout import CHECKS, figure_addresses, find_cells, layout
from converter.workbook.read.cells.xlsx import read_xlsx
from converter.workbook.read.reader import read_workbook
from converter.workbook.write.check_sheet import ASK, GOOD, WRONG
from converter.workbook.write.filling import Filling
from converter.workbook.write.input_references import InputReferences
from converter.workbook.write.live import live_checks
from converter.workbook.write.workbook import blank_report
from tests.libreoffice import Conversions, Order
from tests.reports import INPUTS, report
from tests.workbooks import blank_workbook, fill_workbook, opened

Typed = Mapping[tuple[str, str], Any]
"""What is typed, by sheet and cell; None empties the cell."""

ADDRESSES = {ref: (sheet, address(at)) for ref, (sheet, at) in figure_addresses(FORM).items()}
LAST_YEAR = [
    (sheet.name, address((cell.row, cell.column)))
    for sheet in layout(FORM)
    for cell in sheet.cells
    if cell.kind == "last_year"
]
LINES = checklist(FORM)
STATES = live_checks(FORM, InputReferences(Filling(FORM, blank_report(FORM, 2024)))).states
PLACES = {key: at for key, made in STATES.items() if (at := position(made.text.split("!")[1]))}
"""The cell of the state of each line of the checklist."""

CHECKLIST = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false"
CHECKLIST += f",{len(layout(FORM)) + 1}"
"""What LibreOffice calls the values of one sheet, of the checklist: a whole workbook takes twice the time."""


def input_cell(kind: str, key: str) -> tuple[str, str]:
    sheet, cells = find_cells(FORM, kind, key)
    return sheet.name, address((cells[0].row, cells[0].column))


def cells_of(kind: str, key: str) -> list[tuple[str, str]]:
    sheet, cells = find_cells(FORM, kind, key)
    return [(sheet.name, address((cell.row, cell.column))) for cell in cells]


GOOD_DAYS = (
    "2024年1月1日",
    "2024 年 12 月 31 日",
    "2024-1-1",
    "2024/12/31",
    "2024.6.30",
    "2023年1月1日",
    "2025-12-31",
)
DAY = st.sampled_from([*GOOD_DAYS, None, "2024年2月31日", "2024年13月1日", "明天", "1月1日", "2024-1"])
QUOTING = ("【#新收申请】件，【＃行政许可】件。", "共【#新收的申请】件。", "【典型案例】", "【#新收")
NUMBER = st.one_of(st.integers(0, 3), st.integers(0, 3), st.integers(0, 10**6), st.none())
WRONG_NUMBER = st.sampled_from([-1, 2.5, "无", "/", "约5"])
"""Not TRUE: LibreOffice takes it for 1 in a cell formatted as a number, Excel and the converter do not."""
FIELDS = {
    input_cell("entry", "机关名称"): st.sampled_from(["青禾县财政局", None]),
    input_cell("choice", "机关类别"): st.sampled_from([*FORM.field("机关类别").choices, None, "局"]),
    input_cell("entry", "年度"): st.sampled_from([2024, "2024年度", " 2024年", None, 24, "今年"]),
    input_cell("entry", "统计起"): DAY,
    input_cell("entry", "统计止"): DAY,
    input_cell("entry", "地址"): st.sampled_from(["青禾县人民路1号", None]),
    input_cell("paragraph", "总述"): st.sampled_from(["全年工作平稳。", None, *QUOTING]),
    input_cell("paragraph", "监督保障情况"): st.sampled_from(QUOTING),
    input_cell("paragraph", "改进情况"): st.sampled_from(["丰富公开形式。", None]),
    **{input_cell("state", key): st.sampled_from([*FORM.states, None, "无"]) for key in "二三四"},
}
REMARKS = {
    table: [
        (place, words)
        for place, words in zip(cells_of("remark_at", table), cells_of("remark", table), strict=True)
    ]
    for table in "二三四"
}
POINTED = st.sampled_from(["C8", "c9", "$E$9", "E9", "A1", "第3行", "K32", "F9"])
REASONS = list(zip(cells_of("reason", "编号"), cells_of("reason", "理由"), strict=True))


@st.composite
def fillings(draw: st.DrawFn) -> Typed:
    """A correct workbook with some cells changed; or a blank one with some cells filled."""
    typed: dict[tuple[str, str], Any] = {}
    if draw(st.booleans()):
        correct = report()
        typed = {
            ADDRESSES[ref]: float(value)
            for ref in INPUTS
            if (value := correct.value(ref)) is not None and FORM.tables[ref.table].required and value
        }
    for ref in draw(st.lists(st.sampled_from(INPUTS), unique=True, max_size=8)):
        typed[ADDRESSES[ref]] = draw(NUMBER)
    if draw(st.booleans()):
        for ref in draw(st.lists(st.sampled_from(INPUTS), unique=True, max_size=2)):
            typed[ADDRESSES[ref]] = draw(WRONG_NUMBER)
    if draw(st.booleans()):
        totals = list(FORM.totals)
        for ref in draw(st.lists(st.sampled_from(totals), unique=True, max_size=3)):
            typed[ADDRESSES[ref]] = draw(st.integers(0, 8))
    for place in draw(st.lists(st.sampled_from(LAST_YEAR), unique=True, max_size=4)):
        typed[place] = draw(st.integers(0, 15))
    for place in draw(st.lists(st.sampled_from(list(FIELDS)), unique=True, max_size=4)):
        typed[place] = draw(FIELDS[place])
    if draw(st.booleans()):
        for at, words in draw(
            st.lists(st.sampled_from(REMARKS[draw(st.sampled_from("二三四"))]), max_size=2)
        ):
            typed[at], typed[words] = draw(POINTED), draw(st.sampled_from(["其中修订2件", "含结转", None]))
    for code, reason in draw(st.lists(st.sampled_from(REASONS), unique=True, max_size=1)):
        typed[code], typed[reason] = draw(st.sampled_from(["B-06", None])), "情况属实"
    return typed


@cache
def generated(count: int) -> tuple[Typed, ...]:
    """The first fillings that Hypothesis thinks of: all blank, then ever others; the same each time."""
    found = list[Typed]()

    @settings(
        max_examples=count, deadline=None, phases=[Phase.generate], derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(fillings())
    def collect(typed: Typed) -> None:
        found.append(typed)

    collect()
    return tuple(found)


def typed_workbook(typed: Typed) -> bytes:
    """The blank workbook with these cells typed; openpyxl saves it without any stored value."""
    book = opened(blank_workbook(2024))
    for (sheet, cell), value in typed.items():
        book[sheet][cell] = value
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def checklist_of(workbook: Callable[[], bytes]) -> Order:
    """The checklist of a workbook, for LibreOffice to compute."""
    return Order(CHECKLIST, workbook, computed=True)


def computed(values: bytes) -> dict[str, int]:
    """The state of each line of the checklist as LibreOffice wrote it."""
    rows = [*csv.reader(io.StringIO(values.decode()))]
    return {key: int(rows[row][column]) for key, (row, column) in PLACES.items()}


def shown(content: bytes) -> dict[str, int]:
    """The state of each line of the checklist as stored in a workbook."""
    hidden = next(sheet for sheet in read_xlsx(content).sheets if sheet.name == CHECKS)
    return {key: int(float(hidden.cells[at].raw)) for key, at in PLACES.items()}


def expected(content: bytes) -> tuple[set[str], set[str]]:
    """The lines that the converter finds wrong, and those it asks about."""
    reading = read_workbook(content, "报送.xlsx")
    assert reading.report is not None
    wrong, ask = set[str](), set[str]()
    for found in (*reading.findings, *check_report(reading.report)):
        for key in _lines_of(found):
            (wrong if found.severity is Severity.ERROR else ask).add(key)
    return wrong, ask - wrong


def _lines_of(found: Finding) -> set[str]:
    """The lines of the checklist that answer for a finding."""
    if found.severity is Severity.INFO:
        return set()
    places = {(place.sheet, place.cell) for place in found.places}
    refs = [ref for ref, at in ADDRESSES.items() if at in places]
    fields = [f.key for f in FORM.fields if input_cell("choice" if f.choices else "entry", f.key) in places]
    match found.code:
        case "D-07" if not found.variant:  # the workbook only asks for words, not how many
            return {f"D-07.{found.subject[0]}"}
        case "D-04" if found.variant == "year":
            return {f"A-10.{fields[0]}"}
        case "A-11" if not fields:
            return {f"A-01.{found.subject[1]}"}
        case "A-10" | "A-11" if fields:
            return {f"A-10.{fields[0]}"}
        case "A-01":
            return {f"A-01.{found.subject[1]}"}
        case "A-02" | "A-03" | "A-05" | "A-09" if refs:
            return {f"A-02.{refs[0].table}"}
        case "B-01" | "B-02" | "B-05":
            return {FORM.totals[ref].code for ref in refs}
        case "B-03" | "B-04" | "B-06":
            return {f"{found.code}.{refs[0].key}"}
        case "X-01" | "X-02":
            return {f"{found.code}.{refs[0].table}"}
        case "C-30" | "A-13":
            return {found.code}
        case "A-12":
            return {f"A-12.{found.sheet[0]}"}
        case "B-07" | "B-08":
            return {line.key for line in LINES if line.key.startswith(found.code)}
    return set()


def disagreement(
    typed: Typed, workbook: bytes, states: Mapping[str, int], seen: Counter[str] | None = None
) -> list[str]:
    """Every line on which a workbook and the converter do not agree, in words.

    `states`: of each line, as LibreOffice computed it for this workbook. `seen` counts how often each
    line did not pass: a proof on good workbooks alone would be none.
    """
    wrong, ask = expected(workbook)
    if seen is not None:
        seen.update([*wrong, *ask])
    saying = {state: {key for key, value in states.items() if value == state} for state in (WRONG, ASK)}
    return [
        f"{state}: workbook {saying[state] - lines}, converter {lines - saying[state]}: {typed}"
        for state, lines in ((WRONG, wrong), (ASK, ask))
        if saying[state] != lines
    ]


PLANTED = "B-03.三.r01.c1"


def planted() -> bytes:
    """A sound workbook in which a false state is stored: it must not survive the computation."""
    sound = fill_workbook(report())
    assert shown(sound)[PLANTED] == GOOD
    false = _with_state(sound, PLANTED, WRONG)
    assert shown(false)[PLANTED] == WRONG
    return false


def _with_state(content: bytes, key: str, state: int) -> bytes:
    """A workbook in which the stored value of a state is another one."""
    cell = STATES[key].text.split("!")[1]
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == f"xl/worksheets/sheet{len(layout(FORM)) + 1}.xml":
                pattern = rf'(<c r="{cell}"[^>]*><f>[^<]*</f><v>)[^<]*'
                text, count = re.subn(pattern, rf"\g<1>{state}", part.decode())
                assert count == 1
                part = text.encode()
            new.writestr(name, part)
    return buffer.getvalue()


def main() -> int:
    """Run the whole proof."""
    soffice = find_office()
    if soffice is None:
        print("LibreOffice is missing")
        return 2
    fillings = generated(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
    workbooks = [typed_workbook(typed) for typed in fillings]
    orders = [checklist_of(partial(bytes, workbook)) for workbook in workbooks]
    trap = checklist_of(planted)
    seen = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        converted = Conversions(soffice, Path(folder))
        converted.run([trap, *orders])
        assert computed(converted[trap])[PLANTED] == GOOD
        told = [
            line
            for typed, workbook, order in zip(fillings, workbooks, orders, strict=True)
            for line in disagreement(typed, workbook, computed(converted[order]), seen)
        ]
    print(f"{len(fillings)} fillings, {len(LINES)} lines each, {len(told)} disagreements")
    never = [line.key for line in LINES if not seen[line.key]]
    print(f"{sum(seen.values())} times a line did not pass; never: {never or 'none'}")
    print("\n".join(told[:20]))
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
