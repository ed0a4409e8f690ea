"""Reports for tests: a correct one, and ways to change it. All of them become real workbooks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from converter.form import FORM, Form, Ref
from converter.report.finding import Finding
from converter.report.report import Entry, Figure, Paragraph, Report, Value
from converter.report.sums import recompute_totals
from converter.workbook.read.reader import read_workbook
from converter.workbook.write.workbook import blank_report
from tests.workbooks import fill_workbook, typed_workbook

REFS = {ref.key: ref for ref in FORM.refs}


def inputs_of(form: Form) -> tuple[Ref, ...]:
    """The figures that a person fills in."""
    return tuple(ref for ref in form.refs if ref not in form.totals)


INPUTS = inputs_of(FORM)
PRINTED = tuple(ref for ref in FORM.refs if FORM.tables[ref.table].printed)

ENTRIES = {
    "机关名称": "青禾县财政局",
    "机关类别": "县级部门",
    "网站名称": "青禾县人民政府网站",
    "网址": "http://www.qinghe.example/",
    "地址": "青禾县人民路1号",
    "联系电话": "0000-0000001",
}
TEXTS = {
    "总述": ("全年工作平稳。",),
    "主动公开情况": ("通过县政府门户网站公开机构职能、预算决算、收费项目和惠民政策，方便群众查阅。",),
    "依申请公开情况": ("依法登记、办理和答复申请，并按规定办理行政复议和行政诉讼案件。",),
    "政府信息管理情况": ("严格执行保密审查，定期清理文件。",),
    "平台建设情况": ("优化网站专栏，设立查阅点。",),
    "监督保障情况": ("组织业务培训，纳入年度考核。",),
    "存在的主要问题": ("公开形式不够多样，政策解读以文字为主，基层群众了解政策的渠道还不够多。",),
    "改进情况": ("丰富公开形式，增加图解和视频解读，在服务窗口张贴常用政策，并听取群众意见。",),
    "信息处理费情况": ("本年度没有发出收费通知，未收取信息处理费。",),
}
FIGURES: Mapping[str, Value] = {
    "二.r2.c1": 3, "二.r2.c2": 1, "二.r2.c3": 12, "二.r3.c1": 345, "二.r6.c1": Decimal("24252.311082"),
    "三.r01.c1": 5, "三.r02.c1": 1, "三.r03.c1": 3, "三.r13.c1": 2, "三.r25.c1": 1,
    "三.r01.c2": 2, "三.r04.c2": 2,
    "四.r1.c01": 1, "四.r1.c03": 2, "四.r1.c09": 1,
}  # fmt: skip


def report(
    figures: Mapping[str, Value | None] | None = None,
    entries: Mapping[str, str] | None = None,
    texts: Mapping[str, tuple[str, ...]] | None = None,
    states: Mapping[str, str] | None = None,
    form: Form = FORM,
) -> Report:
    """A report of 2024 that is correct unless changed; figures not named are 0, totals add up.

    One of another form than that in force has only those of the usual figures that mean the same there.
    """
    blank = blank_report(form, int((entries or {}).get("年度", 2024)), "测试.xlsx")
    refs = {ref.key: ref for ref in form.refs}
    values: dict[Ref, Value | None] = {
        ref: None if not form.tables[ref.table].required else 0 if form.column(ref).whole else Decimal(0)
        for ref in form.refs
    }
    usual = {key: value for key, value in FIGURES.items() if form is FORM or (key in refs and key[0] != "二")}
    given = usual if figures is None else figures
    values |= {refs[key]: value for key, value in given.items()}
    typed = {refs[key] for key in given}
    sums = recompute_totals(form, values.__getitem__)
    named = {**ENTRIES, **(entries or {})}
    written = TEXTS if texts is None else texts
    return Report(
        blank.source,
        {**blank.entries, **{k: Entry(v) for k, v in named.items() if k in blank.entries}},
        {ref: Figure(values[ref] if ref in typed else sums[ref]) for ref in form.refs},
        {
            **blank.passages,
            **{k: tuple(map(Paragraph, v)) for k, v in written.items() if k in blank.passages},
        },
        {**blank.states, **{k: Entry(v) for k, v in (states or {}).items()}},
        form=form,
    )


def with_figure(base: Report, key: str, value: Value | None, remark: str = "") -> Report:
    """The report with one figure changed, totals left as they are."""
    return replace(base, figures={**base.figures, REFS[key]: Figure(value, remark=remark)})


def reread(filled: Report) -> tuple[Report, tuple[Finding, ...]]:
    """A report after its way through a real workbook."""
    return _read(fill_workbook(filled), filled)


def retyped(filled: Report) -> tuple[Report, tuple[Finding, ...]]:
    """The same in a fraction of the time, for tests of what is read: its texts are typed in by the tests.

    That both are read alike is tested in test_round_trip.py.
    """
    return _read(typed_workbook(filled), filled)


def _read(workbook: bytes, filled: Report) -> tuple[Report, tuple[Finding, ...]]:
    reading = read_workbook(workbook, filled.source, filled.form)
    assert reading.report is not None, reading.findings
    return reading.report, reading.findings


def content(of: Report) -> tuple[object, ...]:
    """What of a report must survive a round trip: everything but the places."""
    return (
        {key: entry.text for key, entry in of.entries.items()},
        {ref.key: (figure.value, figure.remark) for ref, figure in of.figures.items()},
        {key: [p.text for p in passage] for key, passage in of.passages.items()},
        {key: entry.text for key, entry in of.states.items()},
    )


def codes_at(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    """Findings as code and cell: what tests compare."""
    return {(finding.code, finding.cell) for finding in findings}
