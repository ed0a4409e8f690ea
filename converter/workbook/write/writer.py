"""Writes the cells of the workbook: printed texts, inputs as filled in, formulas with their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from converter.form import CarryOver, Form, Quote
from converter.report.report import DUE, SEND_TO
from converter.system.errors import UsageError
from converter.workbook.layout.checklist import ChecklistLine, checklist, independent_rules
from converter.workbook.layout.sheets import Cell, Sheet, line_count
from converter.workbook.layout.styles import LAST_YEAR
from converter.workbook.layout.table_sheets import (
    carried_in_row,
    checked_figure,
    column_keys,
    column_of,
    last_year_label,
    named_column,
    names_figures,
    rules_of_row,
)
from converter.workbook.layout.workbook_layout import (
    CHECKS,
    figure_addresses,
    layout,
    link_target,
    total_formula,
)
from converter.workbook.write import formula as f
from converter.workbook.write import previews
from converter.workbook.write.check_sheet import ASK, TO_FILL, WRONG
from converter.workbook.write.filling import Filling, as_number
from converter.workbook.write.formula import Expr, Scalar
from converter.workbook.write.input_references import InputReferences
from converter.workbook.write.live import count_in_state, live_checks, state_word

LINE_HEIGHT, MAX_HEIGHT = 15.0, 409.0
"""Points: of a line of text, and of the tallest row that a spreadsheet allows."""

LONGEST = 32767
"""The most characters that a cell can hold."""


class Writer:
    """Writes single cells for one report."""

    def __init__(self, form: Form, filling: Filling, styles: Mapping[str, Any]) -> None:
        self.form, self.filling, self.styles = form, filling, styles
        self.inputs = InputReferences(filling)
        self.checks = live_checks(form, self.inputs)
        self.lines = {line.key: line for line in checklist(form)}
        self.quotes = {quote.name: self._sum(quote) for quote in form.quotes}
        self.preview_quotes = {
            quote.name: f.cell("", (0, previews.FIRST + place), self.quotes[quote.name].value)
            for place, quote in enumerate(form.quotes)
        }
        self.preview_rows = previews.paragraph_rows(form)
        self.preview_helpers: dict[tuple[int, int], Expr] = {}
        self.heights: dict[tuple[str, int], float] = {}
        self.computed: Mapping[str, Callable[[Cell], Expr]] = {
            "light": lambda cell: self._light("表内核对通过，文字由县里核对", self.lines),
            "table_state": lambda cell: self._light("本表通过", self._keys_of(cell.key)),
            "check_state": lambda cell: state_word(self.checks.states[cell.key]),
            "check_message": lambda cell: self.checks.messages[cell.key],
            "row_message": self._row_message,
            "column_message": self._column_message,
            "quote_value": lambda cell: self.quotes[cell.key],
            "send_to": lambda _: self._send_to(),
        }

    def cell(self, target: Any, sheet: Sheet, cell: Cell) -> None:
        """Write one cell of the layout."""
        if cell.kind in self.computed:
            self._formula(target, cell, self.computed[cell.kind](cell))
        elif cell.kind == "preview":
            self._preview(target, sheet, cell)
        elif cell.kind == "check_label":
            self._link(target, cell, self.lines[cell.key])
        elif cell.kind == "figure":
            self._figure(target, cell)
        elif cell.kind == "last_year" and cell.ref:
            self._value(target, cell, self.filling.last_year(cell.ref), "last_year")
        elif cell.kind in ("entry", "choice"):
            style = "year" if self.form.field(cell.key).kind == "year" else cell.kind
            entry = self.filling.entry(cell.key)
            self._value(target, cell, entry, style)
            self._grow(target, sheet, cell, str(entry or ""))
        elif cell.keys is not None:
            text = self.filling.text(cell)
            self._text(target, cell, text, cell.kind)
            self._grow(target, sheet, cell, text)
        else:
            self._text(target, cell, cell.text, cell.kind)

    def hidden_sheets(self, check_sheet: Any, preview_sheet: Any) -> None:
        """Write the hidden sheets 核对 and 预览; the visible sheets must be written before."""
        for (row, column), made in self.checks.cells.items():
            self._hidden(check_sheet, row, column, made)
        for row, column, made in previews.quote_cells(self.form, self._guide_values()):
            self._hidden(preview_sheet, row, column, made)
        for (row, column), made in self.preview_helpers.items():
            self._hidden(preview_sheet, row, column, made)

    def _hidden(self, target: Any, row: int, column: int, made: Expr) -> None:
        """Write a formula of a hidden sheet; references to its own sheet need no sheet name."""
        near = made.text.replace(f"'{CHECKS}'!", "") if target.name == CHECKS else made.text
        target.write_formula(row, column, f"={near}", None, _cached(made))

    def _merge(self, target: Any, cell: Cell, style: str) -> None:
        """Merge the range of a cell, if it has more than one."""
        if cell.rowspan > 1 or cell.colspan > 1:
            last = (cell.row + cell.rowspan - 1, cell.column + cell.colspan - 1)
            target.merge_range(cell.row, cell.column, *last, "", self.styles[style])

    def _text(self, target: Any, cell: Cell, text: str, style: str) -> None:
        """Write a text as text, whatever it looks like. UsageError: it is longer than a cell can hold."""
        if len(text) > LONGEST:
            raise UsageError(f"有一段文字长达 {len(text)} 字，超过一个单元格能存的 {LONGEST} 字。")
        self._merge(target, cell, style)
        if text:
            target.write_string(cell.row, cell.column, text, self.styles[style])
        elif style not in ("example", "help"):
            target.write_blank(cell.row, cell.column, None, self.styles[style])

    def _value(self, target: Any, cell: Cell, value: Scalar, style: str) -> None:
        """Write a number as a number, anything else as text."""
        number = as_number(value)
        if number is None:
            self._text(target, cell, "" if value is None else str(value), style)
        else:
            self._merge(target, cell, style)
            target.write_number(cell.row, cell.column, number, self.styles[style])

    def _grow(self, target: Any, sheet: Sheet, cell: Cell, text: str) -> None:
        """Make a row as high as a text needs: some programs do not fit heights on opening."""
        lines = line_count(text, sum(sheet.widths[cell.column : cell.column + cell.colspan]))
        needed, at = min(LINE_HEIGHT * lines + 4, MAX_HEIGHT), (sheet.name, cell.row)
        if lines > 1 and needed > self.heights.get(at, sheet.heights.get(cell.row, 0)):
            self.heights[at] = needed
            target.set_row(cell.row, needed)

    def _figure(self, target: Any, cell: Cell) -> None:
        """Write a figure; a total stays a formula unless it was typed over."""
        ref = cell.ref
        if ref is None:
            raise TypeError("a figure cell without its ref")
        value = self.filling.figure(ref)
        if self.filling.is_formula(ref):
            at = (cell.row, cell.column)
            target.write_formula(*at, total_formula(self.form, ref), self.styles["total"], as_number(value))
            return
        kind = "count" if self.form.column(ref).whole else "amount"
        self._value(target, cell, value, "total" if ref in self.form.totals else kind)

    def _formula(self, target: Any, cell: Cell, made: Expr) -> None:
        """Write a formula with its value."""
        self._merge(target, cell, cell.kind)
        target.write_formula(cell.row, cell.column, f"={made.text}", self.styles[cell.kind], _cached(made))

    def _link(self, target: Any, cell: Cell, line: ChecklistLine) -> None:
        """Write the label of a line of the checklist as a link. ValueError: xlsxwriter refuses it."""
        sheet, at = link_target(self.form, line)
        link = f"internal:'{sheet}'!{at}"
        if target.write_url(cell.row, cell.column, link, self.styles["check_label"], line.label) != 0:
            raise ValueError(f"link refused: {link}")

    def _light(self, good: str, keys: Iterable[str]) -> Expr:
        """The traffic light of some lines: `good`, or how many are wrong and how many are to be filled in.

        Those to be confirmed are added.
        """
        keys = list(keys)
        bad, blank, ask = (count_in_state(self.checks, keys, state) for state in (WRONG, TO_FILL, ASK))
        some_blank = f.less(f.number(0), blank)
        main = f.if_(
            f.less(f.number(0), bad),
            f.join(
                f.text("还有 "),
                f.bracketed(bad),
                f.text(" 处要改"),
                f.if_(some_blank, f.join(f.text("、"), f.bracketed(blank), f.text(" 处待填")), f.text("")),
            ),
            f.if_(
                some_blank,
                f.join(f.text("还没填完：有 "), f.bracketed(blank), f.text(" 处待填")),
                f.text(good),
            ),
        )
        confirm = f.join(f.text("（另有 "), f.bracketed(ask), f.text(" 处请核实）"))
        return f.join(main, f.if_(f.less(f.number(0), ask), confirm, f.text("")))

    def _keys_of(self, table: str) -> list[str]:
        """The keys of the checklist's lines about a table."""
        return [
            key
            for key, line in self.lines.items()
            if line.table == table or (line.ref is not None and line.ref.table == table)
        ]

    def _row_message(self, cell: Cell) -> Expr:
        """The messages of the rules about a row, each with its figure's name if several may be wrong.

        While nothing is wrong, last year's figures that the row continues.
        """
        named = names_figures(self.form, cell.key)
        messages = []
        for rule in rules_of_row(self.form, cell.key):
            message, ref = self.checks.rules[rule][1], checked_figure(rule)
            if ref is not None and named:
                with_name = f.join(f.text(f"{self.form.column_label(ref)}："), message, f.text("；"))
                message = f.if_(f.equals(message, ""), f.text(""), with_name)
            messages.append(message)
        words, carried = f.join(*messages), carried_in_row(self.form, cell.key)
        if not carried:
            return words
        return f.if_(f.equals(f.bracketed(words), ""), self._last_year_hint(carried), words)

    def _last_year_hint(self, carried: Sequence[CarryOver]) -> Expr:
        """Last year's figures that a row continues, those above 0 by name; "" where none is known."""
        last = [self.inputs.last_year(rule.last) for rule in carried]
        known = f.count(f.cells(last))
        label = last_year_label(self.form, carried[0])
        if len(carried) == 1:
            told = f.join(f.text(f"{LAST_YEAR}“{label}”："), last[0])
        else:
            some = [
                f.if_(
                    f.less(f.number(0), figure),
                    f.join(f.text(f"　{self.form.column_label(rule.this)} "), figure),
                    f.text(""),
                )
                for rule, figure in zip(carried, last, strict=True)
            ]
            told = f.join(f.text(f"{LAST_YEAR}“{label}”共 "), f.total(f.cells(last)), *some)
        return f.if_(f.equals(known, 0), f.text(""), told)

    def _column_message(self, cell: Cell) -> Expr:
        """The messages of the rules about a table's columns, each after the column's name."""
        parts = []
        for column in column_keys(self.form, cell.key):
            ref = next(ref for ref in self.form.tables[cell.key].refs() if ref.column == column)
            rules = [rule for rule in independent_rules(self.form) if column_of(rule, cell.key) == column]
            words = f.join(*(self.checks.rules[rule][1] for rule in rules))
            named = f.join(f.text(named_column(self.form, ref)), words, f.text("　"))
            parts.append(f.if_(f.equals(f.bracketed(words), ""), f.text(""), named))
        return f.join(*parts)

    def _send_to(self) -> Expr:
        """To whom and until when the workbook is to be sent; where `issue` said neither, who knows it."""
        to, due = self.inputs.identity(SEND_TO), self.inputs.identity(DUE)
        told = f.if_(f.is_blank(to), f.text("下发本表的县级主管部门"), to)
        day = f.if_(f.is_blank(due), f.text("按县级主管部门的通知"), due)
        return f.join(f.text(f"{SEND_TO}："), told, f.line_break(), f.text(f"{DUE}："), day)

    def _sum(self, quote: Quote) -> Expr:
        """The figure of a quote: the sum of its cells, all on one sheet; "?" for an error among them."""
        addresses = [figure_addresses(self.form)[ref] for ref in quote.refs]
        (sheet,) = {sheet for sheet, _ in addresses}
        values = map(self.filling.figure, quote.refs)
        made = f.total(f.area(sheet, [(at, value) for (_, at), value in zip(addresses, values, strict=True)]))
        return Expr(f'IF(ISERROR({made.text}),"?",{made.text})', made.value)

    def _guide_values(self) -> dict[str, Expr]:
        """References to the cells of 填报说明 that show the quoted figures, by name."""
        cells = [
            (sheet.name, cell)
            for sheet in layout(self.form)
            for cell in sheet.cells
            if cell.kind == "quote_value"
        ]
        return {c.key: f.cell(name, (c.row, c.column), self.quotes[c.key].value) for name, c in cells}

    def _preview(self, target: Any, sheet: Sheet, cell: Cell) -> None:
        """Write the preview of a paragraph; its helper cells go to the hidden sheet 预览."""
        source_cell = next(
            c for c in sheet.cells if c.kind == "paragraph" and (c.key, c.number) == (cell.key, cell.number)
        )
        source = f.cell(
            sheet.name, (source_cell.row, source_cell.column), self.filling.text(source_cell) or None
        )
        row = self.preview_rows[cell.key, cell.number]
        helpers, shown = previews.preview(self.form, row, source, self.preview_quotes)
        self.preview_helpers |= {(row, column): made for column, made in enumerate(helpers)}
        self._formula(target, cell, shown)
        self._grow(target, sheet, cell, str(shown.value or ""))


def _cached(made: Expr) -> str | int | float | bool:
    """The value stored with a formula."""
    number = as_number(made.value)
    return str(made.value or "") if number is None else number
