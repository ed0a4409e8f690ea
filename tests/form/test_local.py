"""地方要求: what a county adds, its file, and the form that comes of it."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from converter.form import FORM, Form
from converter.form.local import default_local, parse_local, read_local
from converter.system.errors import UsageError
from tests.local import SEVEN_SECTIONS, local_form

UNCOMMENTED = re.compile(r"^# ((?:\[|[a-z_]+ = ).*)$", re.MULTILINE)


def mistakes(text: str) -> str:
    with pytest.raises(UsageError) as error:
        local_form(text)
    return str(error.value)


def outline(form: Form) -> list[str]:
    """The headings of a report in which everything is filled in."""
    lines = []
    for section in form.sections:
        lines.append(section.heading)
        lines += [f"  {narrative.heading}" for narrative in section.narratives if narrative.heading]
        lines += [f"  [{table.tag}]" for table in section.tables if table.printed]
    return lines


def test_the_commented_default_adds_nothing() -> None:
    assert local_form(default_local(FORM)) is FORM


def test_every_line_of_the_default_may_be_used() -> None:
    form = local_form(UNCOMMENTED.sub(r"\1", default_local(FORM)))
    assert len(form.sections) == len(FORM.sections) + 2
    assert [item.key for item in form.fields if item not in FORM.fields] == ["办公时间", "落款日期"]


def test_the_example_of_the_manual_may_be_used() -> None:
    page = Path(__file__).parent.parent.parent / "docs" / "local.zh-CN.md"
    (example,) = re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    form = local_form(example)
    assert form.sections[4].heading == "五、收取信息处理费情况"
    assert form.closing


def test_a_report_with_seven_sections_and_a_table_of_fees_comes_out() -> None:
    assert outline(local_form(SEVEN_SECTIONS)) == [
        "一、总体情况",
        "  主动公开情况",
        "  依申请公开情况",
        "  政府信息管理方面",
        "  政务公开培训情况",
        "  政府信息公开平台建设情况",
        "  监督保障情况",
        "二、主动公开政府信息情况",
        "  [表二]",
        "三、收到和处理政府信息公开申请情况",
        "  [表三]",
        "四、政府信息公开行政复议、行政诉讼情况",
        "  [表四]",
        "五、收取信息处理费情况",
        "  [信息处理费数据]",
        "六、存在的主要问题及改进情况",
        "七、其他需要报告的事项",
        "  本行政机关年度政务公开工作创新情况",
        "  其他有关文件专门要求通过政府信息公开工作年度报告予以报告的事项",
        "  热线12345办理情况",
    ]


def test_the_opening_names_the_sections_that_there_are() -> None:
    form = local_form(SEVEN_SECTIONS)
    assert all("收取信息处理费情况、存在的主要问题及改进情况" in "".join(v.preamble) for v in form.variants)
    assert all("等七部分内容" in "".join(variant.preamble) for variant in form.variants)


def test_the_prescribed_tables_stay_as_they_are() -> None:
    form = local_form(SEVEN_SECTIONS)
    own = [table for table in FORM.tables.values() if table.required]
    assert all(form.tables[table.key] is table for table in own)
    assert form.rules == FORM.rules
    assert "规定的表格不能改动" in mistakes('[[table]]\ntag = "表五"')


def test_an_item_with_figures_goes_with_them_and_with_what_is_said_of_them() -> None:
    form = local_form('leave_out = ["人大代表建议和政协提案办理结果公开情况"]')
    assert "六三" in FORM.tables
    assert "六三" not in form.tables
    assert {code.code for code in FORM.claims.codes} - {code.code for code in form.claims.codes} == {"C-31"}


def test_items_stand_in_an_order_of_their_own() -> None:
    form = local_form('[[heading]]\nitem = "收取信息处理费的情况"\nafter = "其他有关文件专门要求报告的事项"')
    keys = [part.key for part in form.sections[5].parts]
    assert keys[-3:] == ["其他报告事项", "信息处理费情况", "六一"]
    assert sorted(keys) == sorted(part.key for part in FORM.sections[5].parts)


def test_a_field_is_printed_where_it_helps_to_reach_the_body() -> None:
    text = '[[field]]\nname = "{}"\ncontact = {}\n'
    form = local_form(text.format("办公时间", "true") + text.format("分管领导", "false"))
    assert [form.field(key).printed for key in ("办公时间", "分管领导")] == [True, False]


def test_without_a_closing_nobody_signs() -> None:
    assert FORM.closing == local_form('[[prefill]]\nitem = "总述"\ntext = "一。"').closing == ()
    assert local_form("[closing]\noffice = true").closing == ("{{ 编制机关 }}",)
    assert local_form('[closing]\noffice = "青禾县人民政府办公室"').closing == ("青禾县人民政府办公室",)


def test_files_that_ask_for_the_same_are_one_form() -> None:
    again = "# 说明\n" + SEVEN_SECTIONS.replace("\n", "\r\n")
    assert local_form(again) is local_form(SEVEN_SECTIONS)
    assert local_form(SEVEN_SECTIONS).local != local_form("[closing]\ndate = true").local != ""


def test_a_form_with_additions_is_the_same_object_behind_a_pickle() -> None:
    form = local_form(SEVEN_SECTIONS)
    assert pickle.loads(pickle.dumps(form)) is form


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("heding = 1", "heding：没有这一项。是否要写 heading？"),
        ('[heading]\nitem = "总述"', "heading：要写成 [[heading]]（两层方括号）"),
        ('[[heading]]\nheading = "甲"', "第 1 个 [[heading]]：缺少 item。"),
        (
            '[[heading]]\nitem = "主动公开情形"\nheading = "甲"',
            "没有“主动公开情形”这一项。是否要写“主动公开情况”？",
        ),
        ('[[heading]]\nitem = "主动公开政府信息情况"\nheading = "甲"', "是规定的部分标题，不能改动"),
        ('[[heading]]\nitem = "主动公开情况"\nheading = "监督保障情况"', "是另一项的名称"),
        ('[[heading]]\nitem = "主动公开情况"\nheading = 3', "heading：应为一行文字，两边用英文引号。"),
        ('[[heading]]\nitem = "主动公开情况"\nheading = "{{ 年度 }}"', "不能写“{{”"),
        (f'[[heading]]\nitem = "主动公开情况"\nheading = "{"长" * 61}"', "不要超过 60 个字，写了 61 个"),
        ('leave_out = ["主动公开情况"]', "是规定要写的，不能去掉。可以去掉的：总述、"),
        ('leave_out = "总述"', "应写成"),
        ('[[item]]\nsection = "二"\nheading = "甲"', "是规定的表格，不能增加项目"),
        ('[[item]]\nsection = "九"\nheading = "甲"', "没有“九”这一部分"),
        ('[[item]]\nsection = "一"\nheading = "监督保障情况"', "已经有了"),
        ('[[item]]\nsection = "一"\nheading = "甲"\nrequired = "是"', "只能写 true（是）或 false（否）"),
        ('[[item]]\nsection = "一"\nheading = "甲"\ntext = 3', "text：应为文字"),
        ('[[section]]\ntitle = "甲、乙"', "要以汉字开头"),
        ('[[section]]\ntitle = "总体情况"', "已经有了"),
        ('[[section]]\ntitle = "甲"\ntable = true', "只有带数据的项目"),
        ("".join(f'[[section]]\ntitle = "甲{n}"\n' for n in range(5)), "最多增加 4 个部分"),
        ('[[field]]\nname = "地址"', "已经有了"),
        ('[[field]]\nname = "甲"\ndemand = "要"', "demand：只能写必填、应填、可不填"),
        ("[closing]\ndate = 1", "[closing] date：只能写 true"),
        ('[[field]]\nname = "联系方式"', "“联系方式”已经用在别处"),
        ('[[field]]\nname = "for"', "要以汉字开头"),
        ('[[field]]\nname = "甲"\ndemand = ["必填"]', "demand：只能写"),
        (
            '[[item]]\nsection = "一"\nheading = "“热线”"\n[[item]]\nsection = "六"\nheading = "热线"',
            "“热线”已经用在别处",
        ),
        (
            '[[heading]]\nitem = "总述"\nheading = "甲"\n[[heading]]\nitem = "监督保障情况"\nheading = "甲"',
            "都叫“甲”",
        ),
        ('leave_out = ["总述"]\n[[prefill]]\nitem = "总述"\ntext = "一。"', "已经写在 leave_out 里去掉了"),
        ('[[item]]\nsection = "六"\nheading = "甲"\nafter = "监督保障情况"', "不在同一部分"),
        ('[[heading]]\nitem = "总述"', "要写 heading"),
        ("甲 = 1", "第 1 行的写法不对"),
    ],
)
def test_each_mistake_has_its_sentence(text: str, said: str) -> None:
    assert said in mistakes(text)


def test_all_mistakes_are_told_at_once() -> None:
    assert "有 2 处要改" in mistakes('leave_out = ["甲"]\n[[field]]\nname = "地址"')


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="地方要求"):
        read_local(tmp_path / "没有.toml", FORM)


def test_a_file_of_an_old_notepad_is_read() -> None:
    assert parse_local(SEVEN_SECTIONS.encode("gb18030"), "地.toml", FORM) is local_form(SEVEN_SECTIONS)
