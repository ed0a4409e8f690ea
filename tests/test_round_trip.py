"""Any report survives its way through a workbook, and its figures survive the way into Word."""

from __future__ import annotations

import io
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from converter.document.render import WordTemplate, render
from converter.document.template.build import build_word_template
from converter.document.template_names import template_names
from converter.form import Form, Ref
from converter.report.report import Report, Value, plain
from converter.report.sums import recompute_totals
from converter.system.invisible import visible
from converter.workbook.layout.other_sheets import PARAGRAPHS
from tests import word
from tests.forms import EVERY_FORM, FORMS
from tests.reports import content, inputs_of, report, reread, retyped
from tests.workbooks import fill_workbook


@cache
def template(form: Form) -> WordTemplate:
    return WordTemplate.of(build_word_template(form))


CHARACTERS = st.characters(
    exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"
)
TEXT = st.text(CHARACTERS, min_size=1, max_size=40).filter(lambda text: visible(text) == text)
PASSAGE = st.lists(
    st.one_of(TEXT, st.sampled_from(["=1+1", "{{ x }}", "<b>&", "_x000A_", "（一）甲"])), max_size=12
)
COUNT = st.integers(0, 10**15 - 1)
CHANGE = st.integers(-(10**15) + 1, 10**15 - 1)
AMOUNT = st.decimals(0, 10**8, places=6, allow_nan=False).map(
    lambda amount: Decimal(plain(amount)).normalize() + 0 if amount else Decimal(0)
)


def document(filled: Report) -> bytes:
    return render(template(filled.form), template_names(filled, filled.form), title="", author="")


def figures_in_word(filled: Report) -> dict[Ref, str]:
    return word.figures(document(filled), filled.form)


def as_printed(filled: Report) -> dict[Ref, str]:
    """Every figure of the printed tables as it is written out, a rise with its sign."""
    form, texts = filled.form, dict[Ref, str]()
    for ref in form.refs:
        if form.tables[ref.table].printed:
            value = filled.figures[ref].value or 0
            sign = "+" if form.column(ref).signed and value > 0 else ""
            texts[ref] = sign + plain(value)
    return texts


@st.composite
def reports(draw: st.DrawFn, form: Form) -> Report:
    """Any report whose tables are filled; some totals are typed over with another number."""
    inputs, values = inputs_of(form), dict[str, Value | None]()
    for ref in draw(st.lists(st.sampled_from(inputs), unique=True, max_size=30)):
        column = form.column(ref)
        values[ref.key] = draw(CHANGE if column.signed else COUNT) if column.whole else draw(AMOUNT)
    wrong = draw(st.lists(st.sampled_from(list(form.totals)), unique=True, max_size=5))
    values |= {ref.key: draw(st.integers(0, 10**6)) for ref in wrong}
    tables = {key.split(".")[0] for key in values}
    for ref in inputs:  # a supporting table is filled whole or not at all
        if ref.table in tables and not form.tables[ref.table].required:
            values.setdefault(ref.key, 0 if form.column(ref).whole else Decimal(0))
    texts = {key: tuple(draw(PASSAGE)) for key in form.narratives}
    entries = {key: draw(TEXT) for key in ("机关名称", "网站名称", "网址", "地址", "邮编", "传真")}
    return report(values, entries, texts, form=form)


@pytest.mark.slow
@pytest.mark.parametrize("edition", EVERY_FORM)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_report_comes_back_from_a_workbook_as_it_was(edition: str, data: st.DataObject) -> None:
    filled = data.draw(reports(FORMS[edition]))
    back, findings = reread(filled)
    assert content(back) == content(filled)
    assert retyped(filled) == (back, findings)  # what tests use where the writer is not in question


@pytest.mark.slow
@pytest.mark.parametrize("edition", EVERY_FORM)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_figures_of_any_report_stand_in_word_at_their_labels(edition: str, data: st.DataObject) -> None:
    filled = data.draw(reports(FORMS[edition]))
    assert figures_in_word(filled) == as_printed(filled)


@pytest.mark.slow
@pytest.mark.parametrize("edition", EVERY_FORM)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_paragraph_of_any_report_stands_in_word_in_order(edition: str, data: st.DataObject) -> None:
    filled = data.draw(reports(FORMS[edition]))
    printed = iter(word.paragraphs(document(filled)))
    for key in filled.form.narratives:
        for paragraph in filled.passages[key]:
            assert any(line.endswith(paragraph.text) for line in printed), paragraph.text


def sentinel(form: Form) -> tuple[Report, dict[Ref, int]]:
    """A report in which every input has a number of its own, no two alike."""
    values = {ref: 1000 + place for place, ref in enumerate(inputs_of(form))}
    filled = report({ref.key: value for ref, value in values.items()}, form=form)
    sums = recompute_totals(form, filled.value)
    assert len({sums[ref] for ref in form.refs}) > len(values)
    return filled, values


@pytest.mark.parametrize("edition", EVERY_FORM)
def test_sentinel_each_input_stands_once_in_the_workbook_beside_its_label(edition: str) -> None:
    form = FORMS[edition]
    filled, values = sentinel(form)
    book = load_workbook(io.BytesIO(fill_workbook(filled)))
    seen: dict[object, list[tuple[str, int, int]]] = {}
    for sheet in book.worksheets:
        for line in sheet.iter_rows():
            for cell in line:
                seen.setdefault(cell.value, []).append((sheet.title, cell.row or 0, cell.column or 0))
    for ref, value in values.items():
        places = seen[value]
        assert len(places) == 1, (ref, places)
        title, row, _ = places[0]
        labels = {str(book[title].cell(row, column).value) for column in range(2, 6)}
        own = form.row_label(ref) if form.tables[ref.table].printed else form.column_label(ref)
        assert not own or any(label.endswith(own) for label in labels), ref


@pytest.mark.parametrize("edition", EVERY_FORM)
def test_sentinel_each_figure_stands_in_word_at_its_label(edition: str) -> None:
    filled, values = sentinel(FORMS[edition])
    found = figures_in_word(filled)
    assert found == as_printed(filled)
    printed_inputs = [found[ref] for ref in values if ref in found]
    assert len(set(printed_inputs)) == len(printed_inputs)


def test_more_paragraphs_than_rows_share_the_last_row() -> None:
    texts = {"总述": tuple(f"第{number}句。" for number in range(PARAGRAPHS + 3))}
    back, _ = reread(report(texts=texts))
    assert [paragraph.text for paragraph in back.passages["总述"]] == list(texts["总述"])
