"""The live checks of annotations: names quoted in texts, remarks after figures, reasons."""

from __future__ import annotations

from collections.abc import Iterator

from converter.form import Form
from converter.form.quotes import OPEN
from converter.grid.cells import Position, address
from converter.workbook.layout.checklist import ChecklistLine
from converter.workbook.layout.workbook_layout import CHECKS, PREVIEWS, figure_addresses
from converter.workbook.write import formula as f
from converter.workbook.write.check_sheet import ASK, GOOD, WRONG, LiveCheck, message_of
from converter.workbook.write.formula import Expr
from converter.workbook.write.input_references import InputReferences
from converter.workbook.write.previews import last_helpers, names_left

ADDRESSES = 4
"""The column of the hidden sheet 核对 for the helper cells of remarks."""

LITERAL = 240
"""Characters of a text in a formula; programs accept 255."""


def annotation_check(
    line: ChecklistLine, form: Form, inputs: InputReferences, cells: dict[Position, Expr]
) -> LiveCheck:
    """State and message of a line about annotations; helper cells are added to `cells`, the hidden sheet."""
    match line.annotation:
        case "quotes":
            return _quotes(form, inputs)
        case "remarks":
            return _remarks(line.table, form, inputs, cells)
        case _:
            return _reasons(inputs)


def _quotes(form: Form, inputs: InputReferences) -> LiveCheck:
    """C-30: no text quotes an unknown name: none is left when all known ones are replaced."""
    left = sum(names_left(text, form) for text in inputs.texts())
    helpers = last_helpers(form)
    unknown = Expr(f"COUNTIF('{PREVIEWS}'!{address(helpers[0])}:{address(helpers[-1])},\"*{OPEN}*\")", left)
    state = f.if_(f.less(f.number(0), unknown), f.number(WRONG), f.number(GOOD))
    return state, message_of("有 ", unknown, " 段用了不认识的名称，名称见“填报说明”")


def _remarks(table: str, form: Form, inputs: InputReferences, cells: dict[Position, Expr]) -> LiveCheck:
    """A-12: each remark names a figure of its table, is the only one for it, and has a text."""
    top = max(row for row, _ in cells) + 1

    def put(row: int, made: Expr) -> Expr:
        cells[row, ADDRESSES] = made
        return f.cell(CHECKS, (row, ADDRESSES), made.value)

    addresses = [address(figure_addresses(form)[ref][1]) for ref in form.tables[table].refs()]
    listed = [put(top + number, f.text(text)) for number, text in enumerate(_lists(addresses))]
    pairs = inputs.remarks(table)
    first = top + len(listed)
    pointed = [put(first + number, _cell_name(at)) for number, (at, _) in enumerate(pairs)]
    own = f.area(CHECKS, [((first + n, ADDRESSES), name.value) for n, name in enumerate(pointed)])
    texts = f.cells(words for _, words in pairs)
    states = []
    for number, ((at, words), name) in enumerate(zip(pairs, pointed, strict=True), start=first + len(pairs)):
        nothing = f.all_of(f.is_blank(at), f.is_blank(words))
        known = f.any_of(*(_contains(part, name) for part in listed))
        alike = sum(
            (n.value, bool(w.value)) == (name.value, True) for n, (_, w) in zip(pointed, pairs, strict=True)
        )
        once = Expr(f'COUNTIFS({own.text},{name.text},{texts.text},"?*")=1', alike == 1)
        good = f.if_(f.is_blank(words), f.number(ASK), f.if_(once, f.number(GOOD), f.number(WRONG)))
        states.append(put(number, f.if_(nothing, f.number(GOOD), f.if_(known, good, f.number(WRONG)))))
    bad, ask = f.count_equal(states, WRONG), f.count_equal(states, ASK)
    no_text = f.if_(f.less(f.number(0), ask), f.number(ASK), f.number(GOOD))
    return (
        f.if_(f.less(f.number(0), bad), f.number(WRONG), no_text),
        f.if_(
            f.less(f.number(0), bad),
            f.text("所指的不是本表填数的格，或同一格有两条说明"),
            f.text("写了单元格，没有写文字"),
        ),
    )


def _reasons(inputs: InputReferences) -> LiveCheck:
    """A-13: each reason has the code that it answers."""
    pairs = inputs.reasons()
    codes, texts = f.cells(code for code, _ in pairs), f.cells(text for _, text in pairs)
    nameless = sum(
        code is None and text is not None for code, text in zip(codes.values, texts.values, strict=True)
    )
    bad = Expr(f'COUNTIFS({codes.text},"",{texts.text},"?*")', nameless)
    return f.if_(f.less(f.number(0), bad), f.number(ASK), f.number(GOOD)), message_of(
        "有 ", bad, " 条没有写编号"
    )


def _cell_name(at: Expr) -> Expr:
    """The address that an agency typed, in capitals and without $."""
    name = str(at.value or "").replace("$", "").strip().upper()
    return Expr(f'UPPER(SUBSTITUTE(TRIM({at.text}),"$",""))', name)


def _contains(addresses: Expr, name: Expr) -> Expr:
    """True if a list of addresses, each between commas, contains this one."""
    return Expr(
        f'NOT(ISERROR(FIND(","&{name.text}&",",{addresses.text})))', f",{name.value}," in str(addresses.value)
    )


def _lists(addresses: list[str]) -> Iterator[str]:
    """Addresses in texts short enough for a formula, each address between commas."""
    text = ","
    for one in addresses:
        if len(text) + len(one) + 1 > LITERAL:
            yield text
            text = ","
        text += f"{one},"
    yield text
