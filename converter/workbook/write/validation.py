"""Data validations with Chinese messages, and conditional formats that redden wrong cells.

xlsxwriter only warns and returns -2 for a rule that does not fit; here that is a ValueError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from converter.form import Barred, CarryOver, Column, Equality, Form, Inflow, Ref, Stock
from converter.grid.cells import address
from converter.grid.values import DIGITS
from converter.report.report import Value, plain
from converter.workbook.layout.checklist import independent_rules
from converter.workbook.layout.sheets import Cell, Sheet
from converter.workbook.layout.styles import LAST_YEAR, STATE_WORDS, WRONG
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
from converter.workbook.layout.workbook_layout import figure_addresses

TITLE, MESSAGE = 32, 255
"""The most characters of a validation's title and message."""

LARGEST = 10**DIGITS - 1
"""The largest number of the digits that a spreadsheet keeps."""

LISTED_CHOICES = 10
"""Fewer choices are listed one by one in a message."""


LastYear = Callable[[Ref], Value | None]
"""The figure of last year's report, None where it is not known."""


def add_validation(
    target: Any, sheet: Sheet, form: Form, last_year: LastYear, looks: Mapping[str, Any]
) -> None:
    """Add the validations and conditional formats of a sheet; `looks`: formats by the names of `SIGNALS`."""
    red = looks[WRONG]
    _colour_states(target, sheet, looks)
    for cell in sheet.inputs:
        rule = _rule(cell, form)
        if rule:
            _validate(target, (cell,), rule)
    figures = [c for c in sheet.inputs if c.kind == "figure" and c.ref and c.ref not in form.totals]
    columns = [form.column(cell.ref) for cell in figures if cell.ref]
    for kind in ((True, False), (True, True), (False, False)):
        alike = [cell for cell, c in zip(figures, columns, strict=True) if (c.whole, c.signed) == kind]
        _redden_invalid(target, alike, *kind, red)
    for number, run in enumerate(_alike(figures, form, last_year)):
        ref = run[0].ref
        if ref is not None:
            _validate(target, run, _figure(ref, form, _prompt(ref, form, last_year, first=not number)))
    for cell in sheet.cells:
        if cell.kind in ("row_message", "column_message"):
            _redden_by_message(target, cell, form, red)
        if cell.kind == "row_message" and carried_in_row(form, cell.key):
            _colour_beginning(target, address((cell.row, cell.column)), LAST_YEAR, looks)


def _colour_states(target: Any, sheet: Sheet, looks: Mapping[str, Any]) -> None:
    """Colour the traffic lights and the states of the checklist by their words."""
    for kind in ("light", "check_state", "table_state"):
        cells = [cell for cell in sheet.cells if cell.kind == kind]  # one below the other
        for word in STATE_WORDS if cells else ():
            first, last = cells[0], cells[-1]
            at = f"{address((first.row, first.column))}:{address((last.row, last.column))}"
            _colour_beginning(target, at, word, looks)


def _colour_beginning(target: Any, at: str, word: str, looks: Mapping[str, Any]) -> None:
    """Give cells whose text begins with a word the look of that word."""
    _format(target, at, {"type": "text", "criteria": "begins with", "value": word, "format": looks[word]})


def _redden_by_message(target: Any, cell: Cell, form: Form, red: Any) -> None:
    """Redden the figures of a row or column while its message says that they are wrong."""
    message = f"${address((cell.row, cell.column))[: -len(str(cell.row + 1))]}${cell.row + 1}"
    if cell.kind == "column_message":
        for column in column_keys(form, cell.key):
            refs = _of_column(cell.key, column, form)
            one = next(ref for ref in form.tables[cell.key].refs() if ref.column == column)
            named = f'=ISNUMBER(SEARCH("{named_column(form, one)}",{message}))'
            _redden_all(target, refs, named, form, red)
    elif names_figures(form, cell.key):
        for ref in {checked_figure(rule): None for rule in rules_of_row(form, cell.key)}:
            if ref is not None:
                named = f'=ISNUMBER(SEARCH("{form.column_label(ref)}：",{message}))'
                _redden_all(target, [ref], named, form, red)
    elif carried_in_row(form, cell.key):
        wrong = f'=AND(LEN({message})>0,LEFT({message},{len(LAST_YEAR)})<>"{LAST_YEAR}")'
        _redden_all(target, _of_row(cell, form), wrong, form, red)
    else:
        _redden_all(target, _of_row(cell, form), f"=LEN({message})>0", form, red)


