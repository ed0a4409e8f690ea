"""A county's additions for tests."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from converter.form import FORM, Form
from converter.form.local import parse_local
from converter.report.report import Entry, Figure, Paragraph, Report, Value
from converter.workbook.write.workbook import blank_report
from tests.reports import report

SEVEN_SECTIONS = """\
leave_out = ["落实上级年度政务公开工作要点情况", "人大代表建议和政协提案办理结果公开情况"]

[[heading]]
item = "政府信息管理情况"
heading = "政府信息管理方面"

[[item]]
section = "一"
heading = "政务公开培训情况"
after = "政府信息管理情况"
help = "写培训的次数和人数。"
required = true

[[item]]
section = "六"
heading = "热线12345办理情况"
text = "热线由县政务服务中心统一受理。"

[[section]]
title = "收取信息处理费情况"
after = "四"
item = "收取信息处理费的情况"
table = true

[[field]]
name = "办公时间"
demand = "应填"
contact = true

[closing]
office = true
date = true
"""
"""The outline of reports with a section on fees of its own, an item more in two sections, and a closing."""

TRAINING, HOTLINE = "地方政务公开培训情况", "地方热线12345办理情况"


def local_form(text: str) -> Form:
    """The form with the additions of a file."""
    return parse_local(text.encode(), "地方要求.toml", FORM)


def local_report(form: Form) -> Report:
    """The correct report of the other tests, with what a form adds filled in."""
    base, blank = report(), blank_report(form, 2024)
    entries = {"办公时间": "工作日8:30至17:30", "落款日期": "2025年1月15日"}
    amounts: tuple[Value, ...] = (2, Decimal(300), Decimal(200))
    fees = dict(zip(form.tables["六一"].refs(), amounts, strict=True))
    return replace(
        blank,
        source=base.source,
        entries={key: base.entries.get(key, Entry(entries.get(key, ""))) for key in blank.entries},
        figures={ref: Figure(fees[ref]) if ref in fees else base.figures[ref] for ref in form.refs},
        passages={
            **{key: base.passages.get(key) or passage for key, passage in blank.passages.items()},
            **({TRAINING: (Paragraph("全年组织培训两次。"),)} if TRAINING in form.narratives else {}),
            "信息处理费情况": (),
            "其他报告事项": (Paragraph("无。"),),
        },
        states=base.states,
    )
