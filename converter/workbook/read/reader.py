"""A filled workbook becomes a Report: every cell found by its key, every label held against the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import repeat
from typing import NamedTuple

from converter.catalogue.messages import finding
from converter.form import FORM, Form
from converter.form.editions import edition_2019
from converter.grid.cells import Position, RawCell, address
from converter.grid.labels import normal
from converter.grid.merges import swallowed
from converter.grid.values import is_blank, ordinary_counts
from converter.report.finding import Finding, Reading
from converter.report.report import Place, count_figures, places
from converter.system.texts import line
from converter.workbook.layout.book import layout, sheets_without_inputs
from converter.workbook.layout.pages import EDITION, TEMPLATE, VERSION
from converter.workbook.layout.sheets import Cell, Sheet
from converter.workbook.read.choosing import Choice, Chooser, is_superseded, place_of
from converter.workbook.read.contents import Contents, report_from
from converter.workbook.read.formats import open_book
from converter.workbook.read.unmodified import Untouched


class Expected(NamedTuple):
    """What must stand on a sheet: inputs by the keys of their row and column, own labels likewise.

    `first`: the column key of the leftmost input that has its label on its left.
    `spelt`: each label in every spelling that counts as it, normalised. `merges`: the ranges that the
    template itself merges.
    """

    inputs: tuple[tuple[str, str, Cell], ...]
    row_labels: tuple[tuple[str, str], ...]
    column_labels: tuple[tuple[str, str], ...]
    first: str
    spelt: Mapping[str, frozenset[str]]
    merges: frozenset[str]


def read_workbook(content: bytes, name: str, form: Form = FORM) -> Reading:
    """Read a filled workbook (bytes, in a format of `open_book`); `name` is how findings call the file.

    Never raises for a bad file: what is wrong comes as findings, and a file that is no workbook of
    ours gives no report.
    """
    whole = Place(name)
    book, opened = open_book(content, name, leave_out=sheets_without_inputs(form))
    if book is None:
        return Reading(None, opened)
    chooser = Chooser(book.sheets, form, name)
    if is_superseded(chooser.moved):
        return Reading(None, (finding("A-08", whole, found=edition_2019.NOTICE, expected=form.notice),))
    plans = [plan for plan in layout(form) if expected(plan).inputs]
    if not chooser.is_ours and not any(chooser.choose(plan)[0] for plan in plans):
        return Reading(None, (finding("F-03", whole),))
    findings: list[Finding] = [*opened]
    contents = Contents(name)
    for plan in plans:
        choice, noticed = chooser.choose(plan)
        findings += noticed
        if choice is None:
            _lose(plan, contents)
        elif choice.keys is None:
            findings += _take_labelled(plan, choice, contents)
        elif choice.untouched is not None:
            _take_untouched(choice.untouched, choice.sheet.name, contents)
        else:
            findings += _read_sheet(plan, choice, chooser, contents)
    report, more = report_from(contents, form)
    about = (*_merged(findings), *chooser.left_over(), *_other_template(contents, form))
    return Reading(report, (*about, *more), book.saved)


def _other_template(contents: Contents, form: Form) -> Iterator[Finding]:
    """F-09: the workbook says that it was made by another version of the template, or for another form."""
    for key, variant, ours in ((EDITION, "edition", form.edition), (TEMPLATE, "version", VERSION)):
        raw, place = contents.identity.get(key, (None, Place(contents.source)))
        found = line(raw.raw) if raw is not None else ours
        if found != ours:
            yield finding("F-09", place, variant=variant, found=found, expected=ours)


def _merged(findings: list[Finding]) -> Iterator[Finding]:
    """The findings with all missing sheets told in one."""
    missing = [f for f in findings if (f.code, f.variant) == ("F-04", "missing")]
    yield from (f for f in findings if f not in missing)
    if missing:
        yield replace(missing[0], expected="”“".join(f.expected for f in missing))


def _take_labelled(plan: Sheet, choice: Choice, contents: Contents) -> Iterator[Finding]:
    """Take a table's figures by its labels; nothing else of such a sheet can be told apart."""
    where = Place(contents.source, choice.sheet.name)
    for cell in plan.inputs:
        if cell.kind == "figure":
            _take(cell, choice, contents)
        elif cell.kind == "state":
            contents.take(cell, None, where)
    yield from _spoilt(plan, choice, where)