def _of_column(table: str, column: str, form: Form) -> list[Ref]:
    """The figures that redden with the message of a column: the terms of its rules, or their totals."""
    rules = [
        rule
        for rule in independent_rules(form)
        if isinstance(rule, Equality) and column_of(rule, table) == column
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
            return _list(form.field(cell.key).choices)
        case "state":
            normal, zero = form.states
            return {
                **_list(form.states),
                "input_title": "填报状态",
                "input_message": f"填了数的选“{normal}”；全年没有发生、全部为 0 的选“{zero}”。",
            }
        case "entry" if form.field(cell.key).kind == "year":
            first, last = form.years
            years = tuple(map(str, range(first, last + 1)))
            return _list(years)
    return None  # what an entry asks for stands beside it


def _figure(ref: Ref, form: Form, prompt: Mapping[str, str]) -> dict[str, Any]:
    """The validation of a figure."""
    column = form.column(ref)
    return {
        "validate": "integer" if column.whole else "decimal",
        "criteria": ">=",
        "value": -LARGEST if column.signed else 0,
        **prompt,
        "error_title": "这里只能填数",
        "error_message": f"请填{_what(column)}，不写单位和文字；没有请填 0 或留空。",
    }


def _what(column: Column) -> str:
    """What the figures of a column are."""
    if column.signed:
        return "整数，减少的写负数"
    return "不小于 0 的整数" if column.whole else f"不小于 0 的数，可带小数，单位：{column.unit}"


def _prompt(ref: Ref, form: Form, last_year: LastYear, *, first: bool) -> Mapping[str, str]:
    """What a figure's cell says when it is chosen: last year's figure, or how a number is written there.

    The latter only where it is not clear: on the first cell of a sheet, and in columns of another kind.
    """
    carried = _carried(ref, form)
    last = last_year(carried.last) if carried else None
    if carried and last is not None:
        label, column_label = last_year_label(form, carried), form.column_label(carried.last)
        told = f"{LAST_YEAR}“{label}”（{column_label}）是 {plain(last)}。"
        parts = [f"加“{form.column_label(r)}”" for r in carried.plus]
        parts += [f"减“{form.column_label(r)}”" for r in carried.less]
        rest = f"{'、'.join(parts)}，应是这里的数" if parts else "一般照填"
        title = f"{LAST_YEAR}的数"
        return {"input_title": title, "input_message": f"{told}{rest}；属实不一样的，请写情况说明。"}
    column = form.column(ref)
    if not first and column.whole and not column.signed:
        return {}
    told = f"填{_what(column)}；没有请填 0 或留空。"
    return {"input_title": f"填数（{column.unit}）", "input_message": told}


def _carried(ref: Ref, form: Form) -> CarryOver | None:
    """The rule by which a figure continues last year's."""
    return next((rule for rule in form.carry_overs if rule.this == ref), None)


def _list(choices: tuple[str, ...]) -> dict[str, Any]:
    """The validation of a choice from a list."""
    return {
        "validate": "list",
        "source": list(choices),
        "error_title": "请从列表中选择",
        "error_message": f"这里只能选：{_named(choices)}。",
    }


def _named(choices: tuple[str, ...]) -> str:
    """Choices in words; of many, such as years, only the first and the last."""
    return "、".join(choices) if len(choices) < LISTED_CHOICES else f"{choices[0]} 至 {choices[-1]}"


def _alike(figures: Sequence[Cell], form: Form, last_year: LastYear) -> Iterator[list[Cell]]:
    """Runs of neighbours in a row that share one validation; a cell with its own prompt is alone."""
    first = figures[0] if figures else None

    def alone(cell: Cell) -> bool:
        carried = _carried(cell.ref, form) if cell.ref else None
        return cell is first or (carried is not None and last_year(carried.last) is not None)

    run: list[Cell] = []
    for cell in figures:
        parted = run and (alone(cell) or alone(run[-1]) or run[-1].row != cell.row)
        if run and (parted or run[-1].column + run[-1].colspan != cell.column):
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
