"""The template's own hints and examples, typed where the agency's text is due."""

from __future__ import annotations

import pytest

from converter.form import FORM
from converter.workbook.layout.workbook_layout import layout
from tests.reports import TEXTS, report, reread, retyped


def told(**texts: str) -> list[tuple[str, str]]:
    """What is told of left-over texts where these stand in narratives."""
    _, findings = retyped(report(texts={**TEXTS, **{key: (text,) for key, text in texts.items()}}))
    return [(f.code, f.variant) for f in findings]


HINTS = sorted(
    {
        cell.text
        for sheet in layout(FORM)
        for cell in sheet.cells
        if sheet.section and cell.kind in ("help", "instruction") and cell.text
    }
)


@pytest.mark.parametrize("hint", HINTS)
def test_every_hint_of_the_template_is_told(hint: str) -> None:
    assert told(总述=hint) == [("D-06", "")]


def test_an_example_with_its_numbers_is_asked_about_and_one_without_is_not() -> None:
    examples = {n.key: n.example.removeprefix("示例：") for n in FORM.narratives.values()}
    for key, example in examples.items():
        counted = any(map(str.isdigit, example))
        assert told(**{key: example}) == ([("D-06", "example")] if counted else []), example


def test_blanks_make_no_difference_and_other_numbers_do() -> None:
    assert told(建议提案办理情况="承办人大代表建议2件，全部办复并公开办理结果。") == [("D-06", "example")]
    assert told(建议提案办理情况="承办人大代表建议 3 件，全部办复并公开办理结果。") == []


@pytest.mark.parametrize("key", ["网站名称", "地址", "填报联系人"])
def test_the_help_or_the_name_of_a_field_is_told(key: str) -> None:
    for text in (key, FORM.field(key).help, FORM.field(key).help.removesuffix("。")):
        _, findings = reread(report(entries={key: text}))
        assert [(f.code, f.found) for f in findings] == [("D-06", text)]