def _take_untouched(untouched: Untouched, sheet: str, contents: Contents) -> None:
    """Take the inputs of a sheet that stands as issued: nothing can be wrong but what they hold."""
    (_, cells, fit), source = untouched, contents.source
    counts = ordinary_counts([cells.written[number] for number in fit.counts.numbers])
    if not cells.show(fit.counts.styles):
        counts = None
    if counts is not None:
        figures = count_figures(counts, source, sheet, fit.counts.addresses)
        contents.counts.update(zip(fit.counts.refs, figures, strict=True))
        blanks = zip(repeat(None), places(source, sheet, fit.blanks.addresses), strict=False)
        contents.figures.update(zip(fit.blanks.refs, blanks, strict=True))
    for cell, number, at in fit.inputs if counts is None else fit.others:
        raw = None if number is None else cells.made(number)
        contents.take(cell, None if is_blank(raw) else raw, Place(source, sheet, at))


def _take(cell: Cell, choice: Choice, contents: Contents) -> Position | None:
    """Keep what stands in an input; an optional row that is gone holds nothing."""
    position = place_of(cell, choice)
    raw = None if position is None else choice.sheet.cells.get(position)
    place = Place(contents.source, choice.sheet.name, "" if position is None else address(position))
    contents.take(cell, None if is_blank(raw) else raw, place)
    return position


def _spoilt(plan: Sheet, choice: Choice, where: Place) -> Iterator[Finding]:
    """Cells that the file holds twice, and inputs that a merged range has swallowed."""
    for position, raw in choice.sheet.cells.items():
        if raw.twice:
            yield finding("F-07", where._replace(cell=address(position)))
    merges = set(choice.sheet.merges) - expected(plan).merges
    if merges:
        wanted = {at for cell in plan.inputs if (at := place_of(cell, choice)) is not None}
        for text, lost in swallowed(sorted(merges), wanted).items():
            places = tuple(where._replace(cell=address(position)) for position in lost)
            yield finding("F-05", places, variant="merged", found=text)


def _lose(plan: Sheet, contents: Contents) -> None:
    """Nothing of this sheet is taken: its tables are not known, and its texts say nothing by being empty."""
    if plan.section is not None:
        contents.lost.update(table.key for table in plan.section.tables)
        contents.unread.add(plan.section.key)


@cache
def expected(plan: Sheet) -> Expected:
    """The inputs and labels of a sheet, by the keys that lead to them."""
    if not plan.inputs:
        return Expected((), (), (), "", {}, frozenset())
    inputs = tuple((*cell.at, cell) for cell in plan.inputs if cell.at)
    rows = {cell.row: cell.at[0] for cell in plan.inputs if cell.at}
    columns = {cell.column: cell.at[1] for cell in plan.inputs if cell.at}
    labels = [cell for cell in plan.cells if cell.kind in ("label", "name") and cell.text]
    figures = {cell.column for cell in plan.inputs if cell.kind == "figure"}
    heads = [c for c in plan.cells if c.kind == "head" and c.colspan == 1 and c.column in figures]
    table = plan.section.tables[0] if plan.section and plan.section.tables else None
    spelt = {
        c.text: frozenset(map(normal, table.spellings(c.text) if table else (c.text,)))
        for c in (*labels, *heads)
    }
    return Expected(
        inputs,
        # of the labels that begin in a row, the last is the row's own
        tuple({rows[c.row]: c.text for c in labels if c.row in rows}.items()),
        tuple({columns[c.column]: c.text for c in heads if c.column in columns}.items()),
        min((cell.column, cell.at[1]) for cell in plan.inputs if cell.at and cell.kind != "remark_at")[1],
        spelt,
        plan.merges,
    )


