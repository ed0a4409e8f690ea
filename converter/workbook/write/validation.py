"""Data validations with Chinese messages, and conditional formats that redden wrong cells.

xlsxwriter only warns and returns -2 for a rule that does not fit; here that is a ValueError.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from converter.form import Barred, Equality, Form, Inflow, Ref, Stock
from converter.grid.cells import address
from converter.grid.values import DIGITS
from converter.workbook.layout.checklist import independent_rules
from converter.workbook.layout.sheets import Cell, Sheet
from converter.workbook.layout.table_sheets import checked_figure, column_of, names_figures, rules_of_row
from converter.workbook.layout.workbook_layout import figure_addresses

TITLE, MESSAGE = 32, 255
"""The most characters of a validation's title and message."""

LARGEST = 10**DIGITS - 1
"""The largest number of the digits that a spreadsheet keeps."""

LISTED_CHOICES = 10
"""Fewer choices are listed one by one in a message."""


def add_validation(target: Any, sheet: Sheet, form: Form, red: Any, signals: Mapping[str, Any]) -> None:
    """Add the validations and conditional formats of a sheet; `signals`: formats by how a text begins."""
    _colour_states(target, sheet, signals)
    for cell in sheet.inputs:
        rule = _rule(cell, form)
        if rule:
            _validate(target, (cell,), rule)
    figures = [c for c in sheet.inputs if c.kind == "figure" and c.ref and c.ref not in form.totals]
    columns = [form.column(cell.ref) for cell in figures if cell.ref]
    for kind in ((True, False), (True, True), (False, False)):
        alike = [cell for cell, c in zip(figures, columns, strict=True) if (c.whole, c.signed) == kind]
        _redden_invalid(target, alike, *kind, red)
    for _, line in groupby(figures, key=lambda cell: cell.row):
        for run in _runs(list(line)):
            ref = run[0].ref
            if ref is not None:
                _validate(target, run, _figure(ref, form))
    for cell in sheet.cells:
        if cell.kind in ("row_message", "column_message"):
            _redden_by_message(target, cell, form, red)


def _colour_states(target: Any, sheet: Sheet, signals: Mapping[str, Any]) -> None:
    """Colour the traffic lights and the states of the checklist by their words."""
    for kind in ("light", "check_state", "table_state"):
        cells = [cell for cell in sheet.cells if cell.kind == kind]  # one below the other
        for word, look in signals.items() if cells else ():
            begins = {"type": "text", "criteria": "begins with", "value": word, "format": look}
            first, last = cells[0], cells[-1]
            _format(
                target, f"{address((first.row, first.column))}:{address((last.row, last.column))}", begins
            )


def _redden_by_message(target: Any, cell: Cell, form: Form, red: Any) -> None:
    """Redden the figures of a row or column while its message says that they are wrong."""
    message = f"${address((cell.row, cell.column))[: -len(str(cell.row + 1))]}${cell.row + 1}"
    if cell.kind == "column_message":
        _redden_all(target, _of_column(cell, form), f"=LEN({message})>0", form, red)
    elif names_figures(form, cell.key):
        for ref in {checked_figure(rule): None for rule in rules_of_row(form, cell.key)}:
            if ref is not None:
                named = f'=ISNUMBER(SEARCH("{form.column_label(ref)}：",{message}))'
                _redden_all(target, [ref], named, form, red)
    else:
        _redden_all(target, _of_row(cell, form), f"=LEN({message})>0", form, red)


def _of_column(cell: Cell, form: Form) -> list[Ref]:
    """The figures that redden with the message of a column: the terms of its rules, or their totals."""
    table, line = cell.key.split(".")
    rules = [
        rule
        for rule in independent_rules(form)
        if isinstance(rule, Equality) and column_of(rule, table) == line
    ]
    balance = [ref for rule in rules if rule.total is None for ref in (*rule.left, *rule.right)]
    return list(dict.fromkeys([*balance, *(rule.total for rule in rules if rule.total)]))


def _of_row(cell: Cell, form: Form) -> list[Ref]:
    """The figures that redden with the message of a row: those that its rules find wrong."""
    refs: list[Ref] = []
    for rule in rules_of_row(form, cell.key):
        match rule:
            case Stock(valid=valid):
                refs.append(valid)
            case Barred(refs=barred):
                refs += barred
            case Inflow(incoming=incoming):
                refs += incoming
            case _:
                refs += [ref] if (ref := checked_figure(rule)) else []
    return list(dict.fromkeys(refs))


