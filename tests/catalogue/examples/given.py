"""Examples that are data: a report without fault, changed as the record says, and the verdict on a code.

What a check finds is asked of the report itself, its figures at the cells of the template. What only a reader
can find, words in a cell for a number or a blank field, goes through a real workbook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from converter.catalogue.model import Given
from converter.checks import Context, LastReport, assess, checks_of
from converter.form import FORM, Ref
from converter.report.report import Entry, Figure, Report, Value
from converter.workbook.read.reader import read_workbook
from tests.corpus.harm import FOUR, THREE, TWO, Edit, cell, edited, words
from tests.reports import FIGURES, REFS, TEXTS, report, reread
from tests.workbooks import fill_workbook

CHECKED = {code for check in checks_of(FORM) for code in check.codes}
SHEETS = {"二、主动公开": TWO, "三、依申请公开": THREE, "四、复议诉讼": FOUR}


@cache
def placed() -> Report:
    """The report without fault as it is read from its workbook."""
    return reread(report())[0]


def made(given: Given) -> Report:
    """The report of an example; nobody has placed it yet."""
    texts = {**TEXTS, **{key: (text,) if text else () for key, text in given.texts.items()}}
    base = report(given.figures or FIGURES, texts=texts, states=given.states)
    entries = {key: Entry(text) for key, text in given.entries.items()}
    figures = {
        ref: figure._replace(value=None) if ref.table in given.unfilled else figure
        for ref, figure in base.figures.items()
    }
    return replace(base, entries={**base.entries, **entries}, figures=figures)


def at_cells(of: Report, typed: Mapping[str, Value]) -> Report:
    """The report with every figure and field at its cell; totals that nobody typed are computed."""
    cells = placed()
    return replace(
        of,
        source=cells.source,
        figures={
            ref: Figure(
                figure.value,
                cells.figures[ref].place,
                figure.remark,
                ref in FORM.totals and ref.key not in typed,
            )
            for ref, figure in of.figures.items()
        },
        entries={key: entry._replace(place=cells.entries[key].place) for key, entry in of.entries.items()},
    )


def last_year(given: Given) -> LastReport | None:
    """Last year's report of an example."""
    if not given.last:
        return None
    figures: dict[Ref, Value] = {
        ref: figure.value for ref, figure in report(given.last).figures.items() if figure.value is not None
    }
    return LastReport(figures, given.last_texts, form=FORM)


def state(code: str, given: Given) -> str:
    """The state of a code's verdict on the report of an example."""
    context = Context(last=last_year(given), saved=given.saved)
    if code in CHECKED:
        assessment = assess(at_cells(made(given), given.figures), context)
    else:
        reading = read_workbook(workbook(given), "例.xlsx")
        assert reading.report is not None
        assessment = assess(reading.report, context, reading.findings)
    return next(verdict.state for verdict in assessment.verdicts if verdict.code == code)


def workbook(given: Given) -> bytes:
    """The workbook of an example."""
    if not given.typed:
        return fill_workbook(made(given))
    return edited(*(typed(key, text) for key, text in given.typed.items()))()


def typed(key: str, text: str) -> Edit:
    """A text or a formula in the cell of a figure."""
    place = placed().figures[REFS[key]].place
    assert place is not None
    sheet = SHEETS[place.sheet]
    if text.startswith("="):
        return cell(place.cell, f"<f>{text[1:]}</f>", sheet=sheet)
    return words(place.cell, text, sheet)