def _read_sheet(plan: Sheet, choice: Choice, chooser: Chooser, contents: Contents) -> Iterator[Finding]:
    """Take a sheet's inputs into `contents`; findings tell of structure, stray and doubled cells."""
    where = Place(contents.source, choice.sheet.name)
    trouble = _structure(plan, choice, where)
    if trouble is not None and trouble.variant in ("keys", "doubled"):
        again = chooser.rekeyed(plan, choice.sheet)
        if again is not None and _structure(plan, again, where) is None:
            yield finding("F-05", where, variant="unkeyed", expected=plan.name)
            choice, trouble = again, None
    if trouble is not None:
        if not plan.hidden:  # nobody can mend what nobody sees, and nothing of it is reported
            yield trouble
        _lose(plan, contents)
        return
    inputs = (cell for _, _, cell in expected(plan).inputs)
    taken = {position for cell in inputs if (position := _take(cell, choice, contents)) is not None}
    yield from _spoilt(plan, choice, where)
    yield from _strays(plan, choice, taken, contents.source)


def _may_be_gone(cell: Cell, plan: Sheet, form: Form = FORM) -> bool:
    """True for an input without which a report is whole: its row may have been deleted."""
    if cell.kind == "paragraph":
        return cell.number > 1
    if cell.kind in ("entry", "choice"):
        return form.field(cell.key).demand == "optional"
    return plan.optional or cell.kind in ("remark", "remark_at", "footnote", "last_year")


def _structure(plan: Sheet, choice: Choice, where: Place) -> Finding | None:
    """The first sign that rows or columns were cut, doubled or swapped; None where all is in place."""
    keys, sheet, want = choice.keys, choice.sheet, expected(plan)
    if keys is None:
        return None
    for row_name, column_name, cell in want.inputs:
        for key, known in ((row_name, keys.rows), (column_name, keys.columns)):
            if key in keys.twice or (key not in known and not _may_be_gone(cell, plan)):
                variant = "doubled" if key in keys.twice else "keys"
                return finding("F-05", where, variant=variant, expected=_in_words(cell, key))
    texts: dict[int, dict[int, str]] = {}
    for (row, column), raw in sheet.cells.items():
        if raw.type == "text":
            texts.setdefault(row, {})[column] = raw.raw
    first = keys.columns.get(want.first, 0)
    for key, label in want.row_labels:
        if key in keys.rows:
            across = texts.get(keys.rows[key], {})
            beside = {c: t for c, t in across.items() if keys.corner[1] < c < first}
            if not any(normal(text) in want.spelt[label] for text in beside.values()):
                return _moved(where, (keys.rows[key], first - 1), label, beside)
    top = min((keys.rows[row] for row, _, cell in want.inputs if cell.kind == "figure"), default=0)
    for key, label in want.column_labels:
        column = keys.columns[key]
        above = {r: texts[r][column] for r in texts if keys.corner[0] < r and column in texts[r]}
        if not any(normal(text) in want.spelt[label] for text in above.values()):
            return _moved(where, (max(top - 1, 0), column), label, above)
    return None


def _in_words(cell: Cell, key: str, form: Form = FORM) -> str:
    """What a hidden key stands for, as a clerk sees it on the sheet."""
    if cell.ref is not None and cell.kind == "figure":
        return form.column_label(cell.ref) if key == cell.ref.column else form.row_label(cell.ref) or key
    return f"{cell.key} 第{cell.number}段" if cell.kind == "paragraph" else cell.key or key


def _moved(where: Place, position: Position, label: str, seen: Mapping[int, str]) -> Finding:
    found = list(seen.values())[-1] if seen else "空白"
    place = Place(where.file, where.sheet, address(position))
    return finding("F-05", place, variant="label", expected=label, found=found)


def _strays(plan: Sheet, choice: Choice, taken: set[Position], source: str) -> Iterator[Finding]:
    """Content that is neither an input nor of the template: told, not taken.

    A formula outside the inputs computes something for the reader of the sheet; it reports nothing.
    """
    sheet, corner = choice.sheet, choice.keys.corner if choice.keys else (-1, -1)
    for position, raw in sheet.cells.items():
        if position in taken or position[0] == corner[0] or position[1] == corner[1]:
            continue
        if raw.formula or (raw.type == "text" and normal(raw.raw) in plan.known) or is_blank(raw):
            continue
        place = Place(source, sheet.name, address(position))
        yield finding("F-06", place, found=_short(raw))


def _short(raw: RawCell) -> str:
    text = " ".join(raw.raw.split())
    return text if len(text) <= 20 else f"{text[:20]}…"
