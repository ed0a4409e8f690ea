"""Ten published reports: eight come through with every figure, two come back with the right cells named."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from converter.batch.folder import Job, convert_workbook
from converter.document.render import WordTemplate
from converter.form import FORM
from converter.report.finding import Severity
from converter.report.report import Report, Value
from converter.results.outcome import Outcome
from converter.shipped.resources import word_template
from tests import word
from tests.reports import PRINTED, REFS, report
from tests.workbooks import fill_workbook

DATA = json.loads((Path(__file__).parent / "data" / "real-reports.json").read_text(encoding="utf-8"))
FLAWED = {("平潭综合实验区自然资源与生态环境局", 2023), ("金湖县", 2023)}


def value(key: str, text: str | None) -> Value | None:
    if text is None:
        return None
    return int(text) if FORM.column(REFS[key]).whole else Decimal(text)


def published(entry: dict[str, Any]) -> Report:
    """The report as its agency would have typed it: every figure, totals too; null stays blank."""
    figures: dict[str, Value | None] = {
        ref.key: 0 if FORM.column(ref).whole else Decimal(0) for ref in PRINTED
    }
    figures |= {key: value(key, text) for key, text in entry["figures"].items()}
    year = str(entry["year"])
    return report(figures, {"机关名称": entry["agency"], "机关类别": entry["category"], "年度": year})


def converted(entry: dict[str, Any]) -> Outcome:
    job = Job(WordTemplate.of(word_template(FORM).read_bytes()))
    return convert_workbook(fill_workbook(published(entry)), "报送.xlsx", job)


def name(entry: dict[str, Any]) -> str:
    return f"{entry['agency']}{entry['year']}"


@pytest.mark.parametrize("entry", [e for e in DATA if (e["agency"], e["year"]) not in FLAWED], ids=name)
def test_a_sound_report_becomes_a_document_with_all_its_200_figures(entry: dict[str, Any]) -> None:
    outcome = converted(entry)
    assert outcome.status in ("passed", "to_confirm")
    assert outcome.content is not None
    found = {ref.key: text for ref, text in word.figures(outcome.content).items()}
    expected = {key: text or "0" for key, text in entry["figures"].items()}
    assert found == {**{ref.key: "0" for ref in PRINTED}, **expected}
    assert len(found) == 200


def errors(entry: dict[str, Any]) -> set[tuple[str, str, str]]:
    outcome = converted(entry)
    assert outcome.status == "returned"
    assert outcome.content is None
    return {
        (finding.code, finding.sheet, finding.cell)
        for finding in outcome.findings
        if finding.severity is Severity.ERROR
    }


def test_an_answer_without_an_application_is_told_at_its_column_and_totals() -> None:
    entry = next(e for e in DATA if e["agency"] == "平潭综合实验区自然资源与生态环境局")
    assert errors(entry) == {
        ("B-01", "三、依申请公开", "K12"),
        ("B-01", "三、依申请公开", "K32"),
        ("B-03", "三、依申请公开", "F9,F10,F32,F33"),
    }


def test_litigation_that_does_not_add_up_is_told_at_the_total_of_its_block() -> None:
    entry = next(e for e in DATA if e["agency"] == "金湖县")
    assert errors(entry) == {("B-04", "四、复议诉讼", "L9")}


def test_rules_of_a_city_are_asked_about_and_a_blank_is_read_as_nothing() -> None:
    entry = next(e for e in DATA if e["agency"] == "上海市人民政府办公厅")
    outcome = converted(entry)
    assert outcome.status == "to_confirm"
    assert [finding.code for finding in outcome.findings] == ["B-07"]
    assert outcome.report is not None
    assert outcome.report.value(REFS["二.r1.c2"]) == 0
