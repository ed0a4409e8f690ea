"""Words of a report: each line is a change to a correct report, and what must be found where."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from converter.checks import Context, assess, check_report
from converter.form import FORM
from converter.report.finding import Finding
from converter.report.report import ISSUED_TO, Report
from converter.report.roster import RosterEntry
from converter.report.unnamed import unnamed
from tests.reports import TEXTS, codes_at, report, retyped

Texts = Mapping[str, tuple[str, ...]]


def findings_on(texts: Texts, entries: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """What is found in a correct report with some narratives and entries changed, after reading it."""
    back, _ = retyped(report(entries=entries, texts={**TEXTS, **texts}))
    return check_report(back)


def found(texts: Texts, entries: Mapping[str, str] | None = None) -> set[tuple[str, str]]:
    return codes_at(findings_on(texts, entries))


def said(text: str) -> set[tuple[str, str]]:
    """What is found for one sentence in the first section."""
    return found({"主动公开情况": (*TEXTS["主动公开情况"], text)})


AT = "C18"
"""The cell of that sentence."""


@pytest.mark.parametrize(
    "text",
    [
        "收到XX件申请。", "收到ＸＸ件申请。", "收到xx件申请。", "办理××件。", "于X月X日公布。", "培训x次。",
        "某某局牵头。", "请填写。", "该部分以表格形式报告。", "示例：公开56条。", "{{ 机关名称 }}负责",
        "**一是**加强领导。", "（请在此填写）", "请在此处填写",
        "【请输入内容】", "（待填）", "共____件。", "该 部分 以表格形式报告",
    ],
)  # fmt: skip
def test_words_of_a_template_are_reported(text: str) -> None:
    assert said(text) == {("D-06", AT)}


@pytest.mark.parametrize(
    "text",
    [
        "实行5×8小时服务。",
        "举例示例：略去不表。",
        "执行TX标准。",
        "网上申请请填写申请表。",
        "窗口（请在工作日办理）受理申请，群众可在此填写申请表（填写后当场受理）。",
        "答复王**、李某某。",
        "网址为http://www.qinghe.gov.cn/xxgk/index.html。",
        "更新X光机目录。",
        "公开信息56条。",
    ],
)
def test_words_that_only_look_like_a_template_are_not_reported(text: str) -> None:
    assert said(text) == set()


def test_a_path_of_a_website_is_no_sample_word_and_a_sample_site_is_one() -> None:
    assert found({}, {"网址": "http://www.qinghe.gov.cn/xxgk"}) == set()
    assert found({}, {"网址": "http://www.xxx.gov.cn/"}) == {("D-06", "C12")}


def test_several_left_over_words_of_a_paragraph_are_one_finding() -> None:
    (finding,) = findings_on(
        {"主动公开情况": ("XX年X月收到申请××件（请填写）。" + TEXTS["主动公开情况"][0],)}
    )
    assert (finding.code, finding.found) == ("D-06", "XX、××、X月、(请填写")


def test_left_over_words_in_the_opening_are_reported_at_their_field() -> None:
    assert found({}, {"联系电话": "0537-XXXXXXX", "地址": "青禾县××路"}) == {
        ("D-06", "C13"), ("D-06", "C15"), ("D-11", "C15"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("按照国办公开办函〔2019〕60号要求编制。", {("D-02", AT)}),
        ("按照国办公开办函〔2019〕 60 号要求编制。", {("D-02", AT)}),
        ("按照《政府信息公开工作年度报告格式（试行）》编制。", {("D-02", AT)}),
        ("按照国办公开办函〔2021〕30号要求编制。", set()),
        ("印发《政务公开办法（试行）》，试行以来效果良好。", set()),
    ],
)
def test_a_notice_no_longer_in_force_is_reported(text: str, expected: set[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2023年，我局主动公开信息56条。", "２０２３年度，我局公开信息56条。", "2023 年我局公开信息56条。",
        "2023年全年公开信息56条。", "工作平稳。2023年，我局公开信息56条。", "截至2023年底，公开信息56条。",
        "截至2023年12月31日，公开信息56条。", "2025年，全年公开信息56条。", "2023年度共收到申请5件。",
    ],
)  # fmt: skip
def test_a_year_that_was_copied_is_asked_about(text: str) -> None:
    assert said(text) == {("D-03", AT)}


def test_a_sentence_is_quoted_as_it_was_written() -> None:
    (finding,) = findings_on({"主动公开情况": (TEXTS["主动公开情况"][0] + "2023 年，我局公开信息 56 条。",)})
    assert (finding.code, finding.found) == ("D-03", "2023 年，我局公开信息 56 条")


@pytest.mark.parametrize(
    "text",
    [
        "2024年，我局公开信息56条。", "2024年度，公开信息56条。", "公开信息56条，较2023年增长12%。",
        "2023年，公开信息50条，2024年增至56条。", "2023年以来，公开信息560条。", "贯彻2019年修订的《条例》。",
        "落实《青禾县法治政府建设规划（2021—2025年）》。", "2025年，我局将继续做好公开工作。",
        "2021年至2023年共公开信息160条。", "对照2023年政务公开工作要点。", "2023年12月申请的1件已答复。",
        "《2023年工作要点》全部落实。", "按期公布2023年度政府信息公开工作年度报告。",
        "2023年，累计公开56条。", "截至2023年底，公开50条；2024年，公开56条。",
        "转发鲁政办发〔2023〕15号文件。",
    ],
)  # fmt: skip
def test_a_year_that_is_meant_is_not_asked_about(text: str) -> None:
    assert said(text) == set()


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ({}, {}),
        ({"统计起": "2023年1月1日"}, {("D-04", "C9"): "error"}),
        ({"统计起": "2023年1月1日", "统计止": "2023年12月31日"},
         {("D-04", "C9"): "error", ("D-04", "C10"): "error"}),
        ({"统计起": "2024年4月1日"}, {("D-04", "C9"): "warning"}),
        ({"统计止": "2024年11月30日"}, {("D-04", "C10"): "warning"}),
        ({"统计起": "2024年12月31日", "统计止": "2024年1月1日"}, {("D-04", "C10"): "error"}),
    ],
)  # fmt: skip
def test_the_period_is_the_year(entries: Mapping[str, str], expected: Mapping[tuple[str, str], str]) -> None:
    assert {(f.code, f.cell): f.severity for f in findings_on({}, entries)} == expected


@pytest.mark.parametrize(
    ("agency", "text", "expected"),
    [
        ("青禾县财政局", "我局公开信息56条。", set()),
        ("青禾县财政局", "我镇公开信息56条。", {("D-05", AT)}),
        ("青禾县白鹭镇人民政府", "我局公开信息56条。", {("D-05", AT), ("D-08", "")}),
        ("青禾县白鹭镇人民政府", "我镇公开信息56条。", {("D-08", "")}),
        ("青禾县卫生健康委员会", "我局公开信息56条。", {("D-05", AT)}),
        ("青禾县财政局", "我县公开信息5600条。", set()),
        ("青禾县图书馆", "打破自我局限，由我委托第三方评估。", set()),
    ],
)
def test_an_agency_calls_itself_what_it_is(agency: str, text: str, expected: set[tuple[str, str]]) -> None:
    changed = {"主动公开情况": (*TEXTS["主动公开情况"], text)}
    assert found(changed, {"机关名称": agency}) == expected


@pytest.mark.parametrize(
    ("agency", "category", "expected"),
    [
        ("青禾县", "县级部门", {("A-10", "C6")}),
        ("青禾县", "乡镇街道", {("A-10", "C6")}),
        ("青禾县", "县级政府", {("D-08", "")}),
        ("望桥镇", "乡镇街道", set()),
        ("青禾县财政局（盖章）", "县级部门", {("D-06", "C6")}),
        ("示例县财政局", "县级部门", set()),
    ],
)
def test_a_county_and_what_the_form_has_around_names_are_no_names_of_departments(
    agency: str, category: str, expected: set[tuple[str, str]]
) -> None:
    assert found({}, {"机关名称": agency, "机关类别": category}) == expected


def named(of: Report, context: Context) -> list[tuple[str, str, str]]:
    return [(f.variant, f.cell, f.expected) for f in check_report(of, context) if f.code == "D-05"]


def test_the_name_is_the_full_one_of_the_roster() -> None:
    back, _ = retyped(report())
    entry = RosterEntry("青禾县财政局", "财政局", (), "县级部门")
    assert named(back, Context(entry=entry)) == []
    other = RosterEntry("青禾县财政与国资局", "财政局", ("青禾县财政局",), "县级部门")
    assert named(back, Context(entry=other)) == [("roster", "C6", "青禾县财政与国资局")]


def test_the_name_is_the_one_that_the_workbook_was_issued_to() -> None:
    back, _ = retyped(replace(report(), identity={ISSUED_TO: "青禾县教育局"}))
    assert named(back, Context()) == [("issued", "C6", "青禾县教育局")]
    own, _ = retyped(replace(report(), identity={ISSUED_TO: "青禾县 财政局"}))
    assert named(own, Context()) == []


LONG = "政策解读形式较为单一，基层信息员变动频繁，" * 4


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"存在的主要问题": ("无",), "改进情况": ("无。",)}, [("nothing", "无无。")]),
        ({"存在的主要问题": ("暂无",), "改进情况": ()}, [("nothing", "暂无")]),
        ({"存在的主要问题": ("形式单一。",), "改进情况": ("加强培训。",)}, [("short", "10")]),
        ({"存在的主要问题": (LONG,), "改进情况": ()}, [("half", "改进情况")]),
        ({"存在的主要问题": (LONG,), "改进情况": ("无",)}, [("half", "改进情况")]),
        (
            {"存在的主要问题": (), "改进情况": (f"一是{'增加图解和视频' * 9}。",)},
            [("half", "存在的主要问题")],
        ),
        ({"存在的主要问题": (f"{LONG}。改进措施：加强培训。",), "改进情况": ()}, []),
        ({"存在的主要问题": (LONG,), "改进情况": ("增加图解。",)}, []),
        ({"存在的主要问题": (), "改进情况": ()}, [("", "空白")]),
    ],
)
def test_the_fifth_section_has_problems_and_improvements_in_more_than_a_few_words(
    texts: Texts, expected: list[tuple[str, str]]
) -> None:
    findings = findings_on(texts)
    assert [(f.variant, f.found) for f in findings] == expected
    assert {(f.code, f.sheet) for f in findings} <= {("D-07", "五、问题及改进")}


def test_a_sixth_section_that_only_says_there_is_nothing_is_complete() -> None:
    assert found({"信息处理费情况": ("未收取信息处理费。",), "其他报告事项": ("无。",)}) == set()


@pytest.mark.parametrize(
    ("category", "agency", "text", "missing"),
    [
        ("县级政府", "青禾县人民政府", "", "社会评议、责任追究"),
        ("县级政府", "青禾县人民政府", "开展满意度测评，没有受到责任追究的人员。", None),
        ("乡镇街道", "青禾县白鹭镇人民政府", "组织社会评议。", "责任追究"),
        ("乡镇街道", "青禾县望桥街道办事处", "", None),
        ("县级部门", "青禾县财政局", "", None),
    ],
)
def test_a_government_reports_what_only_governments_have_to(
    category: str, agency: str, text: str, missing: str | None
) -> None:
    texts = {"监督保障情况": ("组织业务培训，纳入年度考核。", text)} if text else {}
    findings = findings_on(texts, {"机关类别": category, "机关名称": agency})
    assert [f.found for f in findings if f.code == "D-08"] == ([missing] if missing else [])


def test_that_is_not_asked_of_a_department() -> None:
    states = {v.code: v.state for v in assess(retyped(report())[0]).verdicts}
    assert states["D-08"] == "not_applicable"


@pytest.mark.parametrize(
    ("emptied", "expected"),
    [
        ((), []),
        (("政府信息管理情况",), ["政府信息管理"]),
        (("政府信息管理情况", "监督保障情况"), ["政府信息管理、监督保障"]),
        (("平台建设情况",), []),  # the overview of another item speaks of the website
    ],
)
def test_the_first_section_speaks_of_five_topics(emptied: tuple[str, ...], expected: list[str]) -> None:
    findings = findings_on(dict.fromkeys(emptied, ()))
    assert [(f.code, f.found) for f in findings] == [("D-09", words) for words in expected]


DUTIES = {"监督保障情况": ("工作考核、社会评议结果良好，没有责任追究情况。",)}
"""What a government must speak of, where only excerpts are known."""

DATA = Path(__file__).parent.parent / "data" / "published-texts.json"
PUBLISHED = json.loads(DATA.read_text(encoding="utf-8"))


@pytest.mark.parametrize("sample", PUBLISHED, ids=lambda sample: f"{sample['agency']}{sample['year']}")
def test_published_texts_are_not_reported(sample: Mapping[str, object]) -> None:
    passages = sample["passages"]
    assert isinstance(passages, dict)
    agency = str(sample["agency"])
    category = "县级政府" if unnamed(agency, FORM) == "place" else "县级部门"
    filled = report(
        entries={"机关名称": agency, "机关类别": category, "年度": str(sample["year"])},
        texts={
            **TEXTS,
            **DUTIES,
            **{key: tuple(lines) for key, lines in passages.items()},
        },
    )
    findings = check_report(retyped(filled)[0])  # C-codes apart: the figures are other ones
    assert codes_at(tuple(found for found in findings if not found.code.startswith("C-"))) == set()
