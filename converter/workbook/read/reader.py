"""A filled workbook becomes a Report: every input found by its key, every label compared with the form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import repeat

from converter.catalogue.messages import finding
from converter.form import Form, form_in_force
from converter.form.editions import edition, edition_of_year, labels_2019
from converter.grid.cells import Position, address
from converter.grid.values import is_blank, ordinary_counts
from converter.report.finding import Finding, Reading
from converter.report.report import Place, Report, count_figures, places
from converter.system.texts import line
from converter.workbook.layout.other_sheets import EDITION, TEMPLATE, VERSION
from converter.workbook.layout.sheets import Cell, Sheet
from converter.workbook.layout.workbook_layout import layout, sheets_without_inputs
from converter.workbook.read.cells.formats import open_book
from converter.workbook.read.contents import Contents, report_from
from converter.workbook.read.editions import adapted, form_of
from converter.workbook.read.outside import outside_findings
from converter.workbook.read.return_sheet import correction_of, is_return_sheet
from converter.workbook.read.sheet_choice import SheetChoice, SheetChooser, choice_by_texts, is_superseded
from converter.workbook.read.structure import damaged_cell_findings, stray_findings, structure_error
from converter.workbook.read.unmodified import UnmodifiedSheet


def read_workbook(content: bytes, name: str, form: Form | None = None) -> Reading:
    """Read a filled workbook (bytes, in a format of `open_book`); `name` is how findings call the file.

    `form`: the one of the run; None for the edition in force. A workbook that was made for another edition is
    read by that, one with other additions of a county by its own and then taken into this form.

    Never raises for a bad file: what is wrong comes as findings, and a file that is not our workbook gives no
    report.
    """
    form, whole = form or form_in_force(), Place(name)
    book, opened = open_book(content, name, leave_out=sheets_without_inputs(form))
    if book is None:
        return Reading(None, opened)
    corrects = correction_of(book)
    sheets = [sheet for sheet in book.sheets if not is_return_sheet(sheet)]
    wanted, form = form, form_of(sheets, form)
    chooser = SheetChooser(sheets, form, name)
    if is_superseded(chooser.modified, form):
        earlier = read_workbook(content, name, edition(labels_2019.EDITION))
        if earlier.report is not None and (earlier.report.year or form.years[0]) < form.years[0]:
            return earlier
        return Reading(None, (finding("A-08", whole, found=labels_2019.NOTICE, expected=form.notice),))
    plans = [plan for plan in layout(form) if plan.inputs]
    if not chooser.has_our_keys and not any(chooser.choose(plan)[0] for plan in plans):
        return Reading(None, (finding("F-03", whole),))
    findings: list[Finding] = [*opened]
    inputs: dict[str, set[Position]] = {}
    contents = Contents(name, since_1904=book.since_1904)
    for plan in plans:
        choice, choice_findings = chooser.choose(plan)
        findings += choice_findings
        if choice is not None and choice.sheet.outside:
            links = (item for item in choice.sheet.outside if item.kind == "link")
            contents.links.update({Place(name, choice.sheet.name, link.cell): link.text for link in links})
            at = inputs.setdefault(choice.sheet.name, set())
            at.update(spot for cell in plan.inputs if (spot := choice.position_of(cell)) is not None)
        if choice is None:
            contents.lose(plan)
        elif choice.keys is None:
            findings += _take_table(plan, choice, contents, form)
        elif choice.unmodified is not None:
            _take_unmodified(choice.unmodified, choice.sheet.name, contents)
        else:
            findings += _take_sheet(plan, choice, contents, form)
    outside = outside_findings(sheets, inputs, name)
    report, more = report_from(contents, form)
    of_file = (
        *_outdated(report, form),
        *_merged(findings),
        *chooser.unused_findings(),
        *outside,
        *_template_findings(contents, form),
    )
    if form is wanted or form.edition != wanted.edition:
        return Reading(report, (*of_file, *more), book.saved, corrects)
    report, changed = adapted(report, wanted)
    return Reading(report, (*of_file, *changed, *more), book.saved, corrects)


def _outdated(report: Report, form: Form) -> Iterator[Finding]:
    """A-08 for a workbook of an earlier edition whose year has another one."""
    if report.year is not None and report.year > form.years[-1]:
        prescribed = edition_of_year(report.year)
        if prescribed.edition != form.edition:
            place = report.entries["年度"].place or Place(report.source)
            yield finding("A-08", place, found=form.notice, expected=prescribed.notice)


def _take_unmodified(unmodified: UnmodifiedSheet, sheet: str, contents: Contents) -> None:
    """Take the inputs of a sheet that is as in the template."""
    (_, cells, inputs), source = unmodified, contents.source
    counts = ordinary_counts([cells.stored[index] for index in inputs.counts.indexes])
    if not cells.shows_as_stored(inputs.counts.styles):
        counts = None
    if counts is not None:
        figures = count_figures(counts, source, sheet, inputs.counts.addresses)
        contents.counts.update(zip(inputs.counts.refs, figures, strict=True))
        blanks = zip(repeat(None), places(source, sheet, inputs.blanks.addresses), strict=False)
        contents.figures.update(zip(inputs.blanks.refs, blanks, strict=True))
    for cell, index, at in inputs.all if counts is None else inputs.others:
        raw = None if index is None else cells.cell(index)
        contents.take(cell, None if is_blank(raw) else raw, Place(source, sheet, at))


def _take_sheet(plan: Sheet, choice: SheetChoice, contents: Contents, form: Form) -> Iterator[Finding]:
    """Take the inputs of a sheet by its keys; findings about structure, damaged and stray cells."""
    where = Place(contents.source, choice.sheet.name)
    error = structure_error(plan, choice, where, form)
    if error is not None and error.variant in ("keys", "doubled"):
        again = choice_by_texts(plan, choice.sheet)
        if again is not None and structure_error(plan, again, where, form) is None:
            yield finding("F-05", where, variant="unkeyed", expected=plan.name)
            choice, error = again, None
    if error is not None:
        if not plan.hidden:  # nobody can correct a hidden sheet, and nothing of it is reported
            yield error
        contents.lose(plan)
        return
    taken = {position for cell in plan.inputs if (position := _take(cell, choice, contents)) is not None}
    yield from damaged_cell_findings(plan, choice, where)
    yield from stray_findings(plan, choice, taken, contents.source)


def _take_table(plan: Sheet, choice: SheetChoice, contents: Contents, form: Form) -> Iterator[Finding]:
    """Take the figures of a table that was found by its labels; other inputs of the sheet are not located."""
    where = Place(contents.source, choice.sheet.name)
    error = structure_error(plan, choice, where, form)
    if error is not None:
        yield error
        contents.lose(plan)
        return
    for cell in plan.inputs:
        if cell.kind == "figure":
            _take(cell, choice, contents)
        elif cell.kind == "state":
            contents.take(cell, None, where)
    yield from damaged_cell_findings(plan, choice, where)


def _take(cell: Cell, choice: SheetChoice, contents: Contents) -> Position | None:
    """Take one input and return its position; an optional row that is gone counts as blank."""
    position = choice.position_of(cell)
    raw = None if position is None else choice.sheet.cells.get(position)
    place = Place(contents.source, choice.sheet.name, "" if position is None else address(position))
    contents.take(cell, None if is_blank(raw) else raw, place)
    return position


def _merged(findings: list[Finding]) -> Iterator[Finding]:
    """The findings, with all missing sheets in one."""
    missing = [f for f in findings if (f.code, f.variant) == ("F-04", "missing")]
    yield from (f for f in findings if f not in missing)
    if missing:
        yield replace(missing[0], expected="”“".join(f.expected for f in missing))


def _template_findings(contents: Contents, form: Form) -> Iterator[Finding]:
    """F-09: the workbook was made by another version of the template, or for another edition of the form."""
    for key, variant, ours in ((EDITION, "edition", form.edition), (TEMPLATE, "version", VERSION)):
        raw, place = contents.identity.get(key, (None, Place(contents.source)))
        found = line(raw.raw) if raw is not None else ours
        if found != ours:
            yield finding("F-09", place, variant=variant, found=found, expected=ours)
