"""Headings that a clerk types although the report prints them."""

from __future__ import annotations

import pytest

from converter.catalogue.messages import describe
from converter.checks import check_report
from tests.reports import TEXTS, report, retyped


def told(key: str, *lines: str) -> list[tuple[str, str, str]]:
    """What is told of headings where these lines stand before the text of a narrative."""
    back, _ = retyped(report(texts={**TEXTS, key: (*lines, *TEXTS.get(key, ()))}))
    found = [f for f in check_report(back) if f.code == "D-06"]
    return [(f.variant, f.severity, f.found) for f in found]


@pytest.mark.parametrize(
    ("key", "line", "heading"),
    [
        ("总述", "一、总体情况", "一、总体情况"),
        ("总述", "总体情况：", "总体情况:"),
        ("总述", "（一）总体情况", "(一)总体情况"),
        ("总述", "2024年总体情况", "2024年总体情况"),
        ("总述", "第一部分 总体情况", "第一部分总体情况"),
        ("总述", "总体情况：2024年，工作平稳。", "总体情况"),
        ("总述", "一、总体情况。全年工作平稳。", "一、总体情况"),
        ("总述", "（一）主动公开情况", "(一)主动公开情况"),
        ("总述", "青禾县财政局2024年政府信息公开工作年度报告", "青禾县财政局2024年政府信息公开工作年度报告"),
        ("主动公开情况", "（一）主动公开", "(一)主动公开"),
        ("主动公开情况", "主动公开情况。", "主动公开情况。"),
        ("主动公开情况", "1.主动公开：全年公开较多。", "1.主动公开"),
        ("主动公开情况", "主动公开情况：全年公开较多。", "主动公开情况"),
        ("平台建设情况", "（四）政府信息公开平台建设情况", "(四)政府信息公开平台建设情况"),
        ("平台建设情况", "（四）平台建设", "(四)平台建设"),
        ("监督保障情况", "(五)监督保障。组织培训。", "(五)监督保障"),
        ("存在的主要问题", "五、存在的主要问题及改进情况", "五、存在的主要问题及改进情况"),
        ("信息处理费情况", "六、其他需要报告的事项", "六、其他需要报告的事项"),
        ("信息处理费情况", "收取信息处理费的情况", "收取信息处理费的情况"),
    ],
)
def test_a_heading_that_is_printed_anyway_is_told(key: str, line: str, heading: str) -> None:
    assert told(key, line) == [("heading", "warning", heading)]


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("总述", "全年工作总体情况良好。"),
        ("总述", "2024年总体情况如下："),
        ("总述", "按要求编制2024年政府信息公开工作年度报告。本报告包括六部分。"),
        ("主动公开情况", "主动公开：全年公开较多。"),
        ("主动公开情况", "主动公开信息较多。"),
        ("主动公开情况", "（一）公开渠道"),
        ("主动公开情况", "1.主动公开数量。全年较多。"),
        ("存在的主要问题", "存在的主要问题：一是少。"),
        ("存在的主要问题", "（一）存在的主要问题"),
        ("改进情况", "改进情况：加强。"),
        ("信息处理费情况", "无其他需要报告的事项。"),
        ("平台建设情况", "平台建设方面，优化专栏。"),
    ],
)
def test_words_of_a_heading_in_a_sentence_and_own_headings_are_silent(key: str, line: str) -> None:
    assert told(key, line) == []


def test_whoever_writes_all_items_in_one_place_may_head_them() -> None:
    lines = ("（一）主动公开情况", "我局依法公开。", "（二）依申请公开情况", "依法办理。")
    texts = {**TEXTS, "总述": lines, "主动公开情况": (), "依申请公开情况": ()}
    back, _ = retyped(report(texts=texts))
    assert [f for f in check_report(back) if f.code == "D-06"] == []


def test_the_sentence_says_that_it_would_be_printed_twice() -> None:
    back, _ = retyped(report(texts={**TEXTS, "总述": ("一、总体情况", *TEXTS["总述"])}))
    (found,) = (f for f in check_report(back) if f.code == "D-06")
    assert (found.sheet, found.cell) == ("一、总体情况", "C6")
    assert "会印两遍" in describe(found)
