"""Each edition on its way: live checks, pages and sums of a county, alike in all; only tables differ."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from functools import cache, partial

import pytest

from converter.checks import assess
from converter.checks.manual import manual
from converter.document.checking import check_template
from converter.document.proof import prove
from converter.document.render import WordTemplate, render
from converter.document.template.build import build_word_template
from converter.document.template_names import template_names
from converter.form import Form
from converter.publish.html import render_page
from converter.publish.html_proof import prove_html
from converter.report.report import Report
from converter.rollup import Part, roll_up
from converter.rollup.book import summary_book
from converter.workbook.read.reader import read_workbook
from converter.workbook.write.check_sheet import GOOD
from tests.forms import EVERY_FORM, FORMS
from tests.libreoffice import Conversions
from tests.parity import Parity
from tests.reports import TEXTS, inputs_of, report, reread
from tests.workbooks import fill_workbook, opened

COUNT = 20
OTHERS = [key for key in EVERY_FORM if key != "2021"]
"""That in force has a proof of its own, on more fillings."""
PARITIES = {key: Parity(FORMS[key]) for key in OTHERS}


@cache
def generated(key: str, number: int) -> bytes:
    return PARITIES[key].typed_workbook(PARITIES[key].generated(COUNT)[number])


ORDERS = {
    key: [parity.checklist_of(partial(generated, key, number)) for number in range(COUNT)]
    for key, parity in PARITIES.items()
}
TRAPS = {key: parity.checklist_of(parity.planted) for key, parity in PARITIES.items()}


@pytest.mark.libreoffice(*TRAPS.values(), *(order for orders in ORDERS.values() for order in orders))
def test_the_workbook_and_the_converter_agree_in_every_edition(converted: Conversions) -> None:
    for key, parity in PARITIES.items():
        assert parity.computed(converted[TRAPS[key]])[parity.planted_line] == GOOD
        seen = Counter[str]()
        for number, (typed, order) in enumerate(zip(parity.generated(COUNT), ORDERS[key], strict=True)):
            states = parity.computed(converted[order])
            assert parity.disagreement(typed, generated(key, number), states, seen) == [], key
        assert len(seen) > len(parity.lines) / 3


def counted(form: Form, **texts: tuple[str, ...]) -> Report:
    """A sound report with a number of its own in every result of table 三."""
    three = form.tables["三"]
    results = [row for row in three.rows.under("三、本年度办理结果") if row.label != "（七）总计"]
    (persons,) = three.columns.labelled("自然人")
    numbers = {three.figure(row, persons).key: number for number, row in enumerate(results, start=1)}
    received = three.figure(three.rows[0], persons).key
    figures = {**numbers, received: sum(numbers.values())}
    year = {"年度": str(form.years[0])}
    return report(figures, year, {**TEXTS, **texts}, form=form)


@pytest.mark.parametrize("key", EVERY_FORM)
def test_a_sound_report_of_every_edition_is_read_checked_printed_and_proved(key: str) -> None:
    form = FORMS[key]
    back, findings = reread(counted(form))
    assessment = assess(back, reader_findings=findings)
    assert [found for found in assessment.findings if found.severity.name == "ERROR"] == []
    names = template_names(back, form)
    document = render(WordTemplate.of(build_word_template(form)), names, title="", author="")
    assert prove(document, back, form).findings == ()
    assert prove_html(render_page(back, form), back, form, "x.html") == ()


@pytest.mark.parametrize("key", EVERY_FORM)
def test_every_sum_of_every_edition_counts_each_line_of_its_group(key: str) -> None:
    """One more in any figure makes each total that it belongs to wrong, and nothing is left unseen."""
    form = FORMS[key]
    sound = counted(form)
    for ref in inputs_of(form):
        if not form.tables[ref.table].sums:
            continue
        more = sound.figures[ref]._replace(value=(sound.figures[ref].value or 0) + 1)
        changed = replace(sound, figures={**sound.figures, ref: more})
        codes = {found.code for found in assess(changed).findings if found.severity.name == "ERROR"}
        assert codes & {"B-01", "B-02", "B-03", "B-04"}, ref


@pytest.mark.parametrize("key", EVERY_FORM)
def test_texts_are_held_against_the_sums_of_every_edition(key: str) -> None:
    form = FORMS[key]
    quote = next(quote for quote in form.quotes if quote.name == "不予处理")
    number = sum(int(counted(form).value(ref) or 0) for ref in quote.refs)
    for said, codes in ((number, set()), (number + 1, {"C-13"})):
        text = f"办理政府信息公开申请，其中不予处理{said}件。"
        found = assess(counted(form, 依申请公开情况=(text,))).findings
        assert {each.code for each in found} & {"C-13"} == codes


@pytest.mark.parametrize("key", EVERY_FORM)
def test_a_county_of_every_edition_is_added_up_figure_by_figure(key: str) -> None:
    form = FORMS[key]
    parts = [Part(counted(form)), Part(counted(form))]
    roll = roll_up(parts, (), "青禾县人民政府", form.years[0], form)
    for ref in form.refs:
        one = counted(form).value(ref)
        assert roll.report.value(ref) == (None if one is None else one * 2), ref
    assert opened(summary_book(roll)).sheetnames


def test_the_edition_on_trial_has_its_row_and_columns_everywhere() -> None:
    form = FORMS["试用"]
    three, four = form.tables["三"], form.tables["四"]
    (row,) = three.rows.labelled("6.不属于政府信息公开的咨询")
    assert row.under[-1] == "（五）不予处理"
    assert [column.under[-1] for column in four.columns.labelled("调解结案")] == [
        "行政复议", "未经复议直接起诉", "复议后起诉",
    ]  # fmt: skip
    (other,) = three.rows.labelled("3.其他")
    (persons,) = three.columns.labelled("自然人")
    figures = {three.figure(row, persons).key: 2 for row in (three.rows[0], other)}
    back, _ = reread(report(figures, form=form))
    closed = next(ref for ref in form.refs if form.row_label(ref) == "（七）总计")
    assert back.value(closed) == 2


@pytest.mark.parametrize("key", EVERY_FORM)
def test_the_word_templates_of_every_edition_pass_their_own_check(key: str) -> None:
    form = FORMS[key]
    for variant in form.variants:
        assert check_template(build_word_template(form, variant), "模板.docx", form) == ()


@pytest.mark.parametrize(("year", "codes"), [("2020", set()), ("2024", {"A-08"})])
def test_a_workbook_of_2019_is_read_by_its_own_form_and_comes_back_for_a_later_year(
    year: str, codes: set[str]
) -> None:
    """As in a run that has the form in force."""
    content = fill_workbook(report(entries={"年度": year}, form=FORMS["2019"]))
    reading = read_workbook(content, "a.xlsx", FORMS["2021"])
    assert reading.report is not None
    assert reading.report.form is FORMS["2019"]
    errors = {found.code for found in reading.findings if found.severity.name == "ERROR"}
    assert errors == codes


@pytest.mark.parametrize("key", EVERY_FORM)
def test_the_manual_of_every_edition_is_its_own(key: str) -> None:
    form, text = FORMS[key], manual(FORMS[key])
    assert form.notice in text
    for code in ("B-04", "B-06", "C-23", "C-24"):
        has = code in {rule.code for rule in form.rules} | {known.code for known in form.claims.codes}
        assert (f"### {code}　" in text) == has, code
    outcomes = "、".join(c.label for c in form.tables["四"].columns if c.under == ("行政复议",))
    assert f"总计为{outcomes.removesuffix('、总计')}之和" in text
    assert f"表四每一组：{'五' if key == '试用' else '四'}种结果之和等于总计" in text


@pytest.mark.parametrize(("year", "codes"), [("2020", set()), ("2024", {"A-08"})])
def test_a_workbook_of_2019_that_does_not_say_its_form_is_told_by_labels_and_year(
    year: str, codes: set[str]
) -> None:
    book = opened(fill_workbook(report(entries={"年度": year}, form=FORMS["2019"])))
    del book["标识"]
    saved = io.BytesIO()
    book.save(saved)
    reading = read_workbook(saved.getvalue(), "a.xlsx", FORMS["2021"])
    assert {found.code for found in reading.findings if found.severity.name == "ERROR"} == codes
    assert (reading.report is None) == bool(codes)
