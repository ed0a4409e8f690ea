"""What is said of every check: passed, failed, not assessable and why, not applicable, switched off."""

from __future__ import annotations

from dataclasses import replace

from converter.batch.folder import Job, convert_workbook
from converter.checks import Assessment, Context, assess, judged_codes
from converter.checks.settings import Settings
from converter.form import FORM
from converter.report.report import Reason, Report
from tests.reports import FIGURES, TEXTS, report, retyped, with_figure
from tests.workbooks import fill_workbook


def assessed(of: Report, context: Context | None = None) -> Assessment:
    back, reader_findings = retyped(of)
    return assess(back, context or Context(), reader_findings)


def states(assessment: Assessment) -> dict[str, str]:
    return {verdict.code: verdict.state for verdict in assessment.verdicts}


def why(assessment: Assessment, code: str) -> str:
    return next(verdict.why for verdict in assessment.verdicts if verdict.code == code)


def test_every_code_about_a_report_has_a_verdict() -> None:
    assert [v.code for v in assessed(report()).verdicts] == [judged.code for judged in judged_codes(FORM)]


def test_of_a_correct_report_nothing_failed() -> None:
    assert set(states(assessed(report())).values()) == {"passed", "not_assessable", "not_applicable"}


def test_a_code_that_was_found_failed_whoever_found_it() -> None:
    assessment = assessed(with_figure(report({**FIGURES, "二.r2.c3": 1}), "三.r04.c7", 9))
    failed = {code for code, state in states(assessment).items() if state == "failed"}
    assert failed == {"B-01", "B-06"}
    blank_field = assessed(report(entries={"联系电话": ""}))
    assert states(blank_field)["A-10"] == "failed"


def test_a_sum_over_a_figure_that_was_not_read_is_not_assessable() -> None:
    back, reader_findings = retyped(report())
    blank = with_figure(back, "三.r04.c2", None)
    assessment = assess(blank, Context(), reader_findings)
    assert states(assessment)["B-01"] == "not_assessable"
    assert why(assessment, "B-01").startswith("表三 第4行“（二）部分公开")
    assert states(assessment)["B-04"] == "passed"


def test_a_table_that_nobody_filled_is_named_as_a_whole() -> None:
    zeros = dict.fromkeys((key for key in FIGURES if key.startswith("四")), 0)
    back, reader_findings = retyped(report({**FIGURES, **zeros}))
    figures = {
        ref: figure._replace(value=None) if ref.table == "四" else figure
        for ref, figure in back.figures.items()
    }
    assessment = assess(replace(back, figures=figures), Context(), reader_findings)
    assert why(assessment, "B-04") == "表四没有填写或没有读到"


def test_without_last_year_two_years_cannot_be_compared() -> None:
    assessment = assessed(report())
    assert states(assessment)["X-01"] == "not_assessable"
    assert "上年" in why(assessment, "X-01")


def test_texts_that_could_not_be_read_are_not_judged() -> None:
    back, reader_findings = retyped(report())
    assessment = assess(replace(back, unread=frozenset("五")), Context(), reader_findings)
    assert why(assessment, "D-07") == "第五部分没有读到"


def test_what_is_switched_off_says_the_reason_and_is_not_reported() -> None:
    context = Context(settings=Settings(off={"B-06": "另行核对"}))
    assessment = assessed(report({**FIGURES, "二.r2.c3": 1}), context)
    assert states(assessment)["B-06"] == "off"
    assert why(assessment, "B-06") == "另行核对"
    assert assessment.findings == ()


def test_what_is_found_after_the_checks_counts_as_failed_too() -> None:
    unused = Reason("B-06", "二", "E9", "属实。")
    content = fill_workbook(replace(report(), reasons=(unused,)))
    outcome = convert_workbook(content, "a.xlsx", Job(None))
    assert [found.code for found in outcome.findings] == ["A-13"]
    assert [verdict.code for verdict in outcome.verdicts_with("failed")] == ["A-13"]
    assert outcome.checks_made == len(outcome.verdicts_with("passed")) + 1


def test_a_code_of_which_no_sentence_speaks_has_not_passed() -> None:
    silent = states(assessed(report()))
    assert silent["C-02"] == "not_applicable"
    spoken = report(texts={**TEXTS, "依申请公开情况": ("全年共收到政府信息公开申请7件。",)})
    assert states(assessed(spoken))["C-02"] == "passed"


def test_a_sentence_about_a_figure_that_is_not_known_is_not_assessable() -> None:
    grown = report(texts={**TEXTS, "依申请公开情况": ("新收政府信息公开申请7件，同比增长40%。",)})
    assessment = assessed(grown)
    assert states(assessment)["C-28"] == "not_assessable"
    assert "没有上年的数" in why(assessment, "C-28")


def test_a_code_that_asks_for_a_word_is_asked_of_every_report() -> None:
    assert states(assessed(report()))["C-26"] == "passed"
