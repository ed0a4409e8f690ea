"""Parity of a workbook's live checks with the converter's findings.

Generated fillings, right and wrong, are typed into the blank workbook; LibreOffice recomputes the
states; each line of the checklist must agree with the converter's findings.

`python -m tests.parity [FILLINGS [EDITION]]` runs the whole proof (300 by default) and prints the result.
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
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from converter.checks import check_report
from converter.form import Form
from converter.form.editions import edition
from converter.grid.cells import address, position
from converter.publish.office import find_office
from converter.report.finding import Finding, Severity
from converter.workbook.layout.checklist import checklist
from converter.workbook.layout.workbook_layout import CHECKS, figure_addresses, find_cells, layout
from converter.workbook.read.cells.xlsx import read_xlsx
from converter.workbook.read.reader import read_workbook
from converter.workbook.write.check_sheet import ASK, GOOD, TO_FILL, WRONG
from converter.workbook.write.filling import Filling
from converter.workbook.write.input_references import InputReferences
from converter.workbook.write.live import live_checks
from converter.workbook.write.workbook import blank_report
from tests.libreoffice import Conversions, Order
from tests.reports import inputs_of, report
from tests.workbooks import blank_workbook, fill_workbook, opened

Typed = Mapping[tuple[str, str], Any]
"""What is typed, by sheet and cell; None empties the cell."""

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
POINTED = st.sampled_from(["C8", "c9", "$E$9", "E9", "A1", "第3行", "K32", "F9"])
VALUES = {
    "text": st.sampled_from(["青禾县人民路1号", None]),
    "year": st.sampled_from([2024, "2024年度", " 2024年", None, 24, "今年"]),
    "date": DAY,
}


class Parity:
    """The blank workbook of a form, what may be typed into it, and who says what of that."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.inputs = inputs_of(form)
        self.addresses = {ref: (sheet, address(at)) for ref, (sheet, at) in figure_addresses(form).items()}
        self.last_year = [
            (sheet.name, address((cell.row, cell.column)))
            for sheet in layout(form)
            for cell in sheet.cells
            if cell.kind == "last_year"
        ]
        self.lines = checklist(form)
        self.tables = [table for table in form.tables.values() if table.required]
        states = live_checks(form, InputReferences(Filling(form, blank_report(form, 2024)))).states
        self.states = {key: made.text.split("!")[1] for key, made in states.items()}
        """The cell of the state of each line of the checklist."""
        # LibreOffice's name for the values of one sheet: a whole workbook takes twice the time
        self.checklist = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false"
        self.checklist += f",{len(layout(form)) + 1}"
        self.remarks = {
            table.key: list(
                zip(self.cells_of("remark_at", table.key), self.cells_of("remark", table.key), strict=True)
            )
            for table in self.tables
        }
        self.reasons = list(
            zip(self.cells_of("reason", "编号"), self.cells_of("reason", "理由"), strict=True)
        )

    def input_cell(self, kind: str, key: str) -> tuple[str, str]:
        return self.cells_of(kind, key)[0]

    def cells_of(self, kind: str, key: str) -> list[tuple[str, str]]:
        sheet, cells = find_cells(self.form, kind, key)
        return [(sheet.name, address((cell.row, cell.column))) for cell in cells]

    def field_cell(self, key: str) -> tuple[str, str]:
        return self.input_cell("choice" if self.form.field(key).choices else "entry", key)

    @cached_property
    def fields(self) -> dict[tuple[str, str], st.SearchStrategy[Any]]:
        """Everything that is typed besides figures, remarks and reasons."""
        form, first = self.form, {"机关名称": st.sampled_from(["青禾县财政局", None])}
        texts = st.sampled_from(["全年工作平稳。", None, *(QUOTING if form.quotes else ())])
        return {
            **{
                self.field_cell(item.key): st.sampled_from([*item.choices, None, "局"])
                if item.choices
                else first.get(item.key, VALUES.get(item.kind, VALUES["text"]))
                for item in form.fields
                if item.demand != "optional"
            },
            **{self.input_cell("paragraph", key): texts for key in form.narratives},
            **{
                self.input_cell("state", table.key): st.sampled_from([*form.states, None, "无"])
                for table in self.tables
            },
        }

    def fillings(self) -> st.SearchStrategy[Typed]:
        """A correct workbook with some cells changed; or a blank one with some cells filled."""
        form = self.form

        @st.composite
        def draw_filling(draw: st.DrawFn) -> Typed:
            typed: dict[tuple[str, str], Any] = {}
            if draw(st.booleans()):
                correct = report(form=form)
                typed = {
                    self.addresses[ref]: float(value)
                    for ref in self.inputs
                    if (value := correct.value(ref)) is not None and form.tables[ref.table].required and value
                }
            for ref in draw(st.lists(st.sampled_from(self.inputs), unique=True, max_size=8)):
                typed[self.addresses[ref]] = draw(NUMBER)
            if draw(st.booleans()):
                for ref in draw(st.lists(st.sampled_from(self.inputs), unique=True, max_size=2)):
                    typed[self.addresses[ref]] = draw(WRONG_NUMBER)
            if draw(st.booleans()) and form.totals:
                for ref in draw(st.lists(st.sampled_from([*form.totals]), unique=True, max_size=3)):
                    typed[self.addresses[ref]] = draw(st.integers(0, 8))
            if self.last_year:
                for place in draw(st.lists(st.sampled_from(self.last_year), unique=True, max_size=4)):
                    typed[place] = draw(st.integers(0, 15))
            for place in draw(st.lists(st.sampled_from([*self.fields]), unique=True, max_size=4)):
                typed[place] = draw(self.fields[place])
            if draw(st.booleans()) and self.remarks:
                spots = self.remarks[draw(st.sampled_from([*self.remarks]))]
                for at, words in draw(st.lists(st.sampled_from(spots), max_size=2)):
                    typed[at] = draw(POINTED)
                    typed[words] = draw(st.sampled_from(["其中修订2件", "含结转", None]))
            for code, reason in draw(st.lists(st.sampled_from(self.reasons), unique=True, max_size=1)):
                typed[code], typed[reason] = draw(st.sampled_from(["B-06", None])), "情况属实"
            return typed

        return draw_filling()

    @cache  # noqa: B019  there are as many as forms
    def generated(self, count: int) -> tuple[Typed, ...]:
        """The first fillings that Hypothesis thinks of: all blank, then ever others; the same each time."""
        found = list[Typed]()

        @settings(
            max_examples=count, deadline=None, phases=[Phase.generate], derandomize=True, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(self.fillings())
        def collect(typed: Typed) -> None:
            found.append(typed)

        collect()
        return tuple(found)

    def typed_workbook(self, typed: Typed) -> bytes:
        """The blank workbook with these cells typed; openpyxl saves it without any stored value."""
        book = opened(blank_workbook(2024, self.form))
        for (sheet, cell), value in typed.items():
            book[sheet][cell] = value
        saved = io.BytesIO()
        book.save(saved)
        return saved.getvalue()

    def checklist_of(self, workbook: Callable[[], bytes]) -> Order:
        """The checklist of a workbook, for LibreOffice to compute."""
        return Order(self.checklist, workbook, computed=True)

    def computed(self, values: bytes) -> dict[str, int]:
        """The state of each line of the checklist as LibreOffice wrote it."""
        rows = [*csv.reader(io.StringIO(values.decode()))]
        places = {key: position(at) or (0, 0) for key, at in self.states.items()}
        return {key: int(rows[row][column]) for key, (row, column) in places.items()}

    def shown(self, content: bytes) -> dict[str, int]:
        """The state of each line of the checklist as stored in a workbook."""
        hidden = next(sheet for sheet in read_xlsx(content).sheets if sheet.name == CHECKS)
        return {
            key: int(float(hidden.cells[at].raw))
            for key, cell in self.states.items()
            if (at := position(cell))
        }

    def expected(self, content: bytes) -> tuple[set[str], set[str]]:
        """The lines that the converter finds wrong, and those it asks about."""
        reading = read_workbook(content, "报送.xlsx", self.form)
        assert reading.report is not None
        wrong, ask = set[str](), set[str]()
        for found in (*reading.findings, *check_report(reading.report)):
            for key in self.lines_of(found):
                (wrong if found.severity is Severity.ERROR else ask).add(key)
        return wrong, ask - wrong

    def lines_of(self, found: Finding) -> set[str]:
        """The lines of the checklist that answer for a finding."""
        if found.severity is Severity.INFO:
            return set()
        form, known = self.form, {line.key for line in self.lines}
        places = {(place.sheet, place.cell) for place in found.places}
        refs = [ref for ref, at in self.addresses.items() if at in places]
        fields = [f.key for f in form.fields if self.field_cell(f.key) in places]
        table = next((t.key for t in self.tables if found.subject.startswith(t.tag)), "")
        match found.code:
            case "D-07" if not found.variant:  # the workbook only asks for words, not how many
                return {f"D-07.{found.subject.split('、')[0]}"}
            case "D-04" if found.variant == "year":
                return {f"A-10.{fields[0]}"}
            case "A-10" | "A-11" if fields:
                return {f"A-10.{fields[0]}"}
            case "A-01" | "A-11":
                return {f"A-01.{table}"}
            case "A-02" | "A-03" | "A-05" | "A-09" if refs:
                return {f"A-02.{refs[0].table}"}
            case "A-12":
                return {f"A-12.{t.key}" for s in form.sections if s.sheet == found.sheet for t in s.tables}
            case "B-05":
                return {form.totals[ref].code for ref in refs}
            case "X-01" | "X-02":
                return {f"{found.code}.{refs[0].table}"}
        own = {f"{found.code}.{ref.key}" for ref in refs} | {found.code}
        about_any = {key for key in known if key.startswith(f"{found.code}.")}
        return known & own or (about_any if found.code in ("B-07", "B-08") else set())

    def disagreement(
        self, typed: Typed, workbook: bytes, states: Mapping[str, int], seen: Counter[str] | None = None
    ) -> list[str]:
        """Every line on which a workbook and the converter do not agree, in words.

        `states`: of each line, as LibreOffice computed it for this workbook. `seen` counts how often each
        line did not pass: a proof on good workbooks alone would be none.
        """
        wrong, ask = self.expected(workbook)
        if seen is not None:
            seen.update([*wrong, *ask])
        told = {WRONG: (WRONG, TO_FILL), ASK: (ASK,)}
        saying = {
            state: {key for key, value in states.items() if value in same} for state, same in told.items()
        }
        return [
            f"{state}: workbook {saying[state] - lines}, converter {lines - saying[state]}: {typed}"
            for state, lines in ((WRONG, wrong), (ASK, ask))
            if saying[state] != lines
        ]

    @property
    def planted_line(self) -> str:
        """A line of the checklist about a sum."""
        return next(line.key for line in self.lines if line.rules)

    def planted(self) -> bytes:
        """A sound workbook in which a false state is stored: it must not survive the computation."""
        sound = fill_workbook(report(form=self.form))
        assert self.shown(sound)[self.planted_line] == GOOD
        false = self._with_state(sound, self.planted_line, WRONG)
        assert self.shown(false)[self.planted_line] == WRONG
        return false

    def _with_state(self, content: bytes, key: str, state: int) -> bytes:
        """A workbook in which the stored value of a state is another one."""
        cell = self.states[key]
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
            for name in old.namelist():
                part = old.read(name)
                if name == f"xl/worksheets/sheet{len(layout(self.form)) + 1}.xml":
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
    parity = Parity(edition(sys.argv[2]) if len(sys.argv) > 2 else edition())
    fillings = parity.generated(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
    workbooks = [parity.typed_workbook(typed) for typed in fillings]
    orders = [parity.checklist_of(partial(bytes, workbook)) for workbook in workbooks]
    trap = parity.checklist_of(parity.planted)
    seen = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        converted = Conversions(soffice, Path(folder))
        converted.run([trap, *orders])
        assert parity.computed(converted[trap])[parity.planted_line] == GOOD
        told = [
            line
            for typed, workbook, order in zip(fillings, workbooks, orders, strict=True)
            for line in parity.disagreement(typed, workbook, parity.computed(converted[order]), seen)
        ]
    print(f"{len(fillings)} fillings, {len(parity.lines)} lines each, {len(told)} disagreements")
    never = [line.key for line in parity.lines if not seen[line.key]]
    print(f"{sum(seen.values())} times a line did not pass; never: {never or 'none'}")
    print("\n".join(told[:20]))
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
