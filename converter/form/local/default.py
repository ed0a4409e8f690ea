"""The commented file of a county's additions: as it is, it adds nothing."""

from __future__ import annotations

from collections.abc import Iterator

from converter.form.form import Form
from converter.form.local.records import DEMANDS

_HEAD = """\
# 本地对年度报告的要求
#
# 由 xxgk local 生成，用“记事本”修改后保存。以 # 开头的行不起作用：
# 要用哪几行，先去掉开头的“# ”，再改引号里的字。引号一律用英文引号。
# 同一种要求有几个的，把那几行（连同 [[…]] 一行）再写一遍。
#
# 用法：下发、转换、检查、汇总时都加上 --local 和本文件的名称，例如
#   xxgk issue 单位名单.xlsx --year 2025 --local 地方要求.toml
#   xxgk convert 收件 --local 地方要求.toml
#   xxgk word-template --local 地方要求.toml        （要改 Word 模板的，从这里取）
# 放在年度文件夹（xxgk init 建立的）里、名称是“地方要求.toml”的，不用写 --local。
#
# {notice}规定的表格（{tables}）和各部分的标题、顺序不能改。
"""


def default_local(form: Form) -> str:
    """The commented default for a form."""
    tables = "、".join(table.tag for table in form.tables.values() if table.required)
    return "\n".join((_HEAD.format(notice=form.notice, tables=tables), *_lines(form)))


def _lines(form: Form) -> Iterator[str]:
    texts = [section for section in form.sections if section.narratives]
    headed = next(n for s in texts for n in s.narratives if n.heading)
    optional = [narrative for narrative in form.narratives.values() if narrative.optional]
    composed = [narrative for narrative in form.narratives.values() if narrative.composed]
    first, last = texts[0], texts[-1]
    yield "# 这份要求的名称，写给自己看。"
    yield '# name = "青禾县 2025 年的要求"'
    yield ""
    yield "# 一、不用的项目。可以去掉的："
    yield from (f"#   {narrative.label}" for narrative in optional)
    if optional:
        yield f'# leave_out = ["{optional[0].label}"]'
    yield ""
    yield "# 二、改小标题：item 写现在的名称，heading 写新的小标题（不写序号，序号自动加）；"
    yield "#   要换次序的写 after（排在同一部分的哪一项后面）。现在的名称："
    for section in texts:
        yield f"#   {section.heading}：{'、'.join(narrative.label for narrative in section.narratives)}"
    yield "# [[heading]]"
    yield f'# item = "{headed.label}"'
    yield f'# heading = "{headed.heading.removesuffix("情况")}方面"'
    yield ""
    yield "# 三、增加项目：section 写在哪一部分，after 写排在哪一项后面（不写排在最后）。"
    yield "#   help 是填报表里的提示，example 是示例，required = true 表示必须写，text 是预先填好的话，"
    yield "#   都可以不写。"
    yield "# [[item]]"
    yield f'# section = "{first.key}"'
    yield '# heading = "政务公开培训情况"'
    yield f'# after = "{first.narratives[-1].label}"'
    yield '# help = "写培训的次数、人数和内容。"'
    yield '# example = "全年组织培训 2 次，参加 60 人次。"'
    yield "# required = true"
    yield ""
    yield "# 四、增加一个部分：after 写排在哪一部分后面（不写排在最后），后面各部分的序号自动顺延。"
    yield "#   title 里只用汉字、字母和数字。help、example、required、text 同上。"
    yield "# [[section]]"
    yield '# title = "政务公开工作要点落实情况"'
    yield f'# after = "{last.key}"'
    if composed:
        yield "#   也可以把带数据的一项单独作为一个部分（item），table = true 表示数据另印成一张表："
        yield "# [[section]]"
        yield '# title = "收取信息处理费情况"'
        yield f'# item = "{composed[0].label}"'
        yield f'# after = "{form.sections[form.sections.index(last) - 2].key}"'
        yield "# table = true"
    yield ""
    yield '# 五、预先填好的话：单位可以照用，也可以改。几段写成 ["第一段", "第二段"]。'
    yield "# [[prefill]]"
    yield f'# item = "{last.narratives[-1].label}"'
    yield '# text = "无。"'
    yield ""
    yield f"# 六、填报首页增加的格：demand 写{'、'.join(DEMANDS)}。"
    yield "#   contact = true 的印在报告开头的联系方式里，不写的只供核实，不印。"
    yield "# [[field]]"
    yield '# name = "办公时间"'
    yield '# help = "如：工作日 8:30 至 17:30。"'
    yield '# demand = "应填"'
    yield "# contact = true"
    yield ""
    yield "# 七、落款：office = true 印编制机关的名称（也可以写成要印的名称），"
    yield "#   date = true 印日期（填报首页加“落款日期”一格）。"
    yield "# [closing]"
    yield "# office = true"
    yield "# date = true"
    yield ""
