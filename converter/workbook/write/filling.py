"""The contents of a workbook's inputs for a report."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from converter.form import Form, Ref
from converter.grid.cells import address
from converter.report.report import Report, Value, plain
from converter.report.sums import recompute_totals
from converter.system.texts import without_brackets
from converter.workbook.layout.other_sheets import EDITION, LOCAL, PARAGRAPHS, TEMPLATE, VERSION
from converter.workbook.layout.sheets import Cell
from converter.workbook.layout.table_sheets import REMARKS
from converter.workbook.layout.workbook_layout import figure_addresses
from converter.workbook.write.formula import Scalar


class Filling:
    """The contents of a workbook's inputs for one report: what a clerk would have typed.

    `left_blank`: totals whose formula is taken away, since the report's own total is not known.
    """

    def __init__(self, form: Form, report: Report, left_blank: Collection[Ref] = ()) -> None:
        self.form, self.report, self._left_blank = form, report, frozenset(left_blank)
        self._zero = {key for key, state in report.states.items() if state.text == form.states[1]}
        filled = {ref.table for ref, figure in report.figures.items() if figure.value is not None}

        def value(ref: Ref) -> Value | None:
            own = report.value(ref)
            return 0 if own is None and ref.table in filled | self._zero else own

        self._sums = recompute_totals(form, value)
        self._remarks = {
            table: [
                (address(figure_addresses(form)[ref][1]), without_brackets(figure.remark))
                for ref, figure in report.figures.items()
                if ref.table == table and figure.remark
            ][:REMARKS]
            for table in form.tables
        }

    def is_formula(self, ref: Ref) -> bool:
        """True for a total that is blank, unless it is left so, or equals the sum of its parts."""
        own = self.report.value(ref)
        if ref not in self.form.totals or ref in self._left_blank:
            return False
        return own is None or own == self._sums[ref]

    def figure(self, ref: Ref) -> Scalar:
        """The value of a figure's cell; None for a blank one, such as a 0 in a table declared 零报告."""
        figure = self.report.figures[ref]
        if self.is_formula(ref):
            return self._sums[ref] or 0
        if figure.value is None or (ref.table in self._zero and not figure.value):
            return None
        cell = address(figure_addresses(self.form)[ref][1])
        if figure.remark and cell not in dict(self._remarks[ref.table]):
            return f"{plain(figure.value)}{figure.remark}"
        return figure.value

    def entry(self, key: str) -> Scalar:
        """The value of a field of the opening; a year is a number."""
        text = self.report.entries[key].text
        if self.form.field(key).kind == "year" and text.isdecimal():
            return int(text)
        return text or None

    def text(self, cell: Cell) -> str:
        """The text of an input that is neither a figure nor a field of the opening."""
        match cell.kind:
            case "state":
                return self.report.states[cell.key].text
            case "paragraph":
                passage = self.report.passages[cell.key]
                texts = [paragraph.typed or paragraph.text for paragraph in passage]
                last = cell.number == PARAGRAPHS
                return "\n".join(texts[cell.number - 1 : None if last else cell.number])
            case "note":
                note = self.report.notes.get(cell.key)
                return note.text if note else ""
            case "remark_at" | "remark":
                remarks = self._remarks[cell.key]
                at, words = remarks[cell.number - 1] if cell.number <= len(remarks) else ("", "")
                return at if cell.kind == "remark_at" else words
            case "identity":
                own = {EDITION: self.form.edition, TEMPLATE: VERSION, LOCAL: self.form.local_text}
                return own.get(cell.key) or self.report.identity.get(cell.key, "")
            case "reason":
                return self._reason(cell)
        raise ValueError(cell.kind)

    def _reason(self, cell: Cell) -> str:
        """The text of a cell of 情况说明."""
        reasons = self.report.reasons
        if cell.number > len(reasons):
            return ""
        reason = reasons[cell.number - 1]
        return {"编号": reason.code, "工作表": reason.sheet, "单元格": reason.cell}.get(cell.key, reason.text)

    def last_year(self, ref: Ref) -> Value | None:
        """A figure of last year that the county office filled in, None for a blank one."""
        figure = self.report.last_year.get(ref)
        return None if figure is None else figure.value


def as_number(value: Scalar) -> int | float | None:
    """A number as xlsxwriter takes it, None for any other value."""
    if isinstance(value, Decimal):
        return float(value)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
