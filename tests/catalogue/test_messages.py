"""Every sentence of the catalogue, filled in, for an eye that knows office Chinese."""

from __future__ import annotations

import string

import pytest

from converter.catalogue.messages import describe, finding
from converter.catalogue.records import MESSAGES
from converter.report.report import Place
from tests.accepted import assert_accepted

EXAMPLE = {
    "subject": "表三 第24行“（七）总计” 列“自然人”", "found": "5", "expected": "6",
    "detail": "（xl/worksheets/sheet3.xml）", "zero": "零报告", "normal": "正常填报", "unit": "件",
    "hint": "填全称，与公章一致。", "left": "（一）至（六）各项之和", "difference": "1",
    "category": "县级部门", "number": "1", "year": "2024", "other": "副本.xlsx", "row": "第 5 行的简称",
    "key": "三.r24.c1", "file": "财政局-2023.xlsx", "written": "…公开信息56条…", "printed": "…公开信息65条…",
    "proposal": "3", "notice": "国办公开办函〔2021〕30号",
    "where": "正文第2个表格第8行第4格“{{三.r5.c1}}”", "name": "三.r5.c1", "reason": "括号不成对：“]”应是“)”",
    "sentence": "“共收到政府信息公开申请5件”（原句“共收到政府信息公开申请5件，均已答复”）",
    "held": "表三 第1行“一、本年新收政府信息公开申请数量” 列“总计”是 6（三、依申请公开!K9）",
    "formula": "=SUM(E12:F12)", "percent": "100%", "kind": "内容不同", "line": "行", "broken": "8",
    "why": "；较新的 丙.xlsx 有 2 处错误，没有采用",
    "last": "四、结转下年度继续办理", "also": "；改了这一格，“（七）总计”列“总计”也要改为 6",
    "parting": "列“自然人”一＋二＝5、三＋四＝6",
    "hints": "从填好的总计看，更可能是 E12 多填了 1，改为 0 就对得上。",
    "readings": "一＋二没有错的，（一）至（六）各项多填了 1，改好后 E32 是 5、K32 是 6",
}  # fmt: skip


def sentence(code: str, variant: str) -> str:
    message = MESSAGES[code, variant]
    words = {name for _, name, _, _ in string.Formatter().parse(message.what + message.advice) if name}
    given = {name: EXAMPLE[name] for name in words - {"where"} | ({"subject"} if "where" in words else set())}
    place = Place("财政局.xlsx", "三、依申请公开", "E32")
    found = finding(
        code,
        place,
        variant=variant,
        subject=given.pop("subject", ""),
        found=given.pop("found", ""),
        expected=given.pop("expected", ""),
        **given,
    )
    return f"{code} {variant or '-'} [{message.severity}]\n    {describe(found)}"


def test_every_sentence_reads_as_accepted() -> None:
    assert_accepted("messages.txt", "\n".join(sentence(code, variant) for code, variant in MESSAGES) + "\n")


@pytest.mark.parametrize(("code", "variant"), MESSAGES)
def test_every_message_says_what_is_wrong_and_what_to_do(code: str, variant: str) -> None:
    message = MESSAGES[code, variant]
    assert message.what
    assert not message.what.endswith("。")
    assert message.advice.endswith("。") or message.advice.endswith("{hint}")