def _rule(cell: Cell, form: Form) -> dict[str, Any] | None:
    """The validation of an input that is no figure, None where anything may be typed."""
    match cell.kind:
        case "choice":
            item = form.field(cell.key)
            return _list(item.choices, cell.key, item.help)
        case "state":
            normal, zero = form.states
            return _list(
                form.states, "填报状态", f"填了数的选“{normal}”；全年没有发生、全部为 0 的选“{zero}”。"
            )
        case "entry" if form.field(cell.key).kind == "year":
            first, last = form.years
            years = tuple(map(str, range(first, last + 1)))
            return _list(years, cell.key, form.field(cell.key).help)
        case "entry":
            return {"validate": "any", "input_title": cell.key, "input_message": form.field(cell.key).help}
    return None


def _figure(ref: Ref, form: Form) -> dict[str, Any]:
    """The validation of a figure."""
    column = form.column(ref)
    words = form.row_label(ref) or form.tables[ref.table].tag
    if not form.tables[ref.table].printed:
        words = form.column_label(ref)
    if column.signed:
        kind, what = "integer", "整数，减少的写负数"
    elif column.whole:
        kind, what = "integer", "不小于 0 的整数"
    else:
        kind, what = "decimal", f"不小于 0 的数，可带小数，单位：{column.unit}"
    return {
        "validate": kind,
        "criteria": ">=",
        "value": -LARGEST if column.signed else 0,
        "input_title": f"填数（{column.unit}）",
        "input_message": f"{words}。填{what}；没有请填 0 或留空。",
        "error_title": "这里只能填数",
        "error_message": f"请填{what}，不写单位和文字；没有请填 0 或留空。",
    }


def _list(choices: tuple[str, ...], title: str, message: str) -> dict[str, Any]:
    """The validation of a choice from a list."""
    return {
        "validate": "list",
        "source": list(choices),
        "input_title": title,
        "input_message": message,
        "error_title": "请从列表中选择",
        "error_message": f"这里只能选：{_named(choices)}。",
    }


def _named(choices: tuple[str, ...]) -> str:
    """Choices in words; of many, such as years, only the first and the last."""
    return "、".join(choices) if len(choices) < LISTED_CHOICES else f"{choices[0]} 至 {choices[-1]}"


def _runs(line: list[Cell]) -> Iterator[list[Cell]]:
    """Runs of neighbours in a row, which share one validation."""
    run: list[Cell] = []
    for cell in line:
        if run and run[-1].column + run[-1].colspan != cell.column:
            yield run
            run = []
        run.append(cell)
    if run:
        yield run


def _redden_invalid(target: Any, cells: list[Cell], whole: bool, signed: bool, red: Any) -> None:
    """Redden figures that are no valid number: one rule, relative to the first of the cells."""
    if not cells:
        return
    at = address((cells[0].row, cells[0].column))
    wrong = (*(() if signed else (f"{at}<0",)), *((f"{at}<>INT({at})",) if whole else ()))
    criteria = f"=IF(ISBLANK({at}),FALSE,IF(ISNUMBER({at}),OR({','.join(wrong)}),ISTEXT({at})))"
    rows = [list(line) for _, line in groupby(cells, key=lambda cell: cell.row)]
    strips = [f"{address((r[0].row, r[0].column))}:{address((r[0].row, r[-1].column))}" for r in rows]
    _redden(target, at, criteria, red, " ".join(strips))


def _validate(target: Any, cells: Sequence[Cell], rule: Mapping[str, Any]) -> None:
    """Add a validation to neighbours. ValueError: a text is too long, or xlsxwriter refuses it."""
    for key, limit in (("title", TITLE), ("message", MESSAGE)):
        for kind in ("input", "error"):
            if len(rule.get(f"{kind}_{key}", "")) > limit:
                raise ValueError(f"{kind}_{key} is longer than {limit}: {rule}")
    if len(",".join(rule.get("source", ()))) > MESSAGE:
        raise ValueError(f"list is longer than {MESSAGE}: {rule}")
    last = cells[-1]
    end = (last.row + last.rowspan - 1, last.column + last.colspan - 1)
    if target.data_validation(cells[0].row, cells[0].column, *end, dict(rule)) != 0:
        raise ValueError(f"validation refused: {rule}")


def _redden_all(target: Any, refs: Sequence[Ref], criteria: str, form: Form, red: Any) -> None:
    """Redden some figures while a formula holds."""
    at = [address(figure_addresses(form)[ref][1]) for ref in refs]
    if at:
        _redden(target, at[0], criteria, red, " ".join(at) if len(at) > 1 else "")


def _redden(target: Any, at: str, criteria: str, red: Any, everywhere: str = "") -> None:
    """Redden a cell while a formula holds, or the cells `everywhere` with the formula relative to it."""
    rule = {"type": "formula", "criteria": criteria, "format": red}
    if everywhere:
        rule["multi_range"] = everywhere
    _format(target, at, rule)


def _format(target: Any, at: str, rule: Mapping[str, Any]) -> None:
    """Add a conditional format. ValueError: xlsxwriter refuses it."""
    if target.conditional_format(at, dict(rule)) != 0:
        raise ValueError(f"conditional format refused: {rule}")
