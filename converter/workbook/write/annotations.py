"""Beside the figures: names quoted in texts, remarks, reasons; and where a line of the checklist leads."""

from __future__ import annotations

from collections.abc import Iterator

from converter.form import Form
from converter.form.quotes import OPEN
from converter.grid.cells import Position, address
from converter.workbook.layout.book import CHECKS, PREVIEWS, figure_addresses, find_cells
from converter.workbook.layout.checklist import ChecklistLine
from converter.workbook.write import formula as f
from converter.workbook.write.formula import Expr
from converter.workbook.write.previews import last_helpers, names_left
from converter.workbook.write.rules import ASK, GOOD, WRONG, Inputs, Judged, say

ADDRESSES = 4
"""The column of the hidden sheet from which on an aside keeps its own helper cells."""

LITERAL = 240
"""Characters of a text inside a formula: programs take 255."""


def link_target(form: Form, line: ChecklistLine) -> tuple[str, str]:
    """Sheet and cell of what a line is about."""
    if line.ref is not None:
        sheet_name, position = figure_addresses(form)[line.ref]
        return sheet_name, address(position)
    kind, key = _input(form, line)
    if kind == "figure":
        sheet_name, position = figure_addresses(form)[next(form.tables[key].refs())]
        return sheet_name, address(position)
    sheet, cells = find_cells(form, kind, key)
    return sheet.name, address((cells[0].row, cells[0].column))


def _input(form: Form, line: ChecklistLine) -> tuple[str, str]:
    """Kind and key of the first input that a line is about."""
    match line.annotation:
        case "quotes":
            return "quote_name", form.quotes[0].name
        case "remarks":
            return "remark_at", line.table
        case "reasons":
            return "reason", "编号"
    if line.field:
        return ("choice" if form.field(line.field).choices else "entry"), line.field
    if line.section:
        section = next(s for s in form.sections if s.key == line.section)
        return "paragraph", section.narratives[0].key
    return ("state" if form.tables[line.table].required else "figure"), line.table


def annotation_check(line: ChecklistLine, form: Form, inputs: Inputs, cells: dict[Position, Expr]) -> Judged:
    """State and message of a line about an aside; its helper cells are put into the hidden sheet."""
    match line.annotation:
        case "quotes":
            return _quotes(form, inputs)
        case "remarks":
            return _remarks(line.table, form, inputs, cells)
        case _:
            return _reasons(inputs)


def _quotes(form: Form, inputs: Inputs) -> Judged:
    """C-30: a name that is left over when every known one was put in."""
    left = sum(names_left(text, form) for text in inputs.texts())
    helpers = last_helpers(form)
    unknown = Expr(f"COUNTIF('{PREVIEWS}'!{address(helpers[0])}:{address(helpers[-1])},\"*{OPEN}*\")", left)
    state = f.if_(f.less(f.number(0), unknown), f.number(WRONG), f.number(GOOD))
    return state, say("有 ", unknown, " 段用了不认识的名称，名称见“填报说明”")


def _remarks(table: str, form: Form, inputs: Inputs, cells: dict[Position, Expr]) -> Judged:
    """A-12: a remark points to a figure of its table, alone, and has words."""
    top = max(row for row, _ in cells) + 1

    def put(row: int, made: Expr) -> Expr:
        cells[row, ADDRESSES] = made
        return f.cell(CHECKS, (row, ADDRESSES), made.value)

    places = [address(figure_addresses(form)[ref][1]) for ref in form.tables[table].refs()]
    listed = [put(top + number, f.text(text)) for number, text in enumerate(_chunks(places))]
    pairs = inputs.remarks(table)
    first = top + len(listed)
    pointed = [put(first + number, _cell_name(at)) for number, (at, _) in enumerate(pairs)]
    own = f.area(CHECKS, [((first + n, ADDRESSES), name.value) for n, name in enumerate(pointed)])
    said = f.cells(words for _, words in pairs)
    states = []
    for number, ((at, words), name) in enumerate(zip(pairs, pointed, strict=True), start=first + len(pairs)):
        nothing = f.all_of(f.is_blank(at), f.is_blank(words))
        known = f.any_of(*(_holds(places, name) for places in listed))
        alike = sum(
            (n.value, bool(w.value)) == (name.value, True) for n, (_, w) in zip(pointed, pairs, strict=True)
        )
        once = Expr(f'COUNTIFS({own.text},{name.text},{said.text},"?*")=1', alike == 1)
        good = f.if_(f.is_blank(words), f.number(ASK), f.if_(once, f.number(GOOD), f.number(WRONG)))
        states.append(put(number, f.if_(nothing, f.number(GOOD), f.if_(known, good, f.number(WRONG)))))
    bad, ask = f.how_many(states, WRONG), f.how_many(states, ASK)
    asked = f.if_(f.less(f.number(0), ask), f.number(ASK), f.number(GOOD))
    return (
        f.if_(f.less(f.number(0), bad), f.number(WRONG), asked),
        f.if_(
            f.less(f.number(0), bad),
            f.text("所指的不是本表填数的格，或同一格有两条说明"),
            f.text("写了单元格，没有写文字"),
        ),
    )


def _reasons(inputs: Inputs) -> Judged:
    """A-13: a reason names the code that it answers."""
    pairs = inputs.reasons()
    codes, texts = f.cells(code for code, _ in pairs), f.cells(text for _, text in pairs)
    nameless = sum(
        code is None and text is not None for code, text in zip(codes.values, texts.values, strict=True)
    )
    bad = Expr(f'COUNTIFS({codes.text},"",{texts.text},"?*")', nameless)
    return f.if_(f.less(f.number(0), bad), f.number(ASK), f.number(GOOD)), say("有 ", bad, " 条没有写编号")


def _cell_name(at: Expr) -> Expr:
    """A cell as an agency names it, in capitals and without $."""
    name = str(at.value or "").replace("$", "").strip().upper()
    return Expr(f'UPPER(SUBSTITUTE(TRIM({at.text}),"$",""))', name)


def _holds(places: Expr, name: Expr) -> Expr:
    """A list of places holds this one, whole."""
    return Expr(
        f'NOT(ISERROR(FIND(","&{name.text}&",",{places.text})))', f",{name.value}," in str(places.value)
    )


def _chunks(places: list[str]) -> Iterator[str]:
    """The places in lists that a formula can hold, each place between commas."""
    text = ","
    for place in places:
        if len(text) + len(place) + 1 > LITERAL:
            yield text
            text = ","
        text += f"{place},"
    yield text
