"""Any report survives its way through a workbook, and its figures survive the way into Word."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from converter.document.render import WordTemplate, render
from converter.document.template.build import build_word_template
from converter.document.template_names import template_names
from converter.form import FORM, Ref
from converter.report.report import Report, Value, plain
from converter.report.sums import recompute_totals
from converter.system.invisible import visible
from converter.workbook.layout.other_sheets import PARAGRAPHS
from tests import word
from tests.reports import INPUTS, PRINTED, content, report, reread, retyped
from tests.workbooks import fill_workbook

TEMPLATE = WordTemplate.of(build_word_template(FORM))

CHARACTERS = st.characters(
    exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"
)
TEXT = st.text(CHARACTERS, min_size=1, max_size=40).filter(lambda text: visible(text) == text)
PASSAGE = st.lists(
    st.one_of(TEXT, st.sampled_from(["=1+1", "{{ x }}", "<b>&", "_x000A_", "（一）甲"])), max_size=12
)
COUNT = st.integers(0, 10**15 - 1)
AMOUNT = st.decimals(0, 10**8, places=6, allow_nan=False).map(
    lambda amount: Decimal(plain(amount)).normalize() + 0 if amount else Decimal(0)
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Any report whose tables are filled; some totals are typed over with another number."""
    values: dict[str, Value | None] = {}
    for ref in draw(st.lists(st.sampled_from(INPUTS), unique=True, max_size=30)):
        values[ref.key] = draw(COUNT) if FORM.column(ref).whole else draw(AMOUNT)
    wrong = draw(st.lists(st.sampled_from(list(FORM.totals)), unique=True, max_size=5))
    values |= {ref.key: draw(st.integers(0, 10**6)) for ref in wrong}
    tables = {key.split(".")[0] for key in values}
    for ref in INPUTS:  # a supporting table is filled whole or not at all
        if ref.table in tables and not FORM.tables[ref.table].required:
            values.setdefault(ref.key, 0 if FORM.column(ref).whole else Decimal(0))
    texts = {key: tuple(draw(PASSAGE)) for key in FORM.narratives}
    entries = {key: draw(TEXT) for key in ("机关名称", "网站名称", "网址", "地址", "邮编", "传真")}
    return report(values, entries, texts)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(reports())
def test_any_report_comes_back_from_a_workbook_as_it_was(filled: Report) -> None:
    back, findings = reread(filled)
    assert content(back) == content(filled)
    assert retyped(filled) == (back, findings)  # what tests use where the writer is not in question


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(reports())
def test_the_figures_of_any_report_stand_in_word_at_their_labels(filled: Report) -> None:
    document = render(TEMPLATE, template_names(filled, FORM), title="", author="")
    assert word.figures(document) == {ref: plain(filled.figures[ref].value or 0) for ref in PRINTED}


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(reports())
def test_every_paragraph_of_any_report_stands_in_word_in_order(filled: Report) -> None:
    printed = iter(word.paragraphs(render(TEMPLATE, template_names(filled, FORM), title="", author="")))
    for key in FORM.narratives:
        for paragraph in filled.passages[key]:
            assert any(line.endswith(paragraph.text) for line in printed), paragraph.text


def sentinel() -> tuple[Report, dict[Ref, int]]:
    """A report in which every input has a number of its own, no two alike."""
    values = {ref: 1000 + place for place, ref in enumerate(INPUTS)}
    filled = report({ref.key: value for ref, value in values.items()})
    sums = recompute_totals(FORM, filled.value)
    assert len({sums[ref] for ref in FORM.refs}) > len(INPUTS)
    return filled, values


def test_sentinel_each_input_stands_once_in_the_workbook_beside_its_label() -> None:
    filled, values = sentinel()
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
        own = FORM.row_label(ref) if FORM.tables[ref.table].printed else FORM.column_label(ref)
        assert not own or any(label.endswith(own) for label in labels), ref


def test_sentinel_each_figure_stands_in_word_at_its_label() -> None:
    filled, _ = sentinel()
    document = render(TEMPLATE, template_names(filled, FORM), title="", author="")
    found = word.figures(document)
    assert found == {ref: plain(filled.figures[ref].value or 0) for ref in PRINTED}
    printed_inputs = [found[ref] for ref in INPUTS if ref in found]
    assert len(set(printed_inputs)) == len(printed_inputs)


def test_more_paragraphs_than_rows_share_the_last_row() -> None:
    texts = {"总述": tuple(f"第{number}句。" for number in range(PARAGRAPHS + 3))}
    back, _ = reread(report(texts=texts))
    assert [paragraph.text for paragraph in back.passages["总述"]] == list(texts["总述"])
